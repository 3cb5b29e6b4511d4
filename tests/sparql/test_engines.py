"""The shipped queries are plain SPARQL 1.1: rdflib and Oxigraph answer them alike, row by row, in the same order."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.query import ResultRow

from kg.rdf.namespaces import ID_BASE, prefixes
from kg.sparql import queries
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions

NUMBERS = ("integer", "decimal", "double")
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
TURTLE = f"{PREFIXES}@prefix id: <{ID_BASE}> .\n" + (Path(__file__).parent / "competency.ttl").read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("engines")
    (path / "graph.ttl").write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=TURTLE, format="turtle")


def cell(text: str, datatype: str) -> object:
    """A value that two engines may write differently: numbers as numbers."""
    return round(Decimal(text), 6) if datatype.rpartition("#")[2] in NUMBERS else text


def by_oxigraph(folder: Path, text: str) -> list[list[object]]:
    answer = query_graph(folder, text)
    assert isinstance(answer, Solutions)
    return [
        [
            None
            if term is None
            else term.value
            if isinstance(term, NamedNode)
            else cell(term.value, term.datatype.value)
            if isinstance(term, Literal)
            else term
            for term in row
        ]
        for row in answer.rows
    ]


def by_rdflib(graph: rdflib.Graph, text: str) -> list[list[object]]:
    return [
        [None if term is None else cell(str(term), str(getattr(term, "datatype", None) or "")) for term in row]
        for row in graph.query(text, initNs=prefixes())
        if isinstance(row, ResultRow)
    ]


OF_THE_SMALL_GRAPH = {  # which has nothing for the defaults of these
    "acronyms": {"short_form": "LoRA"},
    "baselines": {"min_papers": "1"},
    "code": {"words": ""},
    "rising-methods": {"min_papers": "2"},
    "tasks": {"min_papers": "1"},
}


@pytest.mark.parametrize("name", queries.list_names())
def test_two_engines_give_the_same_rows(folder: Path, graph: rdflib.Graph, name: str) -> None:
    text = queries.load(name).bind(OF_THE_SMALL_GRAPH.get(name, {}))
    rows = by_oxigraph(folder, text)
    assert rows
    assert by_rdflib(graph, text) == rows


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        # 9.7 came after 9; the baseline's 1 is no paper's own.
        ("record-line", {}, [["2024-01-02", Decimal("10.5")], ["2025-03-04", Decimal(9)]]),
        ("record-line", {"metric": "accuracy"}, []),
    ],
)
def test_records(folder: Path, name: str, settings: dict[str, str], expected: list[list[object]]) -> None:
    assert [row[:2] for row in by_oxigraph(folder, queries.load(name).bind(settings))] == expected


def test_two_papers_that_differ_come_before_one_that_does(folder: Path) -> None:
    rows = by_oxigraph(folder, queries.load("disagreements").text)
    expected = [
        2,
        "false",
        "SiT",
        "ImageNet 256x256",
        "FID",
        Decimal(9),
        Decimal("10.5"),
        "",
        "50 steps; XL; zero-shot",
    ]
    assert [row[:9] for row in rows] == [expected]


def test_a_share_that_grew_is_told_in_percent(folder: Path) -> None:
    rows = by_oxigraph(folder, queries.load("trend").text)
    assert rows == [[2024, "large language model", 1, 1, 100], [2025, "large language model", 2, 2, 100]]


def test_how_much_more_often_than_chance(folder: Path) -> None:
    rows = by_oxigraph(folder, queries.load("used-with").text)
    # Of five papers, three name LoRA, four CFG and three both: 3 * 5 / (3 * 4); the others 2 * 5 / (3 * 2).
    assert rows == [
        ["classifier-free guidance", 3, 4, Decimal("1.3")],
        ["distillation", 2, 2, Decimal("1.7")],
        ["flow matching", 2, 2, Decimal("1.7")],
    ]


def test_methods_rise_by_their_share(folder: Path) -> None:
    # In none of one paper of 2024, in both of 2025; distillation fell from one of one to one of two.
    text = queries.load("rising-methods").bind({"min_papers": "2"})
    assert by_oxigraph(folder, text) == [["flow matching", 0, 2, 0, 100]]


@pytest.mark.parametrize("name", ["beats", "who-beats-whom"])
def test_what_got_worse_is_no_victory(folder: Path, name: str) -> None:
    rows = [row[:4] for row in by_oxigraph(folder, queries.load(name).text)]
    assert rows.count(["SiT", "low-rank adaptation", "accuracy", "2 points"]) == 1
    assert rows.count(["SiT", "low-rank adaptation", None, None]) == 1  # of the paper whose number is for the worse
    assert [row[2] for row in by_oxigraph(folder, queries.load("setbacks").text)] == ["3 points"]


def test_only_what_is_said_to_be_better_beats(folder: Path) -> None:
    # Denied, and on par: neither wins; a ratio between the two does not make it so.
    for name in ("beats", "who-beats-whom", "outperforms"):
        winners = {row[0] for row in by_oxigraph(folder, queries.load(name).text)}
        assert winners == {"SiT"}
    around = by_oxigraph(folder, queries.load("beats").bind({"name": "CFG"}))
    assert [row[:2] for row in around] == [["SiT", "classifier-free guidance"]]


def test_a_baseline_is_beaten_only_where_no_text_denies_it(folder: Path) -> None:
    # Paper d compares its own DyLoRA with LoRA, on par; paper c denies that Llama 2 beats SiT.
    rows = by_oxigraph(folder, queries.load("baselines").bind({"min_papers": "1"}))
    assert rows == [["low-rank adaptation", 3, 2], ["classifier-free guidance", 1, 1], ["SiT", 1, 0]]


def test_a_denial_is_told_once(folder: Path) -> None:
    # Both the comparison and the statement of paper c deny it; only the statement of paper e is of the paper alone.
    rows = by_oxigraph(folder, queries.load("denied").text)
    kg = prefixes()["kg"]
    assert [row[:4] for row in rows] == [
        ["Dynamic Classifier-Free Diffusion Guidance", "Llama 2", f"{kg}outperforms", "SiT"],
        ["Epsilon", None, f"{kg}uses", "distillation"],
    ]


COARSE = {"a": '"2024"^^xsd:gYear', "b": '"2024-05"^^xsd:gYearMonth', "c": '"2024-01-01"^^xsd:date', "d": None}


@pytest.fixture(scope="module")
def coarse_graph(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, rdflib.Graph]:
    """Four papers of which two have only a year or a month, each with a value on one benchmark."""
    lines = [PREFIXES, f"@prefix id: <{ID_BASE}> ."]
    for entity, kind, label in (("x", "kg:Method", "X"), ("fid", "kg:Metric", "FID"), ("set", "kg:Dataset", "Set")):
        lines.append(f"<urn:{entity}> a {kind} ; skos:prefLabel '{label}' ; kg:nameKey '{label.lower()}' .")
    for value, (paper, date) in enumerate(COARSE.items(), start=1):
        issued = f" ; dcterms:issued {date}" if date else ""
        lines.append(f"<urn:{paper}> a kg:Paper ; dcterms:title '{paper}' ; kg:mentions <urn:x>{issued} .")
        lines.append(
            f"<urn:r{paper}> a kg:Result ; kg:onDataset <urn:set> ; mls:specifiedBy <urn:fid> ; "
            f"mls:hasValue {value}.0 ; kg:bound 'exact' ; kg:holder 'own' ; "
            f"kg:confidence 0.9 ; prov:wasDerivedFrom <urn:{paper}> ."
        )
    text = "\n".join(lines)
    folder = tmp_path_factory.mktemp("coarse")
    (folder / "graph.ttl").write_text(text, encoding="utf-8")
    return folder, rdflib.Graph().parse(data=text, format="turtle")


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("papers-by-date", {"topic": "X"}, [["2024-05", "b"], ["2024-01-01", "c"], ["2024", "a"], [None, "d"]]),
        ("trend", {"name": "X"}, [[Decimal(2024), "X", Decimal(3)]]),
        ("record-line", {"benchmark": "Set", "metric": "FID"}, [["2024-01-01", Decimal(3)]]),
    ],
)
def test_dates_of_a_year_or_a_month_count(
    coarse_graph: tuple[Path, rdflib.Graph], name: str, settings: dict[str, str], expected: list[list[object]]
) -> None:
    text = queries.load(name).bind(settings)
    for rows in (by_oxigraph(coarse_graph[0], text), by_rdflib(coarse_graph[1], text)):
        assert [row[: len(expected[0])] for row in rows] == expected
