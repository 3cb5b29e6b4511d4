"""Classes and properties of the records: all of them are of the ontology, and relations keep to their ranges."""

from dataclasses import replace

import pytest
import rdflib

from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.rdf.ontology_terms import RESULT_CLASSES, find_relation_property, is_in_range, list_entity_classes
from kg.rdf.schemas import find_schemas
from kg.rdf.terms import expand


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(find_schemas() / "ontology.ttl")


def test_classes_of_entities_and_results_are_declared(ontology: rdflib.Graph, knowledge: Knowledge) -> None:
    classes = {name for entity in knowledge.entities for name in list_entity_classes(entity)}
    classes |= {name for names in RESULT_CLASSES.values() for name in names}
    ours = [rdflib.URIRef(expand(name)) for name in classes if name.startswith("kg:")]
    assert ours
    assert all((iri, rdflib.RDF.type, None) in ontology for iri in ours)


def test_only_a_dataset_can_be_a_benchmark(knowledge: Knowledge) -> None:
    (dataset,) = (entity for entity in knowledge.entities if entity.id == "dataset/imagenet-256x256")
    (model,) = (entity for entity in knowledge.entities if entity.id == "model/sit")
    assert list_entity_classes(replace(dataset, is_benchmark=True))[0] == "kg:Benchmark"
    assert "kg:Benchmark" not in list_entity_classes(replace(dataset, is_benchmark=False))
    assert "kg:Benchmark" not in list_entity_classes(replace(model, is_benchmark=True))


def test_a_relation_keeps_to_the_range_of_its_property(ontology: rdflib.Graph, knowledge: Knowledge) -> None:
    entities: dict[EntityId, Entity] = {entity.id: entity for entity in knowledge.entities}
    relations = [relation for facts in knowledge.papers for relation in facts.relations]
    (evaluates,) = (relation for relation in relations if relation.type == "evaluatesOn")
    assert is_in_range(evaluates, entities)
    assert not is_in_range(replace(evaluates, object=EntityId("model/sit")), entities)
    assert all((rdflib.URIRef(find_relation_property(relation.type)), None, None) in ontology for relation in relations)
