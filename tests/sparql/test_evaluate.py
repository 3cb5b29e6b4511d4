"""Evaluation over an open index: which graphs a query sees, how relative IRIs are read, and limits of rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean

from kg.rdf.namespaces import DERIVED, FACTS, KG, PROVENANCE
from kg.sparql.evaluate import Dataset, answer, evaluate, find_only_graph
from kg.sparql.index import open_index
from kg.sparql.query_errors import QueryError
from kg.sparql.query_results import Solutions

PAPER = "ASK { ?paper a kg:Paper }"
STATEMENT = "ASK { ?statement a kg:Statement }"


def holds(folder: Path, text: str, dataset: Dataset | None = None, base: str | None = None) -> bool:
    with open_index(folder) as index:
        result = evaluate(index, text, dataset=dataset, base=base)
        assert isinstance(result, QueryBoolean)
        return bool(result)


@pytest.mark.parametrize(
    ("text", "graph", "holds_there"),
    [(PAPER, FACTS, True), (PAPER, PROVENANCE, False), (STATEMENT, FACTS, False), (STATEMENT, PROVENANCE, True)],
)
def test_a_dataset_restricts_the_default_graph(folder: Path, text: str, graph: str, holds_there: bool) -> None:
    assert holds(folder, text)  # over the union of all graphs
    assert holds(folder, text, Dataset(default_graphs=[graph])) is holds_there


def test_a_dataset_comes_before_the_graphs_that_a_query_chooses(folder: Path) -> None:
    text = "ASK FROM kg:provenance { ?paper a kg:Paper }"
    assert not holds(folder, text)
    assert holds(folder, text, Dataset(default_graphs=[FACTS]))


def test_named_graphs_are_those_of_the_dataset(folder: Path) -> None:
    text = "ASK { GRAPH ?graph { ?paper a kg:Paper } }"
    assert holds(folder, text, Dataset(named_graphs=[FACTS]))
    assert not holds(folder, text, Dataset(named_graphs=[PROVENANCE]))


def test_relative_iris_are_resolved_against_the_base(folder: Path) -> None:
    assert holds(folder, "ASK { <paper/a> a kg:Paper }", base="https://w3id.org/kg-papers/id/")
    assert not holds(folder, "ASK { <paper/a> a kg:Paper }", base="https://example.org/")


def test_a_name_that_is_no_iri_is_refused(folder: Path) -> None:
    with open_index(folder) as index, pytest.raises(QueryError, match="not an absolute IRI"):
        evaluate(index, PAPER, dataset=Dataset(default_graphs=["facts"]))


@pytest.mark.parametrize(("limit", "count"), [(None, 3), (0, 0), (2, 2), (9, 3)])
def test_no_more_rows_are_read_than_the_limit(folder: Path, limit: int | None, count: int) -> None:
    with open_index(folder) as index:
        solutions = answer(index, "SELECT ?paper { ?paper a kg:Paper }", limit=limit)
    assert isinstance(solutions, Solutions)
    assert len(solutions.rows) == count


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("# Title\n# @graph facts\nASK {}", FACTS),
        ("\ufeff#@graph derived  \nASK {}", DERIVED),
        ("# Title\nASK {}", None),
        ("ASK {}\n# @graph facts", None),  # in the query
        ("# @graph none\nASK {}", None),
        ("# on @graph facts\nASK {}", None),
        ("# @graph facts derived\nASK {}", None),
    ],
)
def test_a_comment_names_the_only_graph_that_a_query_needs(text: str, graph: str | None) -> None:
    assert find_only_graph(text) == graph


def test_a_query_with_such_a_comment_sees_that_graph_alone(folder: Path) -> None:
    for query, graph, other in ((PAPER, "facts", "provenance"), (STATEMENT, "provenance", "facts")):
        assert holds(folder, f"# @graph {graph}\n{query}")
        assert not holds(folder, f"# @graph {other}\n{query}")
        assert holds(folder, f"# @graph {other}\n{query}", Dataset(default_graphs=[f"{KG}{graph}"]))
    assert holds(folder, "# @graph provenance\nASK FROM kg:facts { ?paper a kg:Paper }"), "FROM comes before it"
