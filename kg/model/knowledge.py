"""The knowledge that resolution makes of a corpus: entities, relations between them, and the facts of each paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NewType

from kg.model.comparison_record import Comparison
from kg.model.records import DatasetRole, Dropped, Paper, Rejected
from kg.model.results import Result
from kg.model.types import TYPE_OF, WORDS, EntityFilter, EntityRelationType, Label, RelationType

EntityId = NewType("EntityId", str)
"""The tail of an entity's IRI: "method/classifier-free-guidance"."""


@dataclass(frozen=True, slots=True)
class Merge:
    """The reason why one spelling belongs to an entity."""

    surface: str
    reason: str  # "spelling", "abbreviation", "known alias", "correction", ...
    detail: str  # a sentence for people
    papers: tuple[str, ...]  # up to five paper ids that show it, sorted


@dataclass(frozen=True, slots=True)
class Entity:
    """A method, model, dataset, metric or task."""

    id: EntityId
    type: Label
    name: str  # canonical name, NFC, qualifier in brackets where a short form has two meanings
    aliases: tuple[tuple[str, int], ...]  # (surface, mentions), most frequent first, then by code point
    hidden: tuple[str, ...]  # surfaces with markup residue or typos: searched for, never shown
    paper_count: int
    mention_count: int
    is_benchmark: bool = False
    higher_is_better: bool | None = None  # metrics only; None where not known
    merges: tuple[Merge, ...] = ()

    @property
    def filters(self) -> tuple[EntityFilter, ...]:
        """The types that users choose it by, the narrowest first: ("BENCHMARK", "DATASET")."""
        subtype = TYPE_OF[self.type].subtype
        return (self.type,) if subtype is None or not self.is_benchmark else (subtype.name, self.type)

    @property
    def type_word(self) -> str:
        """The word for the entity's type that users read: "benchmark", "method"."""
        return WORDS[self.filters[0]]


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A relation between two entities with the reason for it."""

    type: EntityRelationType
    subject: EntityId
    object: EntityId
    reason: str
    papers: tuple[str, ...]  # up to five paper ids that show it, sorted
    score: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A name that the evidence gives more than one type or meaning, and what was decided."""

    name: str
    kind: Literal["type", "meaning"]
    decision: str  # a sentence for people
    votes: tuple[tuple[str, int], ...]  # (type or entity, mentions), most first


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention and the entity it names."""

    start: int
    end: int
    label: Label
    text: str
    entity: EntityId
    score: float
    origin: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a paper to an entity, with its evidence (the mention's span and its sentence)."""

    type: RelationType
    object: EntityId
    start: int  # of the mention
    end: int
    sentence_start: int
    sentence_end: int
    score: float
    negated: bool
    origin: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper with all that its text says, in terms of entities."""

    paper: Paper
    mentions: tuple[LinkedMention, ...]  # by (start, end)
    relations: tuple[Relation, ...]  # by (type, object, start)
    results: tuple[Result[EntityId], ...]  # by start
    dataset_roles: tuple[tuple[EntityId, DatasetRole], ...]  # by entity
    code: tuple[str, ...]
    comparisons: tuple[Comparison[EntityId], ...] = ()  # by (start, end, subject, object)
    dropped: tuple[Dropped, ...] = ()  # what the extraction found and dropped, by place; not kept in a store
    divided: frozenset[tuple[int, int]] = frozenset()  # spans of which other records are set apart: `bounds.doubt`
    field_score: float = 1.0  # how likely it is that the text is about machine learning, 0 to 1

    @property
    def proposes(self) -> tuple[EntityId, ...]:
        """Ids of the entities that the paper introduces, sorted."""
        return tuple(sorted({r.object for r in self.relations if r.type == "proposes" and not r.negated}))


@dataclass(frozen=True, slots=True)
class Corrected:
    """The effect of an entry of the user's corrections file on the facts of a paper, or that it had none."""

    line: int  # of the entry; 0 where it cannot be told
    done: Literal["added", "retracted", "unmatched"]
    paper: str | None  # None where no paper in particular is meant
    reason: str  # a sentence for people
    excerpt: str = ""  # what the text says there


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that a build knows. All sequences are sorted; equal corpora give equal values."""

    papers: Sequence[PaperFacts]  # by paper id; where they are many, not all in memory
    entities: tuple[Entity, ...]  # by id
    entity_relations: tuple[EntityRelation, ...]  # by (subject, type, object)
    conflicts: tuple[Conflict, ...] = ()  # by name
    rejected: tuple[Rejected, ...] = ()  # by (file, line)
    corrected: tuple[Corrected, ...] = ()  # by (line, paper, reason)
