"""Answers to SPARQL as Python values."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="module")
def graph(built_folder: Path) -> kg.Graph:
    return kg.open(built_folder)


def test_a_shipped_query_answers_with_its_parameters_set(graph: kg.Graph) -> None:
    loose, strict = (graph.sparql("benchmarks", min_papers=least) for least in (2, 5))
    assert len(loose) > len(strict) > 0
    assert all(row in list(loose) for row in strict)


def test_a_frame_has_values_of_their_kind(graph: kg.Graph) -> None:
    answer = graph.sparql(
        "SELECT ?title ?date ?inferred ?count ?score ?organization WHERE { "
        "?paper dcterms:title ?title ; dcterms:issued ?date ; kg:dateInferred ?inferred ; schema:commentCount ?count . "
        "?result prov:wasDerivedFrom ?paper ; kg:confidence ?score . "
        "OPTIONAL { ?paper schema:sourceOrganization ?organization } } ORDER BY ?title ?score LIMIT 50"
    )
    frame = answer.to_pandas()
    assert list(frame.columns) == ["title", "date", "inferred", "count", "score", "organization"]
    assert len(frame) == len(answer) > 10
    first = frame.iloc[0]
    assert isinstance(first["title"], str)
    assert isinstance(first["date"], datetime.date)
    assert frame["inferred"].dtype == bool
    assert frame["count"].dtype.kind == "i"
    assert frame["score"].between(0, 1).all()
    assert frame["organization"].isna().any()
    assert answer[0] == {name: first[name] for name in answer.columns} | {"organization": answer[0]["organization"]}


def test_yes_or_no(graph: kg.Graph) -> None:
    yes, no = graph.sparql("ASK { ?paper a kg:Paper }"), graph.sparql("ASK { ?paper kg:uses kg:Paper }")
    assert (bool(yes), bool(no), yes.kind, len(yes), repr(yes)) == (True, False, "boolean", 0, "True")
    with pytest.raises(kg.UsageError, match="The answer to an ASK has no rows"):
        yes.to_pandas()


def test_triples_are_rows_and_a_graph(graph: kg.Graph) -> None:
    answer = graph.sparql("CONSTRUCT { ?paper kg:proposes ?thing } WHERE { ?paper kg:proposes ?thing }", limit=3)
    assert (answer.kind, len(answer), answer.columns) == ("triples", 3, ("subject", "predicate", "object"))
    triples = answer.to_rdflib()
    assert {str(subject) for subject in triples.subjects()} == {row["subject"] for row in answer}
    with pytest.raises(kg.UsageError, match="Only the answer to a CONSTRUCT or DESCRIBE is a graph"):
        graph.sparql("SELECT ?x { ?x a kg:Paper }", limit=1).to_rdflib()


def test_it_prints_as_a_table_and_escapes_for_a_notebook(graph: kg.Graph) -> None:
    answer = graph.sparql('SELECT ("a<b>" AS ?markup) (?n + 1 AS ?next) { VALUES ?n { 1 2 } } ORDER BY ?next')
    assert repr(answer).splitlines() == ["markup  next", "a<b>       2", "a<b>       3", "2 rows"]
    html = answer._repr_html_()
    assert "<th>markup</th><th>next</th>" in html
    assert "<td>a&lt;b&gt;</td><td>2</td>" in html
    many = graph.sparql("SELECT ?paper { ?paper a kg:Paper }")
    assert repr(many).endswith("20 of 468 rows")
    assert graph.sparql("SELECT ?x { ?x a kg:Nothing }").columns == ("x",)
    assert not graph.sparql("SELECT ?x { ?x a kg:Nothing }")
