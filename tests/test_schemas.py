"""The schemas agree with each other: what shapes and queries use, the ontology declares."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.model.types import ENTITY_RELATION_TYPES, RANGES, RELATION_TYPES, TYPES
from kg.rdf.namespaces import KG, VOCABULARIES
from kg.rdf.ontology_terms import RESULT_CLASSES
from kg.rdf.schemas import find_schemas
from kg.sparql import queries

KG_TERM = re.compile(r"\bkg:(\w+)")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(find_schemas() / "ontology.ttl")


@pytest.fixture(scope="module")
def declared_terms(ontology: rdflib.Graph) -> set[str]:
    return {str(subject).removeprefix(KG) for subject in ontology.subjects(RDFS.isDefinedBy)}


def test_every_term_has_a_kind_a_label_and_a_comment(ontology: rdflib.Graph, declared_terms: set[str]) -> None:
    assert len(declared_terms) > 50
    for term in declared_terms:
        subject = rdflib.URIRef(KG + term)
        kinds = set(ontology.objects(subject, RDF.type))
        assert kinds <= {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
        assert len(kinds) == 1
        assert len(list(ontology.objects(subject, RDFS.label))) == 1
        assert len(list(ontology.objects(subject, RDFS.comment))) == 1


def test_every_property_has_a_range(ontology: rdflib.Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for subject in ontology.subjects(RDF.type, kind):
            assert list(ontology.objects(subject, RDFS.range)), subject


def test_what_code_and_records_name_is_declared(declared_terms: set[str]) -> None:
    named: set[str] = {*RELATION_TYPES, *(set(ENTITY_RELATION_TYPES) - {"broader"})}
    named |= {
        of.removeprefix("kg:")
        for classes in (*(row.classes for row in TYPES), *RESULT_CLASSES.values())
        for of in classes
        if of.startswith("kg:")
    }
    assert named <= declared_terms
    assert set(RANGES) == set(RELATION_TYPES)


def test_shapes_use_declared_terms_only_and_cover_all(declared_terms: set[str]) -> None:
    used = set(KG_TERM.findall((find_schemas() / "shapes.ttl").read_text(encoding="utf-8")))
    assert used <= declared_terms
    assert declared_terms - used == set()


@pytest.mark.parametrize("name", queries.list_names())
def test_a_query_uses_declared_terms_only(name: str, declared_terms: set[str]) -> None:
    assert set(KG_TERM.findall(queries.load(name).text)) <= declared_terms


# Terms of vocabularies that no library ships, as their specifications list them: ML Schema (W3C community group),
# Web Annotation (W3C recommendation), FaBiO (SPAR), and what version 3 of DCAT added.
SPECIFIED = {
    "dcat": {"version"},
    "mls": {"Algorithm", "Dataset", "EvaluationMeasure", "Model", "ModelEvaluation", "Task", "hasValue", "specifiedBy"},
    "oa": {
        *("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector"),
        *("hasBody", "hasTarget", "hasSource", "hasSelector", "motivatedBy", "identifying", "describing"),
        *("start", "end", "exact"),
    },
    "fabio": {"hasArXivId", "ResearchPaper"},
}
SHIPPED = {
    "dcat": rdflib.DCAT,
    "dcterms": rdflib.DCTERMS,
    "owl": OWL,
    "prov": rdflib.PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": rdflib.SDO,
    "skos": rdflib.SKOS,
    "vann": rdflib.VANN,
    "void": rdflib.VOID,
    "xsd": rdflib.XSD,
}


def exists(iri: str) -> bool:
    """Whether a term of a vocabulary that is not ours is one that its vocabulary has."""
    if any(iri == VOCABULARIES[prefix] + term for prefix, terms in SPECIFIED.items() for term in terms):
        return True
    return any(rdflib.URIRef(iri) in vocabulary for vocabulary in SHIPPED.values())


def context() -> dict[str, Any]:
    terms: dict[str, Any] = json.loads((find_schemas() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return terms


def expand(prefixed: str) -> str:
    prefix, local = prefixed.split(":")
    return VOCABULARIES[prefix] + local


def test_the_context_knows_every_property_with_its_kind_of_value(ontology: rdflib.Graph) -> None:
    known = {expand(v["@id"]): v.get("@type", "xsd:string") for v in context().values() if isinstance(v, dict)}
    for subject in ontology.subjects(RDF.type, OWL.ObjectProperty):
        assert known.pop(str(subject)) == "@id"
    for subject in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        assert expand(known.pop(str(subject))) == str(ontology.value(subject, RDFS.range))
    assert not [iri for iri in known if iri.startswith(KG)]


def test_every_term_of_another_vocabulary_exists(ontology: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(find_schemas() / "shapes.ttl")
    spaces = ("http://purl.org/vocab/vann/", *(space for prefix, space in VOCABULARIES.items() if prefix != "kg"))
    named = {
        str(node)
        for graph in (ontology, shapes)
        for triple in graph
        for node in triple
        if isinstance(node, rdflib.URIRef) and str(node).startswith(spaces)
    }
    named |= {expand(value["@id"]) for value in context().values() if isinstance(value, dict)}
    named = {iri for iri in named if not iri.startswith(KG)}
    assert len(named) > 80
    assert [iri for iri in sorted(named) if not exists(iri)] == []
    assert not exists(VOCABULARIES["schema"] + "NoSuchThing")


def test_super_properties_of_relations_are_mentions(ontology: rdflib.Graph) -> None:
    mentions = rdflib.URIRef(KG + "mentions")
    assert rdflib.URIRef(VOCABULARIES["schema"] + "mentions") in set(ontology.objects(mentions, RDFS.subPropertyOf))
    for relation in RELATION_TYPES:
        assert mentions in set(ontology.objects(rdflib.URIRef(KG + relation), RDFS.subPropertyOf))
