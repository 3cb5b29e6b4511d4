"""Answers in the formats of the standard, and as a table."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from kg.model.errors import UsageError
from kg.rdf.namespaces import prefixes
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions, Triples, render


@pytest.fixture
def answer_formats(folder: Path) -> tuple[Solutions, bytes, bytes, bytes]:
    """A SELECT with all kinds of terms, by us and as pyoxigraph writes it in JSON, CSV and TSV."""
    text = """SELECT * { VALUES (?a ?b) {
        (model:sit "x\\ty\\n\\"q\\", z") (UNDEF 1.5) ("a"@en true) ("2025-01-01"^^xsd:date <urn:x>) } }"""
    ours = query_graph(folder, text)
    assert isinstance(ours, Solutions)
    store = pyoxigraph.Store()
    formats = pyoxigraph.QueryResultsFormat

    def serialise(wanted: pyoxigraph.QueryResultsFormat) -> bytes:
        solutions = store.query(text, prefixes=dict(prefixes()))
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return solutions.serialize(format=wanted) or b""

    return ours, serialise(formats.JSON), serialise(formats.CSV), serialise(formats.TSV)


def test_the_formats_of_rows_are_those_of_the_standard(answer_formats: tuple[Solutions, bytes, bytes, bytes]) -> None:
    ours, as_json, as_csv, as_tsv = answer_formats
    assert json.loads(render(ours, output_format="json")) == json.loads(as_json)
    assert render(ours, output_format="csv").encode() == as_csv
    formats = pyoxigraph.QueryResultsFormat
    for written in (render(ours, output_format="tsv").encode(), as_tsv):
        parsed = pyoxigraph.parse_query_results(written, format=formats.TSV)
        assert isinstance(parsed, pyoxigraph.QuerySolutions)
        assert [tuple(solution) for solution in parsed] == list(ours.rows)


def test_triples_as_turtle_come_back(folder: Path) -> None:
    answer = query_graph(folder, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, Triples)
    again = {
        quad.triple
        for quad in pyoxigraph.parse(render(answer, output_format="turtle"), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert again == set(answer.triples)


def test_a_truth_value_is_a_word_or_json(folder: Path) -> None:
    no = query_graph(folder, "ASK { <urn:none> ?p ?o }")
    assert render(no, output_format="csv") == "false\n"
    assert json.loads(render(no, output_format="json")) == {"head": {}, "boolean": False}


def test_a_format_that_does_not_fit_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written as turtle; use --format csv, tsv or json"):
        render(query_graph(folder, "SELECT * { ?s ?p ?o }"), output_format="turtle")
    with pytest.raises(UsageError, match="use --format turtle"):
        render(query_graph(folder, "CONSTRUCT WHERE { ?s ?p ?o }"), output_format="csv")
