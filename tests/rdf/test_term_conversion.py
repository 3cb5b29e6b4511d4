"""Terms of the engine as rdflib and Python have them, and what has no counterpart."""

from datetime import date

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.rdf.namespaces import VOCABULARIES
from kg.rdf.term_conversion import to_python, to_rdflib


def make_literal(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(VOCABULARIES.expand(f"xsd:{kind}")))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("urn:a"), "urn:a"),
        (BlankNode("b"), "b"),
        (Literal("text"), "text"),
        (Literal("text", language="en"), "text"),
        (make_literal("07", "integer"), 7),
        (make_literal("1.50", "decimal"), 1.5),
        (make_literal("1e-3", "double"), 0.001),
        (make_literal("true", "boolean"), True),
        (make_literal("0", "boolean"), False),
        (make_literal("2024-06-21", "date"), date(2024, 6, 21)),
        (make_literal("2024", "gYear"), "2024"),  # no date of Python
    ],
)
def test_a_term_as_a_python_value(term: object, value: object) -> None:
    assert to_python(term) == value
    assert type(to_python(term)) is type(value)


@pytest.mark.parametrize(
    ("term", "node"),
    [
        (NamedNode("urn:a"), rdflib.URIRef("urn:a")),
        (BlankNode("b"), rdflib.BNode("b")),
        (Literal("text"), rdflib.Literal("text")),
        (Literal("text", language="en"), rdflib.Literal("text", lang="en")),
        (make_literal("07", "integer"), rdflib.Literal("07", datatype=rdflib.XSD.integer, normalize=False)),
    ],
)
def test_a_term_as_a_node_of_rdflib(term: object, node: object) -> None:
    assert to_rdflib(term) == node


def test_the_lexical_form_is_kept() -> None:
    assert str(to_rdflib(make_literal("07", "integer"))) == "07"


def test_what_is_no_term_is_refused() -> None:
    with pytest.raises(ValueError, match="Unexpected term: 'urn:a'"):
        to_rdflib("urn:a")
