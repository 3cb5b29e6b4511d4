"""Queries over a folder: the kinds of answers, which graphs they see, limits, and messages of mistakes."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph
import pytest

from kg.model.errors import GraphNotFound
from kg.sparql.query_errors import QueryError
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean, Solutions, Triples
from tests.fixtures.small_graph import GRAPH, PREFIXES, cells


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
