"""The types of entity, and the types that a relation may point at: the one table that all other modules read.

Words of the command line and of corrections files, filters, classes of RDF, tags of the recogniser, colours and shapes
on pages all come from here. To add a type:

1. put its label into `Label` and its row into `TYPES`;
2. declare its class in `schemas/ontology.ttl` and `schemas/shapes.ttl`, its label in the JSON Schemas
   (`tests/model/test_types.py` names each place that still lacks it);
3. annotate it and train the recogniser anew: its tags are made from `LABELS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

Label = Literal["METHOD", "MODEL", "DATASET", "METRIC", "TASK"]
EntityFilter = Label | Literal["BENCHMARK"]  # what users choose entities by
NodeType = Label | Literal["PAPER"]  # what a point of a picture stands for
RelationType = Literal[
    "proposes",
    "uses",
    "evaluatesOn",
    "trainsOn",
    "introduces",
    "addresses",
    "measuredBy",
    "comparesWith",
    "outperforms",
]
EntityRelationType = Literal["broader", "variantOf", "basedOn"]
TypeWord: TypeAlias = str  # a key of `FILTERS`: "method", "benchmark"
Shape = Literal["dot", "square", "diamond", "triangle", "hexagon", "star", "triangleDown"]  # as vis-network names them

RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)
ENTITY_RELATION_TYPES: tuple[EntityRelationType, ...] = get_args(EntityRelationType)


class Look(NamedTuple):
    """How a point is drawn. On white, the colours are those of Okabe and Ito (2008), made for the colour-blind."""

    shape: Shape
    light: str  # its colour on a white page
    dark: str  # and on a dark one


class NodeKind(NamedTuple):
    """A kind of point in a picture."""

    name: NodeType
    word: str
    plural: str
    look: Look


class Subtype(NamedTuple):
    """A part of a type's entities that users can choose by a word of its own. Their label is that of the type."""

    name: EntityFilter
    word: str
    plural: str
    about: str
    rdf_class: str  # stated of its entities besides the classes of the type


@dataclass(frozen=True, slots=True)
class EntityType:
    """A row of the table."""

    label: Label
    word: str  # for people, and the first segment of an entity's identifier
    plural: str
    about: str  # what is of this type, for people
    look: Look
    classes: tuple[str, ...]  # of RDF, stated of every entity of the type, its own first
    only_object_of: tuple[RelationType, ...] = ()  # relations that point at entities of this type and at no others
    achieves: bool = False  # whether results are achieved by it, and it is compared with others
    is_taken_for_achiever: bool = False  # whether what achieves is given this type by turns with its own
    subtype: Subtype | None = None


TYPES: tuple[EntityType, ...] = (
    EntityType(
        "METHOD",
        word="method",
        plural="methods",
        about="techniques, algorithms, kinds of training",
        look=Look("dot", "#0072b2", "#56b4e9"),
        classes=("kg:Method", "skos:Concept"),
        achieves=True,
    ),
    EntityType(
        "MODEL",
        word="model",
        plural="models",
        about="models and classes of models",
        look=Look("square", "#d55e00", "#ef7f35"),
        classes=("kg:Model", "skos:Concept"),
        achieves=True,
    ),
    EntityType(
        "DATASET",
        word="dataset",
        plural="datasets",
        about="collections of data",
        look=Look("diamond", "#009e73", "#2cc295"),
        classes=("kg:Dataset", "mls:Dataset", "skos:Concept"),
        only_object_of=("evaluatesOn", "trainsOn", "introduces"),
        subtype=Subtype(
            "BENCHMARK",
            word="benchmark",
            plural="benchmarks",
            about="datasets that papers evaluate on, or that are known as benchmarks",
            rdf_class="kg:Benchmark",
        ),
    ),
    EntityType(
        "METRIC",
        word="metric",
        plural="metrics",
        about="measures of how well or how fast",
        look=Look("triangle", "#e69f00", "#f0b429"),
        classes=("kg:Metric", "mls:EvaluationMeasure", "skos:Concept"),
        only_object_of=("measuredBy",),
    ),
    EntityType(
        "TASK",
        word="task",
        plural="tasks",
        about="problems that papers address",
        look=Look("hexagon", "#cc79a7", "#dd93bb"),
        classes=("kg:Task", "mls:Task", "skos:Concept"),
        is_taken_for_achiever=True,  # a TASK may be what a paper calls its own method
        only_object_of=("addresses",),
    ),
)
"""The types of entity, in the order in which they are listed; where two are equally likely, the first wins."""

PAPER = NodeKind("PAPER", "paper", "papers", Look("triangleDown", "#7a828c", "#9aa3ad"))
"""The kind of papers, which are searched for and drawn beside the entities, but are no entities."""

NODE_KINDS: tuple[NodeKind, ...] = (*(NodeKind(row.label, row.word, row.plural, row.look) for row in TYPES), PAPER)

LABELS: tuple[Label, ...] = tuple(row.label for row in TYPES)
TYPE_OF: Mapping[Label, EntityType] = MappingProxyType({row.label: row for row in TYPES})
SUBTYPES: tuple[tuple[EntityType, Subtype], ...] = tuple((row, row.subtype) for row in TYPES if row.subtype is not None)


def _list_filters() -> Iterator[tuple[EntityType, EntityType | Subtype, EntityFilter]]:
    """Each type, and its subtype after it, as (type, type or subtype that has the words, filter)."""
    for row in TYPES:
        yield row, row, row.label
        if row.subtype is not None:
            yield row, row.subtype, row.subtype.name


FILTERS: Mapping[TypeWord, EntityFilter] = MappingProxyType({named.word: name for _, named, name in _list_filters()})
"""The filters that users choose by, by their words."""

LABEL_OF: Mapping[TypeWord, Label] = MappingProxyType({named.word: row.label for row, named, _ in _list_filters()})
"""The label of the entities that a user's word stands for: a benchmark is a DATASET."""

WORDS: Mapping[EntityFilter, str] = MappingProxyType({name: named.word for _, named, name in _list_filters()})
ABOUT: Mapping[TypeWord, str] = MappingProxyType({named.word: named.about for _, named, _ in _list_filters()})
PLURALS: Mapping[EntityFilter, str] = MappingProxyType({name: named.plural for _, named, name in _list_filters()})

RANGES: Mapping[RelationType, tuple[Label, ...]] = MappingProxyType(
    {
        relation: tuple(row.label for row in TYPES if relation in row.only_object_of) or LABELS
        for relation in RELATION_TYPES
    }
)
"""The types of entity that a relation of a paper may point at; an entity of another type is only mentioned."""

ACHIEVERS: tuple[Label, ...] = tuple(row.label for row in TYPES if row.achieves)
"""The labels of mentions that a text can give results to or compare."""

POSSIBLE_ACHIEVERS: tuple[Label, ...] = tuple(row.label for row in TYPES if row.achieves or row.is_taken_for_achiever)
"""The types of entity that can achieve a result or be compared: one thing is given any of these by turns."""


def choose_label(votes: Mapping[Label, float]) -> Label:
    """The label with the most evidence; of equal ones the first in `LABELS`."""
    return max(LABELS, key=lambda label: (round(votes.get(label, 0.0), 6), -LABELS.index(label)))


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them: "methods, models and tasks"."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end
