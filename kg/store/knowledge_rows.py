"""Knowledge as rows of the store's tables, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

from kg.model.knowledge import Knowledge, PaperFacts
from kg.store import tables
from kg.store.entity_names import list_keys
from kg.store.rows import DamagedRow, Table
from kg.store.tables import FieldRow, LinkRow, NameRow, RoleRow

Record = TypeVar("Record")
OwnedRecords: TypeAlias = Iterator[tuple[str | None, Any]]

_BATCH = 256  # papers whose rows are added together

KNOWN: tuple[Table[Any], ...] = (
    tables.PAPER,
    tables.MENTION,
    tables.RELATION,
    tables.RESULT,
    tables.COMPARISON,
    tables.ROLE,
    tables.CODE,
    tables.FIELD,
    tables.ENTITY,
    tables.NAME,
    tables.MERGE,
    tables.ENTITY_RELATION,
    tables.CONFLICT,
    tables.CORRECTED,
    tables.REJECTED,
)


def save(connection: sqlite3.Connection, knowledge: Knowledge) -> dict[str, str]:
    """Replace the contents of the tables by `knowledge` and return the digest of each table. The caller commits."""
    for table in KNOWN:
        connection.execute(f"DELETE FROM {table.name}")
    rest = iter(knowledge.papers)
    while papers := list(islice(rest, _BATCH)):
        _add_papers(connection, papers)
    entities = knowledge.entities
    tables.ENTITY.insert(connection, ((None, e) for e in entities))
    tables.NAME.insert(connection, ((None, NameRow(key, e.id)) for e in entities for key in sorted(list_keys(e))))
    tables.MERGE.insert(connection, ((e.id, m) for e in entities for m in e.merges))
    tables.ENTITY_RELATION.insert(connection, ((None, r) for r in knowledge.entity_relations))
    tables.CONFLICT.insert(connection, ((None, c) for c in knowledge.conflicts))
    tables.CORRECTED.insert(connection, ((None, c) for c in knowledge.corrected))
    tables.REJECTED.insert(connection, ((None, r) for r in knowledge.rejected))
    return {table.name: table.digest(connection) for table in KNOWN}


def _add_papers(connection: sqlite3.Connection, papers: Sequence[PaperFacts]) -> None:
    """Add the facts of some papers behind those of others."""
    tables.PAPER.insert(connection, ((None, p.paper) for p in papers))
    tables.MENTION.insert(connection, ((p.paper.id, m) for p in papers for m in p.mentions))
    tables.RELATION.insert(connection, ((p.paper.id, r) for p in papers for r in p.relations))
    tables.RESULT.insert(connection, ((p.paper.id, r) for p in papers for r in p.results))
    tables.COMPARISON.insert(connection, ((p.paper.id, c) for p in papers for c in p.comparisons))
    tables.ROLE.insert(connection, ((p.paper.id, RoleRow(*role)) for p in papers for role in p.dataset_roles))
    tables.CODE.insert(connection, ((p.paper.id, LinkRow(url)) for p in papers for url in p.code))
    tables.FIELD.insert(connection, ((p.paper.id, FieldRow(p.field_score)) for p in papers))


def load(connection: sqlite3.Connection, *, digests: Mapping[str, str]) -> Knowledge:
    """The knowledge in the tables, equal to what was saved.

    Raises:
        DamagedRow: it is not what was saved.
    """

    def rows(table: Table[Any]) -> OwnedRecords:
        return table.select(connection, digest=digests.get(table.name, ""))

    tables.NAME.check(connection, digests.get(tables.NAME.name, ""))
    papers = join_papers(rows)
    merges = group_by_owner(rows(tables.MERGE))
    entities = tuple(replace(e, merges=merges.get(e.id, ())) for _, e in rows(tables.ENTITY))
    between = tuple(relation for _, relation in rows(tables.ENTITY_RELATION))
    conflicts = tuple(conflict for _, conflict in rows(tables.CONFLICT))
    corrected = tuple(entry for _, entry in rows(tables.CORRECTED))
    rejected = tuple(row for _, row in rows(tables.REJECTED))
    return Knowledge(papers, entities, between, conflicts, rejected, corrected)


def load_papers(connection: sqlite3.Connection, *, digests: Mapping[str, str]) -> tuple[PaperFacts, ...]:
    """The papers in the tables without what they say of entities: with their code and field scores alone.

    Raises:
        DamagedRow: that is not what was saved.
    """
    read = (tables.PAPER, tables.CODE, tables.FIELD)

    def rows(table: Table[Any]) -> OwnedRecords:
        return table.select(connection, digest=digests.get(table.name, "")) if table in read else iter(())

    return join_papers(rows)


def join_papers(rows: Callable[[Table[Any]], OwnedRecords]) -> tuple[PaperFacts, ...]:
    """The papers among `rows(tables.PAPER)`, each with its facts among the `rows` of the other tables.

    Raises:
        DamagedRow: a row is no record, or a paper lacks its field score.
    """
    mentions = group_by_owner(rows(tables.MENTION))
    relations = group_by_owner(rows(tables.RELATION))
    results = group_by_owner(rows(tables.RESULT))
    comparisons = group_by_owner(rows(tables.COMPARISON))
    roles = group_by_owner(rows(tables.ROLE))
    code = group_by_owner(rows(tables.CODE))
    field = {owner: row.score for owner, row in rows(tables.FIELD)}
    papers = [paper for _, paper in rows(tables.PAPER)]
    if not field.keys() >= {paper.id for paper in papers}:
        raise DamagedRow("it has lost what it knows of a paper")
    return tuple(
        PaperFacts(
            paper=paper,
            mentions=mentions.get(paper.id, ()),
            relations=relations.get(paper.id, ()),
            results=results.get(paper.id, ()),
            dataset_roles=tuple((row.entity, row.role) for row in roles.get(paper.id, ())),
            code=tuple(row.url for row in code.get(paper.id, ())),
            comparisons=comparisons.get(paper.id, ()),
            field_score=field[paper.id],
        )
        for paper in papers
    )


def group_by_owner(rows: Iterator[tuple[str | None, Record]]) -> dict[str | None, tuple[Record, ...]]:
    """Records by their owner. They were added owner by owner, so it is enough to compare neighbours."""
    groups = groupby(rows, key=itemgetter(0))
    return {owner: tuple(record for _, record in group) for owner, group in groups}
