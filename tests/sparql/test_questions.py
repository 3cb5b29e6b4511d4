"""What shipped questions leave out, and why: each on a graph of a few lines, by both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.query import ResultRow

from kg.rdf.namespaces import ID_BASE, prefixes
from kg.sparql import queries
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions, render

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
THINGS = """
<urn:sit> a kg:Model ; skos:prefLabel "SiT" ; kg:nameKey "sit" .
<urn:coco> a kg:Dataset, kg:Benchmark ; skos:prefLabel "COCO" ; kg:nameKey "coco" .
<urn:pile> a kg:Dataset ; skos:prefLabel "Pile" ; kg:nameKey "pile" .
<urn:accuracy> a kg:Metric ; skos:prefLabel "accuracy" ; kg:nameKey "accuracy" .
<urn:search> a kg:Task ; skos:prefLabel "search" ; kg:nameKey "search" .
<urn:person-search> a kg:Task ; skos:prefLabel "person search" ; skos:broader <urn:search> .
<urn:one> a kg:Paper ; dcterms:title "One" .
<urn:two> a kg:Paper ; dcterms:title "Two" .
"""

LOWER = "kg:lowerThan <urn:r2>"  # of the first of two results of one thing


def ask(folder: Path, turtle: str, name: str, **settings: str) -> list[list[str]]:
    """The rows of a shipped question, after both engines have given the same."""
    text = f"{PREFIXES}@prefix id: <{ID_BASE}> .\n{THINGS}{turtle}"
    (folder / "graph.ttl").write_text(text, encoding="utf-8")
    query = queries.load(name).bind(settings)
    answer = query_graph(folder, query)
    assert isinstance(answer, Solutions)
    rows = [line.split("\t") for line in render(answer, output_format="tsv").splitlines()[1:]]
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len([row for row in graph.query(query, initNs=prefixes()) if isinstance(row, ResultRow)]) == len(rows)
    return rows


def level(number: str, value: str, paper: str, *more: str) -> str:
    """A reported level of SiT on COCO in accuracy; what `more` says replaces nothing, it is added."""
    properties = {"kg:bound": '"exact"', "kg:sentence": f'"Sentence {number}."', "kg:confidence": "0.9"}
    properties |= dict(pair.split(" ", 1) for pair in more if not pair.startswith("kg:condition"))
    pairs = [f"{key} {term}" for key, term in properties.items()] + [p for p in more if p.startswith("kg:condition")]
    return (
        f"<urn:r{number}> a kg:Result, kg:AbsoluteResult ; kg:subject <urn:sit> ; kg:onDataset <urn:coco> ; "
        f"mls:specifiedBy <urn:accuracy> ; kg:value {value} ; prov:wasDerivedFrom <urn:{paper}> ; "
        f"{' ; '.join(pairs)} .\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "papers", "same"),
    [
        (("one",), ("two",), '"2"', '"true"'),
        (("one", 'kg:condition "4 steps"'), ("two", 'kg:condition "4 steps"'), '"2"', '"true"'),
        (("one", 'kg:condition "4 steps"'), ("two",), '"2"', '"false"'),
        (("one", 'kg:condition "4 steps"'), ("one", 'kg:condition "4 steps"'), '"1"', '"true"'),
    ],
)
def test_two_papers_disagree_or_one_under_the_same_conditions(
    tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...], papers: str, same: str
) -> None:
    (row,) = ask(tmp_path, level("1", "80.5", *first, LOWER) + level("2", "81.5", *second), "disagreements")
    assert row[0].startswith(papers)
    assert row[1].startswith(same)
    assert [cell.partition("^")[0] for cell in row[5:7]] == ['"80.5"', '"81.5"']


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("one",), ("one",), id="one paper that tells no conditions"),
        pytest.param(("one", 'kg:condition "4"'), ("one", 'kg:condition "8"'), id="other conditions"),
        pytest.param(("one", 'kg:condition "4"'), ("one", 'kg:condition "4", "8"'), id="more conditions"),
        pytest.param(
            ("one", 'kg:condition "4"', 'kg:sentence "S."'),
            ("one", 'kg:condition "4"', 'kg:sentence "S."'),
            id="one sentence",
        ),
        pytest.param(("one", 'kg:bound "up to"'), ("two",), id="a best case"),
        pytest.param(("one", 'kg:unit "%"'), ("two", 'kg:unit "points"'), id="other units"),
    ],
)
def test_what_is_no_disagreement(tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert ask(tmp_path, level("1", "80.5", *first, LOWER) + level("2", "81.5", *second), "disagreements") == []


def change(number: str, value: str, kind: str, *more: str) -> str:
    """A reported change of accuracy."""
    properties = {"kg:confidence": "0.9", "kg:direction": '"increase"'} | dict(pair.split(" ", 1) for pair in more)
    pairs = "".join(f" ; {key} {term}" for key, term in properties.items() if term != "none")
    return (
        f"<urn:r{number}> a kg:Result, kg:{kind}Result ; mls:specifiedBy <urn:accuracy> ; kg:value {value} ; "
        f'kg:valueText "{value}" ; kg:bound "exact" ; kg:holder "own" ; kg:sentence "S{number}." ; '
        f"prov:wasDerivedFrom <urn:one>{pairs} .\n"
    )


CHANGES = (
    change("1", "1.5", "Delta", "kg:isImprovement true")
    + change("2", "2.5", "Delta", 'kg:direction "decrease"', "kg:isImprovement false")
    + change("3", "3.5", "Delta", "kg:direction none")
    + change("4", "4.5", "Delta", "kg:isImprovement true", "kg:confidence 0.3")
    + change("5", "5.5", "Delta", 'kg:direction "decrease"', "kg:isImprovement false", "kg:confidence 0.3")
    + change("6", "6.5", "Ratio", 'kg:unit "x"', "kg:isImprovement true")
    + change("7", "7.5", "Ratio", 'kg:unit "x"', 'kg:direction "decrease"', "kg:isImprovement false")
)


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("improvements", 1, ["4.5", "1.5", "6.5"]),  # 3 tells no direction
        ("setbacks", 2, ["2.5", "7.5", "5.5"]),
        ("speed-ups", 0, ["6.5"]),  # 7 times slower is no speed-up
    ],
)
def test_changes_for_the_better_and_for_the_worse_are_two_questions(
    tmp_path: Path, name: str, column: int, expected: list[str]
) -> None:
    rows = ask(tmp_path, CHANGES, name)
    assert [row[column].split('"')[1] for row in rows] == expected


def test_benchmarks_of_a_task_are_those_of_its_papers_and_of_results_at_it(tmp_path: Path) -> None:
    graph = (
        "<urn:one> kg:addresses <urn:person-search> ; kg:evaluatesOn <urn:coco> .\n"
        "<urn:r1> kg:onTask <urn:search> ; kg:onDataset <urn:coco> ; prov:wasDerivedFrom <urn:two> .\n"
        "<urn:r2> kg:onTask <urn:search> ; kg:onDataset <urn:pile> ; prov:wasDerivedFrom <urn:two> .\n"  # no benchmark
    )
    ((benchmark, papers, at_the_task),) = ask(tmp_path, graph, "benchmarks-by-task", task="search")
    assert (benchmark, papers[:3], at_the_task[:3]) == ('"COCO"', '"2"', '"1"')


def make_yearly_papers(before: int, since: int, *, all_before: int, all_since: int) -> str:
    """Papers of a year before 2025 and of one from it on, of which the first ones name a method."""
    lines = ['<urn:m> a kg:Method ; skos:prefLabel "M" .']
    for year, named, papers in ((2024, before, all_before), (2025, since, all_since)):
        for i in range(papers):
            date = ('"{}"^^xsd:gYear', '"{}-05"^^xsd:gYearMonth', '"{}-05-06"^^xsd:date')[i % 3].format(year)
            lines.append(f"<urn:{year}-{i}> dcterms:issued {date}{' ; kg:mentions <urn:m>' if i < named else ''} .")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("counts", "rises", "why"),
    [
        ((0, 5, 20, 20), True, "none before: (5/20)^2 = 0.0625 > 2.71 * 1/8 * 7/8 * 1/10 = 0.030"),
        ((0, 2, 20, 20), False, "two papers"),
        ((3, 6, 20, 20), False, "chance: (3/20)^2 = 0.0225 < 2.71 * 9/40 * 31/40 * 1/10 = 0.047"),
        ((12, 24, 80, 80), True, "the same shares of more papers: 0.0225 > 2.71 * 9/40 * 31/40 * 1/40 = 0.012"),
        ((6, 3, 20, 20), False, "a fall"),
        ((0, 5, 0, 20), False, "no paper from before to compare with"),
    ],
)
def test_a_rise_is_more_than_chance(tmp_path: Path, counts: tuple[int, int, int, int], rises: bool, why: str) -> None:
    before, since, all_before, all_since = counts
    rows = ask(
        tmp_path, make_yearly_papers(before, since, all_before=all_before, all_since=all_since), "rising-methods"
    )
    assert bool(rows) is rises, why
    for row in rows:
        assert [cell.split('"')[1] for cell in row[:3]] == ["M", str(before), str(since)]


def test_fewer_papers_count_where_they_are_asked_for(tmp_path: Path) -> None:
    graph = make_yearly_papers(0, 2, all_before=20, all_since=4)
    assert ask(tmp_path, graph, "rising-methods") == []
    assert len(ask(tmp_path, graph, "rising-methods", min_papers="2")) == 1
