"""Answers in the formats, cut after so many rows: what the engine itself writes."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest
import rdflib

from kg.serve.endpoint.media_types import GRAPHS, RESULTS
from kg.sparql import serialise
from kg.sparql.processes.wire import QueryRequest
from kg.sparql.query_errors import QueryError
from kg.sparql.serialise import serialise_answer

TERMS = r"""SELECT ?a ?b { VALUES (?a ?b) {
    ("x\ty\n\"q\", z\r" UNDEF) (UNDEF 1.5) ("a"@en-GB true) ("2025-01-01"^^xsd:date <urn:x>) ("abc"^^xsd:integer 1e3)
    (1.0E-3 -5) ("01"^^xsd:integer +3) ("INF"^^xsd:double "") ("tRue"^^xsd:boolean "\\t") ("?x" "_:b") (UNDEF UNDEF)
    (".5"^^xsd:decimal "5."^^xsd:decimal) ("\u200b\u2028" "a b"^^<urn:type>) } }"""
XML = "application/sparql-results+xml"
RDF_XML = "application/rdf+xml"
CONTROLS = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 0x7F, 0x85, 0xFFFE, 0xFFFF, 0x10FFFF]))
XSD = {"xsd": "http://www.w3.org/2001/XMLSchema#"}


def run_query(text: str, **options: Any):
    result = pyoxigraph.Store().query(text, prefixes=XSD)
    return serialise_answer(result, QueryRequest(text=text, **{"rows": 100, **options}))


@pytest.mark.parametrize("media_type", sorted(set(RESULTS.values())))
@pytest.mark.parametrize(
    "text", [TERMS, "SELECT * {}", "SELECT ?a { VALUES ?a { UNDEF UNDEF } }", "SELECT ?a { ?a ?b 1 }"]
)
def test_rows_are_as_the_engine_writes_them(media_type: str, text: str) -> None:
    wanted = pyoxigraph.QueryResultsFormat.from_media_type(media_type)
    rows = pyoxigraph.Store().query(text, prefixes=XSD)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    expected = rows.serialize(format=wanted)
    assert expected is not None
    if media_type == XML:
        expected = expected.replace(b"\r", b"&#13;")  # as it stands, readers would take it for a line feed
    answer = run_query(text, results=media_type)
    assert (answer.kind, answer.body, answer.cut) == ("results", expected, False)


@pytest.mark.parametrize(("rows", "cut"), [(1, True), (2, True), (3, False), (4, False)])
def test_an_answer_is_cut_to_the_rows_asked_for(rows: int, cut: bool) -> None:
    text = r'SELECT ?a { VALUES ?a { "1\n" "2" "3" } }'
    answer = run_query(text, results="text/csv", rows=rows)
    assert answer.cut is cut
    assert answer.body.decode() == "a\r\n" + "".join(['"1\n"\r\n', "2\r\n", "3\r\n"][:rows])
    text = 'CONSTRUCT { <urn:s> <urn:p> ?a } { VALUES ?a { "1" "2" "3" } }'
    answer = run_query(text, graph="application/n-triples", rows=rows)
    assert answer.cut is cut
    assert answer.body.decode() == "".join(f'<urn:s> <urn:p> "{i}" .\n' for i in range(1, 4)[:rows])


@pytest.mark.parametrize("media_type", sorted(set(GRAPHS.values())))
def test_triples_come_back_in_every_format(media_type: str) -> None:
    text = 'CONSTRUCT { <urn:s> <urn:p> ?a } { VALUES ?a { "b\\n"@en 1.5 <urn:dot.> "b\\n"@en } }'
    answer = run_query(text, graph=media_type)
    known = pyoxigraph.RdfFormat.from_media_type(media_type)
    triples = [quad.triple for quad in pyoxigraph.parse(answer.body, format=known)]
    assert sorted(map(str, triples)) == [
        '<urn:s> <urn:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '<urn:s> <urn:p> "b\\n"@en',
        "<urn:s> <urn:p> <urn:dot.>",
    ]


def test_the_bytes_of_triples_do_not_depend_on_their_order() -> None:
    first, second = (
        run_query(f"CONSTRUCT {{ <urn:s> <urn:p> ?a }} {{ VALUES ?a {{ {order} }} }}", graph="text/turtle").body
        for order in ("1 2 3", "3 1 2 1")
    )
    assert first == second


def test_what_fits_no_format_is_told() -> None:
    assert run_query("ASK {}", graph="text/turtle").kind == "unfit"
    assert run_query("SELECT * {}", graph="text/turtle").kind == "unfit"
    assert run_query("CONSTRUCT WHERE {}", results="text/csv").kind == "unfit"


def test_an_answer_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serialise, "MOST_BYTES", 1000)
    text = f'SELECT ?a {{ BIND (REPLACE("{"x" * 100}", "x", "{"y" * 20}") AS ?a) }}'
    with pytest.raises(QueryError, match="larger than 1,000 bytes"):
        run_query(text, results="text/csv")


# ---- what XML cannot hold


def escape(text: str) -> str:
    """Text as it is written in SPARQL, each character as an escape."""
    return "".join(f"\\U{ord(char):08X}" for char in text)


LEGAL = "\ufffd" * 28 + "\x7f\x85\ufffd\ufffd\U0010ffff"
"""What is left of `CONTROLS` in XML."""


@pytest.mark.parametrize("text", [CONTROLS, "a\rb\r\nc\td", "<&>\"']]>", " \n "])
def test_rows_in_xml_are_well_formed(text: str) -> None:
    answer = run_query(f'SELECT ?a {{ BIND ("{escape(text)}" AS ?a) }}', results=XML)
    (literal,) = ET.fromstring(answer.body).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert literal.text == (LEGAL if text == CONTROLS else text)
    json = run_query(f'SELECT ?a {{ BIND ("{escape(text)}" AS ?a) }}', results="application/sparql-results+json")
    rows = pyoxigraph.parse_query_results(json.body, format=pyoxigraph.QueryResultsFormat.JSON)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    (row,) = rows
    assert row["a"].value == text  # other formats hold all


@pytest.mark.parametrize("text", [CONTROLS, "a\rb\r\nc\td", "<&>\"']]>"])
def test_triples_in_xml_are_well_formed(text: str) -> None:
    answer = run_query(f'CONSTRUCT {{ <urn:s> <urn:p> "{escape(text)}" }} {{}}', graph=RDF_XML)
    ET.fromstring(answer.body)
    (value,) = rdflib.Graph().parse(data=answer.body, format="xml").objects()
    assert str(value) == (LEGAL if text == CONTROLS else text)


@pytest.mark.parametrize(
    "triple",
    [
        "<urn:s> <urn:p/1> 1",  # no name at the end
        "<urn:s> <http://example.org/> 1",
        "<urn:s> a <urn:class/1>",
        "<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1",  # reserved
        "<urn:s> <http://www.w3.org/2000/xmlns/p> 1",  # of a prefix that XML keeps for itself
    ],
)
def test_what_is_no_name_in_xml_is_told(triple: str) -> None:
    text = f"CONSTRUCT {{ {triple} }} {{}}"
    with pytest.raises(QueryError, match=r"no way to write.*ask for text/turtle"):
        run_query(text, graph=RDF_XML)
    assert run_query(text, graph="text/turtle").kind == "triples"


def test_what_a_format_cannot_hold_is_told() -> None:
    text = "CONSTRUCT { <urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> } {}"
    with pytest.raises(QueryError, match="no way to write"):
        run_query(text, graph="application/ld+json")
