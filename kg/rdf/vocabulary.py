"""By which classes and properties the records are stated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.model.knowledge import Entity, EntityId, EntityRelation, Relation
from kg.model.results import ResultKind
from kg.model.types import RANGES, RELATION_TYPES, TYPE_OF, RelationType
from kg.rdf.values import Iri, name

RESULT_CLASSES: Mapping[ResultKind, tuple[str, ...]] = MappingProxyType(
    {
        "absolute": ("kg:AbsoluteResult", "kg:Result", "mls:ModelEvaluation"),
        "delta": ("kg:DeltaResult", "kg:Result"),
        "ratio": ("kg:RatioResult", "kg:Result"),
    }
)
"""The classes stated of a result, its own first."""

_RELATIONS: Mapping[RelationType, Iri] = MappingProxyType({type_: name(f"kg:{type_}") for type_ in RELATION_TYPES})
_ENTITY_RELATIONS = MappingProxyType(
    {"broader": name("skos:broader"), "variantOf": name("kg:variantOf"), "basedOn": name("kg:basedOn")}
)


def relation_property(type_: RelationType) -> Iri:
    """The property that states a relation of a paper."""
    return _RELATIONS[type_]


def entity_relation_property(relation: EntityRelation) -> Iri:
    """The property that states a relation between entities."""
    return _ENTITY_RELATIONS[relation.type]


def entity_classes(entity: Entity) -> tuple[str, ...]:
    """The classes stated of an entity, its narrowest first. Only a type with a subtype has benchmarks."""
    row = TYPE_OF[entity.type]
    return (row.subtype.rdf_class, *row.classes) if row.subtype is not None and entity.is_benchmark else row.classes


def fits(relation: Relation, entities: Mapping[EntityId, Entity]) -> bool:
    """Whether the relation points at an entity of a type that it can have."""
    return entities[relation.object].type in RANGES[relation.type]
