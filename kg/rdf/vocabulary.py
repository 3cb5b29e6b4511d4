"""By which classes and properties the records are stated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.model.knowledge import Entity, EntityRelation, Relation
from kg.model.results import ResultKind
from kg.model.types import RANGES, RELATION_TYPES, Label, RelationType
from kg.rdf.values import Iri, name

ENTITY_CLASSES: Mapping[Label, tuple[str, ...]] = MappingProxyType(
    {
        "DATASET": ("kg:Dataset", "mls:Dataset", "skos:Concept"),
        "METHOD": ("kg:Method", "skos:Concept"),
        "METRIC": ("kg:Metric", "mls:EvaluationMeasure", "skos:Concept"),
        "MODEL": ("kg:Model", "skos:Concept"),
        "TASK": ("kg:Task", "mls:Task", "skos:Concept"),
    }
)
"""The classes stated of an entity, its own first."""

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
    """The classes stated of an entity. Only a dataset can be a benchmark."""
    classes = ENTITY_CLASSES[entity.type]
    return ("kg:Benchmark", *classes) if entity.is_benchmark and entity.type == "DATASET" else classes


def fits(relation: Relation, entities: Mapping[str, Entity]) -> bool:
    """Whether the relation points at an entity of a type that it can have."""
    return entities[relation.object].type in RANGES[relation.type]
