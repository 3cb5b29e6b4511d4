"""The tables of the stores, one a record type, in the order in which data flows."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.comparison_record import Comparison
from kg.model.knowledge import Conflict, Corrected, Entity, EntityId, EntityRelation, LinkedMention, Merge, Relation
from kg.model.records import DatasetRole, InputFile, Paper, Rejected, SourceEntry
from kg.model.results import ROLES, Result
from kg.store.rows import Table


@dataclass(frozen=True, slots=True)
class RoleRow:
    """The role that a paper gives a dataset."""

    entity: EntityId
    role: DatasetRole


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to code."""

    url: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The field score of a paper: the probability that it is about machine learning."""

    score: float


@dataclass(frozen=True, slots=True)
class NameRow:
    """One of the keys under which an entity is found by name."""

    key: str
    entity: EntityId


INPUT = Table("input", InputFile)
ENTRY = Table("entry", SourceEntry, owner="sha256")
UNREAD = Table("unread", Rejected, owner="sha256")

PAPER = Table("paper", Paper, index=(("id", "title", "arxiv_id"),))
MENTION = Table("mention", LinkedMention, owner="paper", index=("entity",))
RELATION = Table("relation", Relation, owner="paper", index=("object",))
RESULT = Table("result", Result[EntityId], owner="paper", index=ROLES)
COMPARISON = Table("comparison", Comparison[EntityId], owner="paper", index=("subject", "object"))
ROLE = Table("dataset_role", RoleRow, owner="paper", index=("entity",))
CODE = Table("code", LinkRow, owner="paper")
FIELD = Table("field", FieldRow, owner="paper")
ENTITY = Table("entity", Entity, without=("merges",), index=("id",))
NAME = Table("name", NameRow, index=("key",))
SHOWN = Table("shown_entity", Entity, without=("merges",), index=("id", "type", "paper_count"))
MERGE = Table("merge", Merge, owner="entity")
ENTITY_RELATION = Table("entity_relation", EntityRelation, index=("subject", "object"))
CONFLICT = Table("conflict", Conflict)
CORRECTED = Table("corrected", Corrected)
REJECTED = Table("rejected", Rejected)
