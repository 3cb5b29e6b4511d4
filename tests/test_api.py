"""The built graph from Python."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyoxigraph
import pytest

from kg.api import BuiltGraph
from kg.model.errors import GraphNotFound, UsageError
from kg.sparql.query_results import Boolean, Solutions


@pytest.fixture(scope="module")
def graph(built: Path) -> BuiltGraph:
    return BuiltGraph(built)


def test_a_shipped_query_answers_with_its_parameters_set(graph: BuiltGraph) -> None:
    loose, strict = (graph.query("benchmarks", min_papers=least) for least in (2, 5))
    assert isinstance(loose, Solutions)
    assert isinstance(strict, Solutions)
    assert len(loose.rows) > len(strict.rows) > 0
    assert set(strict.rows) <= set(loose.rows)


def test_a_frame_has_values_of_their_kind(graph: BuiltGraph) -> None:
    frame = graph.frame(
        "SELECT ?title ?date ?inferred ?count ?score ?organization WHERE { "
        "?paper dcterms:title ?title ; dcterms:issued ?date ; kg:dateInferred ?inferred ; schema:commentCount ?count . "
        "?result prov:wasDerivedFrom ?paper ; kg:confidence ?score . "
        "OPTIONAL { ?paper schema:sourceOrganization ?organization } } ORDER BY ?title ?score LIMIT 50"
    )
    assert list(frame.columns) == ["title", "date", "inferred", "count", "score", "organization"]
    assert len(frame) > 10
    first = frame.iloc[0]
    assert isinstance(first["title"], str)
    assert isinstance(first["date"], datetime.date)
    assert frame["inferred"].dtype == bool
    assert frame["count"].dtype.kind == "i"
    assert frame["score"].between(0, 1).all()
    assert frame["organization"].isna().any()


def test_rdflib_holds_the_same_graph_and_answers_alike(graph: BuiltGraph) -> None:
    facts = graph.rdflib(provenance=False)
    files = [graph.folder / "graph.ttl", graph.folder / "derived.ttl"]
    assert len(facts) == len({quad for file in files for quad in pyoxigraph.parse(path=str(file))})
    query = (
        "SELECT ?name (COUNT(DISTINCT ?paper) AS ?papers) WHERE { ?paper kg:evaluatesOn/skos:prefLabel ?name } "
        "GROUP BY ?name ORDER BY DESC(?papers) ?name LIMIT 20"
    )
    theirs = [(str(row.name), int(row.papers)) for row in facts.query(query)]
    assert theirs == [tuple(row) for row in graph.frame(query).itertuples(index=False)]
    assert theirs[0][1] > 5


def test_a_question_of_yes_or_no_is_no_frame(graph: BuiltGraph) -> None:
    assert graph.query("ASK { ?paper a kg:Paper }") == Boolean(True)
    with pytest.raises(UsageError, match="Only the rows of a SELECT"):
        graph.frame("ASK { ?paper a kg:Paper }")


def test_parameters_of_a_text_are_refused(graph: BuiltGraph) -> None:
    with pytest.raises(UsageError, match="go with the name of a shipped query"):
        graph.query("ASK {}", metric="FID")


def test_a_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="no built graph"):
        BuiltGraph(tmp_path)
