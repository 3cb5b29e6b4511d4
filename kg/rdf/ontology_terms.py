"""The classes and properties of the ontology that our records are stated with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.model.knowledge import Entity, EntityId, EntityRelation, Relation
from kg.model.results import ResultKind
from kg.model.types import RANGES, RELATION_TYPES, TYPE_OF, RelationType
from kg.rdf.terms import Iri, expand

RESULT_CLASSES: Mapping[ResultKind, tuple[str, ...]] = MappingProxyType(
    {
        "absolute": ("kg:AbsoluteResult", "kg:Result", "mls:ModelEvaluation"),
        "delta": ("kg:DeltaResult", "kg:Result"),
        "ratio": ("kg:RatioResult", "kg:Result"),
    }
)
"""The classes stated of a result, by its kind, the narrowest first."""

_RELATIONS: Mapping[RelationType, Iri] = MappingProxyType({type_: expand(f"kg:{type_}") for type_ in RELATION_TYPES})
_ENTITY_RELATIONS = MappingProxyType(
    {"broader": expand("skos:broader"), "variantOf": expand("kg:variantOf"), "basedOn": expand("kg:basedOn")}
)


def find_relation_property(type_: RelationType) -> Iri:
    """The property that states a relation of a paper."""
    return _RELATIONS[type_]


def find_entity_relation_property(relation: EntityRelation) -> Iri:
    """The property that states a relation between entities."""
    return _ENTITY_RELATIONS[relation.type]


def list_entity_classes(entity: Entity) -> tuple[str, ...]:
    """The classes stated of an entity, its narrowest first. Only a type with a subtype has benchmarks."""
    row = TYPE_OF[entity.type]
    return (row.subtype.rdf_class, *row.classes) if row.subtype is not None and entity.is_benchmark else row.classes


def is_in_range(relation: Relation, entities: Mapping[EntityId, Entity]) -> bool:
    """Whether the relation's object has a type in the range of its property."""
    return entities[relation.object].type in RANGES[relation.type]
