"""SPARQL over a small graph written by hand."""

from __future__ import annotations

import http.server
import json
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.model.errors import GraphNotFound, InputError, NoSuchName, UsageError
from kg.rdf.namespaces import prefixes
from kg.sparql import queries
from kg.sparql.guard import check_query
from kg.sparql.index import build_index, open_index, read_stamp
from kg.sparql.limits import MOST_MEMORY
from kg.sparql.query_errors import QueryError
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean, Solutions, Triples, render, tabulate

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
GRAPH = """
dataset:imagenet-256 a kg:Dataset, kg:Benchmark ; skos:prefLabel "ImageNet 256x256" ; kg:nameKey "imagenet 256x256" ;
    skos:altLabel "ImageNet-256" ; kg:nameKey "imagenet-256" .
metric:fid a kg:Metric ; skos:prefLabel "FID" ; kg:nameKey "fid" ; kg:higherIsBetter false .
metric:is a kg:Metric ; skos:prefLabel "IS" ; kg:nameKey "is" ; kg:higherIsBetter true .
model:sit a kg:Model ; skos:prefLabel "SiT" ; kg:nameKey "sit" .
model:sit-xl a kg:Model ; skos:prefLabel "SiT-XL" ; kg:nameKey "sit-xl" ; kg:variantOf model:sit .
method:cfg a kg:Method ; skos:prefLabel "classifier-free guidance" ; kg:nameKey "classifier-free guidance" ;
    skos:altLabel "CFG" ; kg:nameKey "cfg" ; kg:paperCount 2 .
paper:a a kg:Paper ; dcterms:title "Alpha" ; kg:mentions method:cfg, model:sit ; kg:uses model:sit ;
    kg:proposes model:sit-xl ; kg:evaluatesOn dataset:imagenet-256 ; kg:outperforms model:sit .
paper:b a kg:Paper ; dcterms:title "On Classifier-Free Guidance" ; kg:mentions method:cfg ; kg:proposes method:cfg ;
    kg:evaluatesOn dataset:imagenet-256 ; kg:introduces dataset:imagenet-256 .
paper:c a kg:Paper ; dcterms:title "Gamma" ; kg:evaluatesOn dataset:imagenet-256 .
result:1 a kg:Result, kg:AbsoluteResult ; kg:onDataset dataset:imagenet-256 ; mls:specifiedBy metric:fid ;
    kg:value 10.5 ; kg:valueText "10.5" ; kg:bound "exact" ; kg:holder "own" ; kg:confidence 0.4 ;
    prov:wasDerivedFrom paper:a ;
    kg:sentence "10.5 it is." ; kg:condition "50 steps", "XL" .
result:2 a kg:Result, kg:AbsoluteResult ; kg:onDataset dataset:imagenet-256 ; mls:specifiedBy metric:fid ;
    kg:value 9.0 ; kg:valueText "9" ; kg:bound "exact" ; kg:holder "own" ; kg:confidence 0.9 ;
    prov:wasDerivedFrom paper:b ;
    kg:subject model:sit-xl ; kg:sentence "9 it is." .
result:3 a kg:Result, kg:AbsoluteResult ; kg:onDataset dataset:imagenet-256 ; mls:specifiedBy metric:is ;
    kg:value 9.0 ; kg:valueText "9" ; kg:bound "exact" ; kg:holder "own" ; kg:confidence 0.9 ;
    prov:wasDerivedFrom paper:b .
result:4 a kg:Result, kg:AbsoluteResult ; kg:onDataset dataset:imagenet-256 ; mls:specifiedBy metric:is ;
    kg:value 100.0 ; kg:valueText "100" ; kg:bound "exact" ; kg:holder "own" ; kg:confidence 0.9 ;
    prov:wasDerivedFrom paper:b .
result:5 a kg:Result, kg:DeltaResult ; mls:specifiedBy metric:is ; kg:value 2.0 ; kg:valueText "2 points" ;
    kg:bound "exact" ; kg:unit "points" ;
    kg:direction "increase" ; kg:isImprovement true ; prov:wasDerivedFrom paper:b .
"""
MENTIONS = """
statement:1 a kg:Statement ; rdf:subject paper:a ; rdf:predicate kg:uses ; rdf:object model:sit ; kg:confidence 0.5 ;
    kg:sentence "We use SiT." ; kg:evidence mention:1 .
statement:2 a kg:Statement ; rdf:subject paper:c ; rdf:predicate kg:outperforms ; rdf:object model:sit ;
    kg:denied true ; kg:confidence 0.5 ; kg:sentence "It does not beat SiT." ; kg:evidence mention:1 .
statement:3 a kg:Statement ; rdf:subject paper:a ; rdf:predicate kg:outperforms ; rdf:object model:sit ;
    kg:confidence 0.8 ; kg:sentence "It beats SiT." ; kg:evidence mention:1 .
mention:1 oa:hasTarget <urn:target> . <urn:target> oa:hasSelector <urn:quote> . <urn:quote> oa:exact "SiT" .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    (tmp_path / "mentions.ttl").write_text(PREFIXES + MENTIONS, encoding="utf-8")
    return tmp_path


def cells(folder: Path, text: str, **options: Any) -> list[list[str]]:
    found = query_graph(folder, text, **options)
    assert isinstance(found, Solutions | Triples)
    return tabulate(found, prefixes())[1]


# ---- asking


@pytest.mark.parametrize("timeout", [None, 60])
def test_the_three_kinds_of_answers(folder: Path, timeout: float | None) -> None:
    rows = query_graph(folder, "SELECT ?t ?none { ?p dcterms:title ?t } ORDER BY ?t", timeout=timeout)
    assert isinstance(rows, Solutions)
    assert rows.variables == ("t", "none")
    assert rows.rows[0] == (pyoxigraph.Literal("Alpha"), None)
    assert query_graph(folder, "ASK { model:sit a kg:Model }", timeout=timeout) == Boolean(value=True)
    triples = query_graph(folder, "CONSTRUCT { ?p a schema:Thing } WHERE { ?p a kg:Paper }", timeout=timeout)
    assert isinstance(triples, Triples)
    assert [str(triple.subject).rstrip(">").rpartition("/")[2] for triple in triples.triples] == ["a", "b", "c"]


def test_facts_and_provenance_are_one_default_graph_and_two_named_ones(folder: Path) -> None:
    assert cells(folder, "SELECT ?t { ?s rdf:subject/dcterms:title ?t } ORDER BY ?t") == [
        ["Alpha"],
        ["Alpha"],
        ["Gamma"],
    ]
    assert cells(folder, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        ["kg:facts"],
        ["kg:provenance"],
    ]


def test_a_query_chooses_its_graphs(folder: Path) -> None:
    counted = "SELECT (COUNT(*) AS ?n) {} {{ ?s a ?t FILTER (?t IN (kg:Paper, kg:Statement)) }}"
    for chosen, count in (("", "6"), ("FROM kg:facts", "3"), ("from kg:provenance", "3"), ("FROM NAMED kg:facts", "0")):
        assert cells(folder, counted.format(chosen)) == [[count]]
    assert cells(folder, counted.format("") + " # FROM kg:facts") == [["6"]]


def test_values_order_as_numbers(folder: Path) -> None:
    assert cells(folder, "SELECT ?v { ?r kg:value ?v } ORDER BY ?v") == [["2"], ["9"], ["9"], ["10.5"], ["100"]]


@pytest.mark.parametrize("timeout", [None, 60])
def test_a_mark_before_a_query_is_skipped(folder: Path, timeout: float | None) -> None:
    assert query_graph(folder, "\ufeffASK { paper:a a kg:Paper }", timeout=timeout) == Boolean(value=True)
    with pytest.raises(QueryError, match=r"line 1, column 15: .*\n  ASK { foo:x [?]p 1 }\n {16}\^"):
        query_graph(folder, "\ufeffASK { foo:x ?p 1 }", timeout=timeout)
    with pytest.raises(QueryError, match="not a SPARQL query"):
        query_graph(folder, "ASK \ufeff{ paper:a a kg:Paper }", timeout=timeout)


def test_a_limit_cuts_rows_and_triples(folder: Path) -> None:
    assert len(cells(folder, "SELECT * { ?s ?p ?o }", limit=2)) == 2
    assert len(cells(folder, "CONSTRUCT WHERE { ?s ?p ?o }", limit=3)) == 3


def test_the_prefixes_of_the_graph_itself_are_declared(folder: Path) -> None:
    moved = (PREFIXES + GRAPH).replace("https://w3id.org/kg-papers/id/", "https://example.org/")
    (folder / "graph.ttl").write_text(moved, encoding="utf-8")
    assert query_graph(folder, "ASK { paper:a a kg:Paper }") == Boolean(value=True)


def test_a_graph_without_provenance_can_be_asked(folder: Path) -> None:
    (folder / "mentions.ttl").unlink()
    assert query_graph(folder, "ASK { paper:a a kg:Paper }") == Boolean(value=True)


def test_no_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="run `kg build"):
        query_graph(tmp_path, "ASK { ?s ?p ?o }")


# ---- what a query must not do


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' .SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\"" . SERVICE <http://x/> { ?s ?p "" } }',
        "SELECT * { ?s ?p ?o } # '\n ORDER BY ?s #'\n SERVICE",
        "PREFIX x: <http://x/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICE:y { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICESILENT:y { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p kg:a\\# . SERVICE <http://x/> { ?s ?p ?o }\n}",
        "SELECT * { ?s ?p kg:a\\' . SERVICE <http://x/> { ?s ?p 'x' } }",
        "SELECT * { ?s kg:it\\'s ?o . SERVICE <http://x/> { ?s ?p ?o } } # '",
        "SELECT * { ?s kg:a\u0301\\'s ?o . SERVICE <http://x/> { ?s ?p ?o } } # '",
        "SELECT * { kg:x-SERVICE ?p ?o . SERVICE<http://x/>{ ?s ?p ?o } }",
    ],
)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        "SELECT * { ?s kg:service ?o ; <http://x/SERVICE> ?o2 } # SERVICE",
        "SELECT * { ?s ?p 'it\\'s a SERVICE' }",
        "SELECT * { ?s ?p 'DELETE' }",
        "SELECT * { ?s kg:a\\' ?o ; kg:services 'SERVICE' } # '",
        'SELECT * { ?s ?p """a""SERVICE\\"""" }',
        "SELECT * { ?s kg:a\\'SERVICE ?o }",
        'SELECT * { ?s ?p """a "" SERVICE\\"""" }',
    ],
)
def test_the_word_in_a_text_is_no_service(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:b> <a:b> <a:b> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>", "PREFIX x: <a:> CLEAR ALL"],
)
def test_updates_are_refused(folder: Path, text: str) -> None:
    with pytest.raises(QueryError, match="Updates are not allowed"):
        query_graph(folder, text)
    with pytest.raises(QueryError):
        query_graph(folder, f"SELECT * {{ ?s ?p ?o }} ; {text}")


def test_nothing_is_asked_of_the_network(folder: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/x"
        query_graph(folder, f"SELECT * FROM <{url}> {{ ?s ?p ?o }}")
        query_graph(folder, f"SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}")
        for service in (f"SERVICE <{url}>", "SERVICEx:y", "SERVICE:y", f"SERVICESILENT<{url}>", "SERVICE?s"):
            with pytest.raises(QueryError):
                query_graph(
                    folder, f"PREFIX x: <{url}> PREFIX : <{url}> SELECT * {{ ?s ?p ?o {service} {{ ?s ?p ?o }} }}"
                )
        server.shutdown()
        thread.join()
    assert asked == []


def test_a_time_limit_stops_a_query(folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
        query_graph(folder, endless, timeout=0.5)
    assert time.monotonic() - start < 10


HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"


def test_a_memory_limit_ends_a_query_with_a_sentence(folder: Path) -> None:
    with pytest.raises(QueryError, match=r"took too much memory.* Ask for less\."):
        query_graph(folder, HUNGRY, memory=300_000_000)
    assert query_graph(folder, "ASK { model:sit a kg:Model }", memory=300_000_000) == Boolean(value=True)


def test_the_command_line_limits_every_query_and_takes_its_process_along(folder: Path) -> None:
    """Without --timeout too; and where the command is killed, its query ends."""
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    kg = subprocess.Popen([sys.executable, "-m", "kg", "query", endless, "--graph", str(folder)])
    children = Path(f"/proc/{kg.pid}/task/{kg.pid}/children")
    try:
        while not (found := children.read_text().split()):
            assert kg.poll() is None
            time.sleep(0.05)
        limits = Path(f"/proc/{found[0]}/limits")
        while str(MOST_MEMORY) not in limits.read_text():
            time.sleep(0.05)
        (line,) = (line for line in limits.read_text().splitlines() if line.startswith("Max data size"))
        assert line.split()[3] == str(MOST_MEMORY)
    finally:
        kg.kill()
        kg.wait()
    while (stat := Path(f"/proc/{found[0]}/stat")).exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.05)


@pytest.mark.parametrize("timeout", [None, 60])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {\n ?s foo:x ?o }", "line 2, column 10: a prefix that is not declared"),
        ("SELECT * {\n ?s ?p }", "line 2, column 9"),
        ("SELEKT", "line 1, column 7"),
    ],
)
def test_a_mistake_is_pointed_at(folder: Path, text: str, place: str, timeout: float | None) -> None:
    with pytest.raises(QueryError) as caught:
        query_graph(folder, text, timeout=timeout)
    message = str(caught.value)
    assert place in message
    assert message.splitlines()[-1].strip() == "^"
    assert text.splitlines()[-1] in message


# ---- formats of answers


@pytest.fixture
def answered(folder: Path) -> tuple[Solutions, bytes, bytes, bytes]:
    """A SELECT with all kinds of terms, by us and as pyoxigraph writes it in JSON, CSV and TSV."""
    text = """SELECT * { VALUES (?a ?b) {
        (model:sit "x\\ty\\n\\"q\\", z") (UNDEF 1.5) ("a"@en true) ("2025-01-01"^^xsd:date <urn:x>) } }"""
    ours = query_graph(folder, text)
    assert isinstance(ours, Solutions)
    store = pyoxigraph.Store()
    formats = pyoxigraph.QueryResultsFormat

    def serialised(wanted: pyoxigraph.QueryResultsFormat) -> bytes:
        found = store.query(text, prefixes=prefixes())
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return found.serialize(format=wanted) or b""

    return ours, serialised(formats.JSON), serialised(formats.CSV), serialised(formats.TSV)


def test_the_formats_of_rows_are_those_of_the_standard(answered: tuple[Solutions, bytes, bytes, bytes]) -> None:
    ours, as_json, as_csv, as_tsv = answered
    assert json.loads(render(ours, output_format="json")) == json.loads(as_json)
    assert render(ours, output_format="csv").encode() == as_csv
    formats = pyoxigraph.QueryResultsFormat
    for written in (render(ours, output_format="tsv").encode(), as_tsv):
        parsed = pyoxigraph.parse_query_results(written, format=formats.TSV)
        assert isinstance(parsed, pyoxigraph.QuerySolutions)
        assert [tuple(solution) for solution in parsed] == list(ours.rows)


def test_triples_as_turtle_come_back(folder: Path) -> None:
    found = query_graph(folder, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, Triples)
    again = {
        quad.triple
        for quad in pyoxigraph.parse(render(found, output_format="turtle"), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert again == set(found.triples)


def test_a_truth_value_is_a_word_or_json(folder: Path) -> None:
    no = query_graph(folder, "ASK { <urn:none> ?p ?o }")
    assert render(no, output_format="csv") == "false\n"
    assert json.loads(render(no, output_format="json")) == {"head": {}, "boolean": False}


def test_a_format_that_does_not_fit_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written as turtle; use --format csv, tsv or json"):
        render(query_graph(folder, "SELECT * { ?s ?p ?o }"), output_format="turtle")
    with pytest.raises(UsageError, match="use --format turtle"):
        render(query_graph(folder, "CONSTRUCT WHERE { ?s ?p ?o }"), output_format="csv")


# ---- the index


def test_an_index_is_made_once_and_again_when_the_graph_changes(folder: Path) -> None:
    first = build_index(folder)
    assert build_index(folder) == first
    query_graph(folder, "ASK { ?s ?p ?o }")
    assert [path.name for path in first.parent.iterdir() if path.is_dir()] == [first.name]
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    assert query_graph(folder, "ASK { model:new a kg:Model }") == Boolean(value=True)
    assert query_graph(folder, "ASK { model:sit a kg:Model }") == Boolean(value=False)
    assert not first.exists()


def test_the_stamp_changes_with_the_index(folder: Path) -> None:
    assert read_stamp(folder) == read_stamp(folder)
    without = read_stamp(folder)
    build_index(folder)
    first = read_stamp(folder)
    assert first != without
    query_graph(folder, "ASK {}")
    assert read_stamp(folder) == first
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    assert read_stamp(folder) == first  # nothing is published yet
    build_index(folder)
    assert read_stamp(folder) != first


def test_touching_the_files_makes_no_new_index(folder: Path) -> None:
    first = build_index(folder)
    (folder / "graph.ttl").touch()
    query_graph(folder, "ASK { ?s ?p ?o }")
    assert build_index(folder) == first


def test_an_index_in_use_stays_until_nobody_reads_it(folder: Path) -> None:
    old = build_index(folder)
    with open_index(folder) as index:
        (folder / "mentions.ttl").unlink()
        new = build_index(folder)
        assert old.exists()
        assert len(index.store) > 0
        assert new != old
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    build_index(folder)
    assert not old.exists()
    assert not new.exists()


def test_a_lost_index_is_made_again(folder: Path) -> None:
    path = build_index(folder)
    for file in path.iterdir():
        file.unlink()
    path.rmdir()
    assert query_graph(folder, "ASK { model:sit a kg:Model }") == Boolean(value=True)


def test_a_broken_graph_is_named_and_leaves_no_index(folder: Path) -> None:
    (folder / "graph.ttl").write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl is not Turtle"):
        query_graph(folder, "ASK { ?s ?p ?o }")
    assert list((folder / "store" / "index").iterdir()) == []


# ---- competency queries


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (
            "leaderboard",
            {"min_confidence": "0"},
            [
                ["9", "9", "exact", "SiT-XL", "own", "ImageNet 256x256", "FID", "", "On Classifier-Free Guidance"],
                ["10.5", "10.5", "exact", "", "own", "ImageNet 256x256", "FID", "50 steps; XL", "Alpha"],
            ],
        ),
        (
            "leaderboard",
            {"benchmark": "imagenet-256", "metric": "is"},
            [
                ["100", "100", "exact", "", "own", "ImageNet 256x256", "IS", "", "On Classifier-Free Guidance"],
                ["9", "9", "exact", "", "own", "ImageNet 256x256", "IS", "", "On Classifier-Free Guidance"],
            ],
        ),
        (
            "leaderboard",
            {"min_confidence": "0.5"},
            [["9", "9", "exact", "SiT-XL", "own", "ImageNet 256x256", "FID", "", "On Classifier-Free Guidance"]],
        ),
        (
            "proposes-about",
            {"topic": "CFG"},
            [
                ["proposed", "On Classifier-Free Guidance", "classifier-free guidance"],
                ["abstract", "Alpha", "SiT-XL"],
            ],
        ),
        ("benchmarks", {}, [["ImageNet 256x256", "3", "dataset:imagenet-256"]]),
        ("benchmarks", {"min_papers": "4"}, []),
        (
            "shared-methods",
            {"title": "alpha"},
            [["classifier-free guidance", "2", "On Classifier-Free Guidance"]],
        ),
        ("denied", {}, [["Gamma", "kg:outperforms", "SiT", "0.5", "It does not beat SiT."]]),
        ("outperforms", {}, [["SiT", "Alpha", "SiT-XL", "0.8", "It beats SiT."]]),
        ("builds-on", {"name": "sit"}, [["used by the paper", "Alpha", "SiT-XL"], ["has the variant", "SiT-XL", ""]]),
        ("datasets-introduced", {}, [["ImageNet 256x256", "3", "On Classifier-Free Guidance"]]),
        ("method-benchmarks", {"method": "cfg"}, [["ImageNet 256x256", "2"]]),
        (
            "improvements",
            {"metric": "IS"},
            [["IS", "2", "points", "exact", "increase", "true", "", "", "", "On Classifier-Free Guidance"]],
        ),
        (
            "evidence",
            {"name": "SiT"},
            [
                ["Alpha", "kg:outperforms", "", "SiT", "0.8", "It beats SiT."],
                ["Alpha", "kg:uses", "", "SiT", "0.5", "We use SiT."],
                ["Gamma", "kg:outperforms", "true", "SiT", "0.5", "It does not beat SiT."],
            ],
        ),
        ("paper", {"title": "Gamma"}, [["Gamma", "kg:evaluatesOn", "ImageNet 256x256"]]),
        ("paper-results", {"title": "Alpha"}, [["Alpha", "FID", "10.5", "ImageNet 256x256", "", "own", "10.5 it is."]]),
    ],
)
def test_a_competency_query_answers(folder: Path, name: str, values: dict[str, str], expected: list[list[str]]) -> None:
    assert cells(folder, queries.load(name).bind(values)) == expected


@pytest.mark.parametrize("name", queries.list_names())
def test_a_competency_query_says_what_it_asks_and_takes_its_defaults(folder: Path, name: str) -> None:
    shipped = queries.load(name)
    assert shipped.title
    assert shipped.description
    assert all(parameter.about for parameter in shipped.parameters)
    assert len(re.findall(r"@(?:param|name)\b", shipped.text)) == len(shipped.parameters)
    assert all(parameter.default == parameter.default.lower() for parameter in shipped.parameters if parameter.is_name)
    query_graph(folder, shipped.bind({}))
    assert shipped.bind({p.name: p.default for p in shipped.parameters}) == shipped.text


def test_a_value_stays_a_value_whatever_it_holds(folder: Path) -> None:
    hostile = '"} } SERVICE <http://x/> { ?s ?p ?o } # \\ \n \U0001f600'
    bound = queries.load("leaderboard").bind({"benchmark": hostile})
    assert cells(folder, bound) == []
    asked = queries.parse("own", 'SELECT ?x {\n  VALUES ?x { "a" }  # @param anything\n}').bind({"x": hostile})
    assert cells(folder, asked) == [[hostile]]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"min_papers": "many"}, "must be a number, not 'many'"),
        ({"min_papers": "NaN"}, "must be a number"),
        ({"papers": "3"}, "has no parameter 'papers'; it has min_papers"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        queries.load("benchmarks").bind(values)


def test_an_unknown_query_is_told_with_those_there_are() -> None:
    with pytest.raises(NoSuchName, match=r"no query named 'xyzzy'\. `kg query` lists what there is\."):
        queries.load("xyzzy")
    with pytest.raises(NoSuchName, match=r"no query named 'leader'\. Did you mean leaderboard\?"):
        queries.load("leader")
