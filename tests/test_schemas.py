"""The schemas agree with each other: what shapes and queries use, the ontology declares."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.export.rdf.vocabulary import ENTITY_CLASSES, RESULT_CLASSES
from kg.namespaces import KG, VOCABULARIES
from kg.records import ENTITY_RELATION_TYPES, RANGES, RELATION_TYPES
from kg.resources import schemas
from kg.store import queries

KG_TERM = re.compile(r"\bkg:(\w+)")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(schemas() / "ontology.ttl")


@pytest.fixture(scope="module")
def declared(ontology: rdflib.Graph) -> set[str]:
    return {str(subject).removeprefix(KG) for subject in ontology.subjects(RDFS.isDefinedBy)}


def test_every_term_has_a_kind_a_label_and_a_comment(ontology: rdflib.Graph, declared: set[str]) -> None:
    assert len(declared) > 50
    for term in declared:
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


def test_what_code_and_records_name_is_declared(declared: set[str]) -> None:
    named = {*RELATION_TYPES, *(set(ENTITY_RELATION_TYPES) - {"broader"})}
    named |= {
        of.removeprefix("kg:")
        for classes in (*ENTITY_CLASSES.values(), *RESULT_CLASSES.values())
        for of in classes
        if of.startswith("kg:")
    }
    assert named <= declared
    assert set(RANGES) == set(RELATION_TYPES)


def test_shapes_use_declared_terms_only_and_cover_all(declared: set[str]) -> None:
    used = set(KG_TERM.findall((schemas() / "shapes.ttl").read_text(encoding="utf-8")))
    assert used <= declared
    assert declared - used == {"setting", "inputHash"}  # of runs, which no shape describes


@pytest.mark.parametrize("name", queries.names())
def test_a_query_uses_declared_terms_only(name: str, declared: set[str]) -> None:
    assert set(KG_TERM.findall(queries.load(name).text)) <= declared


def test_super_properties_of_relations_are_mentions(ontology: rdflib.Graph) -> None:
    mentions = rdflib.URIRef(KG + "mentions")
    assert rdflib.URIRef(VOCABULARIES["schema"] + "mentions") in set(ontology.objects(mentions, RDFS.subPropertyOf))
    for relation in RELATION_TYPES:
        assert mentions in set(ontology.objects(rdflib.URIRef(KG + relation), RDFS.subPropertyOf))
