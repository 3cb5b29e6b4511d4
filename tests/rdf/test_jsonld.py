"""JSON-LD: the shipped context, plain JSON values where it gives their type, and typed ones elsewhere."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest

from kg.rdf import jsonld
from kg.rdf.iris import GraphIris
from kg.rdf.namespaces import prefixes
from kg.rdf.schemas import find_schemas
from kg.rdf.terms import Iri, Literal, Subject, Term, expand, make_literal, make_subject


def write(*subjects: Subject) -> dict[str, Any]:
    out = io.StringIO()
    jsonld.write(subjects, prefixes(), out)
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def test_json_ld_is_as_plain_as_json() -> None:
    ids = GraphIris()
    subject = make_subject(
        ids.entity("model/llama-7b"),
        types=("kg:Model", "skos:Concept"),
        pairs=[
            (expand("skos:prefLabel"), make_literal("LLaMA-7B")),
            (expand("kg:paperCount"), make_literal(2)),
            (expand("kg:confidence"), make_literal(0.5)),
            (expand("kg:spread"), make_literal(Decimal("0.30"))),
            (expand("kg:variantOf"), ids.entity("model/llama")),
        ],
    )
    document = write(subject)
    assert document["@graph"] == [
        {
            "id": "model:llama-7b",
            "type": ["kg:Model", "skos:Concept"],
            "prefLabel": "LLaMA-7B",
            "confidence": "0.5",
            "paperCount": 2,
            "spread": "0.3",
            "variantOf": "model:llama",
        }
    ]
    shipped = json.loads((find_schemas() / "context.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == shipped["@context"]


@pytest.mark.parametrize(
    ("property_", "value", "key", "written"),
    [
        ("kg:denied", make_literal(True), "denied", True),
        ("kg:paperCount", make_literal(2**53 - 1), "paperCount", 2**53 - 1),
        ("kg:paperCount", make_literal(2**53), "paperCount", str(2**53)),  # as a number, readers would lose digits
        ("kg:value", make_literal(Decimal("1.10")), "value", "1.1"),  # as a number, readers would make a double of it
        (
            "kg:paperCount",
            make_literal("2"),
            "paperCount",
            {"@value": "2", "@type": "xsd:string"},
        ),  # not what is expected
        ("kg:condition", make_literal(3), "condition", {"@value": "3", "@type": "xsd:integer"}),
        ("kg:condition", Iri("urn:x"), "condition", {"@id": "urn:x"}),  # a thing where the context expects a text
        ("owl:sameAs", Iri("urn:x"), "owl:sameAs", {"@id": "urn:x"}),  # which the context does not know
    ],
)
def test_a_value_is_plain_where_the_context_gives_its_type(
    property_: str, value: Term, key: str, written: object
) -> None:
    (subject,) = write(make_subject(Iri("urn:s"), types=("kg:Paper",), pairs=[(expand(property_), value)]))["@graph"]
    assert subject == {"id": "urn:s", "type": "kg:Paper", key: written}
    assert not isinstance(value, Literal) or type(subject[key]) is type(written), "1 is not true"


def test_several_values_of_a_property_are_a_list_in_their_order() -> None:
    pairs = [(expand("kg:condition"), make_literal(text)) for text in ("b", "a", "c")]
    (subject,) = write(make_subject(Iri("urn:s"), types=(), pairs=pairs))["@graph"]
    assert subject["condition"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        ("https://w3id.org/kg-papers/id/paper/a", "paper:a"),
        ("https://w3id.org/kg-papers/id/paper///a", "https://w3id.org/kg-papers/id/paper///a"),  # "paper://a" is an IRI
        ("urn:x", "urn:x"),  # no prefix
    ],
)
def test_an_iri_is_shortened_where_it_can_be_read_back(iri: str, written: str) -> None:
    (subject,) = write(Subject(Iri(iri), []))["@graph"]
    assert subject == {"id": written}


def test_no_subject_is_an_empty_graph() -> None:
    assert write()["@graph"] == []
