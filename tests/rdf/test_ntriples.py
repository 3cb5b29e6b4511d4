"""N-Triples and N-Quads as a whole, and strings that stay on one line."""

from io import StringIO

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.ntriples import quote_string, write_quads, write_triples
from kg.rdf.terms import Iri, Pair, Subject, expand, make_literal

PAIRS: list[Pair] = [
    (expand("rdf:type"), expand("kg:Model")),
    (expand("skos:prefLabel"), make_literal('a "b"\nc')),
    (expand("kg:paperCount"), make_literal(2)),
]
SUBJECT = Subject(Iri("urn:a"), PAIRS)


def test_the_whole_of_a_small_file() -> None:
    file = StringIO()
    write_triples([SUBJECT], file)
    assert file.getvalue() == (
        "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kg-papers/schema#Model> .\n"
        '<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "a \\"b\\"\\nc" .\n'
        "<urn:a> <https://w3id.org/kg-papers/schema#paperCount> "
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )


def test_a_quad_names_its_graph() -> None:
    file = StringIO()
    write_quads([(Iri("urn:g"), [Subject(Iri("urn:a"), PAIRS[:1])]), (Iri("urn:empty"), [])], file)
    assert file.getvalue().splitlines() == [
        "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kg-papers/schema#Model> <urn:g> ."
    ]


@pytest.mark.parametrize("text", ["plain", "é 漢 😀", "it's", "a/b#c"])
def test_what_needs_no_escape_stays(text: str) -> None:
    assert quote_string(text) == f'"{text}"'


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_string_is_one_line_and_comes_back(text: str) -> None:
    quoted = quote_string(text)
    assert quoted.splitlines() == [quoted]
    (quad,) = pyoxigraph.parse(f"<urn:a> <urn:b> {quoted} .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.object == pyoxigraph.Literal(text)
