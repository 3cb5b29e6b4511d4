"""The former names of the methods of a graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.api.former_names import BuiltGraph
from kg.model.errors import UsageError
from kg.sparql.query_results import Boolean, Solutions

QUERY = "SELECT ?name { ?method a kg:Method ; skos:prefLabel ?name } ORDER BY ?name"


def test_the_former_methods_answer(small_folder: Path) -> None:
    graph = BuiltGraph(small_folder)
    answer = graph.query(QUERY)
    assert isinstance(answer, Solutions)
    assert answer.rows == ((pyoxigraph.Literal("low-rank adaptation"),),)
    assert graph.query("ASK { ?paper a kg:Paper }") == Boolean(True)
    assert list(graph.frame(QUERY)["name"]) == ["low-rank adaptation"]
    assert len(graph.rdflib()) > len(graph.rdflib(provenance=False)) > 10
    with pytest.raises(UsageError, match="Only the rows of a SELECT make a data frame"):
        graph.frame("ASK { ?paper a kg:Paper }")
