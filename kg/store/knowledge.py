"""Knowledge as rows of the store's tables, and back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from kg.records import Knowledge, PaperFacts, Rejected
from kg.store import tables
from kg.store.rows import Table
from kg.store.tables import LinkRow, RoleRow

Record = TypeVar("Record")

KNOWN: tuple[Table[Any], ...] = (
    tables.PAPER,
    tables.MENTION,
    tables.RELATION,
    tables.RESULT,
    tables.ROLE,
    tables.CODE,
    tables.ENTITY,
    tables.MERGE,
    tables.ENTITY_RELATION,
    tables.CONFLICT,
    tables.CORRECTED,
)


def save(connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    """Put `knowledge` in the place of whatever the tables hold. The caller commits."""
    for table in KNOWN:
        connection.execute(f"DELETE FROM {table.name}")
    papers, entities = knowledge.papers, knowledge.entities
    tables.PAPER.insert(connection, ((None, p.paper) for p in papers))
    tables.MENTION.insert(connection, ((p.paper.id, m) for p in papers for m in p.mentions))
    tables.RELATION.insert(connection, ((p.paper.id, r) for p in papers for r in p.relations))
    tables.RESULT.insert(connection, ((p.paper.id, r) for p in papers for r in p.results))
    tables.ROLE.insert(connection, ((p.paper.id, RoleRow(*role)) for p in papers for role in p.dataset_roles))
    tables.CODE.insert(connection, ((p.paper.id, LinkRow(url)) for p in papers for url in p.code))
    tables.ENTITY.insert(connection, ((None, e) for e in entities))
    tables.MERGE.insert(connection, ((e.id, m) for e in entities for m in e.merges))
    tables.ENTITY_RELATION.insert(connection, ((None, r) for r in knowledge.entity_relations))
    tables.CONFLICT.insert(connection, ((None, c) for c in knowledge.conflicts))
    tables.CORRECTED.insert(connection, ((None, c) for c in knowledge.corrected))


def load(connection: sqlite3.Connection, *, rejected: tuple[Rejected, ...]) -> Knowledge:
    """What the tables hold, equal to what was saved."""
    mentions = _owned(tables.MENTION, connection)
    relations = _owned(tables.RELATION, connection)
    results = _owned(tables.RESULT, connection)
    roles = _owned(tables.ROLE, connection)
    code = _owned(tables.CODE, connection)
    papers = tuple(
        PaperFacts(
            paper=paper,
            mentions=mentions.get(paper.id, ()),
            relations=relations.get(paper.id, ()),
            results=results.get(paper.id, ()),
            dataset_roles=tuple((row.entity, row.role) for row in roles.get(paper.id, ())),
            code=tuple(row.url for row in code.get(paper.id, ())),
        )
        for _, paper in tables.PAPER.select(connection)
    )
    merges = _owned(tables.MERGE, connection)
    entities = tuple(replace(e, merges=merges.get(e.id, ())) for _, e in tables.ENTITY.select(connection))
    between = tuple(relation for _, relation in tables.ENTITY_RELATION.select(connection))
    conflicts = tuple(conflict for _, conflict in tables.CONFLICT.select(connection))
    corrected = tuple(entry for _, entry in tables.CORRECTED.select(connection))
    return Knowledge(papers, entities, between, conflicts, rejected, corrected)


def _owned(table: Table[Record], connection: sqlite3.Connection) -> dict[str | None, tuple[Record, ...]]:
    """Records by what they belong to. They were added owner by owner, so neighbours suffice."""
    groups = groupby(table.select(connection), key=itemgetter(0))
    return {owner: tuple(record for _, record in group) for owner, group in groups}
