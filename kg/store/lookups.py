"""Reads of the few records that a question is about, each by an index of its table.

Nothing here checks the digest of a table, for which all of its rows would have to be read. A row that is no record of
its type is noticed, and a changed row of a sealed table (papers with their texts); one that has become another record
elsewhere, or is missing, is noticed only by `Store.knowledge()`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kg.model.knowledge import Conflict, Corrected, Entity, EntityId, EntityRelation, PaperFacts
from kg.model.results import ROLES
from kg.store import tables
from kg.store.knowledge_rows import OwnedRecords, group_by_owner, join_papers
from kg.store.rows import DamagedRow, Table, pack_values
from kg.text.normalise import normalise

_SAYING: tuple[tuple[Table[Any], Sequence[str]], ...] = (
    (tables.MENTION, ("entity",)),
    (tables.RELATION, ("object",)),
    (tables.RESULT, ROLES),
    (tables.COMPARISON, ("subject", "object")),
    (tables.ROLE, ("entity",)),
)
"""The tables of what papers say of entities, and their columns that hold the identifier of one."""


class Lookups:
    """The reads of an open store, `Store.lookups`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find_namesakes(self, name: str) -> list[Entity]:
        """The entities of this identifier, and those that have this name in any spelling; by identifier."""
        same = tables.NAME.select_with(self._connection, ("key",), [normalise(name)])
        return self.find_entities({EntityId(name), *(row.entity for _, row in same)})

    def find_entities(self, ids: Iterable[EntityId]) -> list[Entity]:
        """The entities of these identifiers that there are, in the order of `knowledge()`."""
        return self.add_merges(self.find_bare_entities(ids))

    def find_bare_entities(self, ids: Iterable[EntityId]) -> list[Entity]:
        """The same without their merges."""
        return [entity for _, entity in tables.ENTITY.select_with(self._connection, ("id",), ids)]

    def add_merges(self, entities: Sequence[Entity]) -> list[Entity]:
        """The same entities, each with its merges."""
        rows = tables.MERGE.select_with(self._connection, ("entity",), (entity.id for entity in entities))
        merges = group_by_owner(rows)
        return [replace(entity, merges=merges.get(entity.id, ())) for entity in entities]

    def map_names(self, ids: Iterable[EntityId]) -> dict[str, str]:
        """The names of the entities of these identifiers.

        Raises:
            DamagedRow: one of them is missing.
        """
        wanted = set(ids)
        query = "SELECT id, name FROM entity WHERE id IN (SELECT value FROM json_each(?))"
        names = dict(self._connection.execute(query, (pack_values(wanted),)))
        if len(names) != len(wanted):
            raise DamagedRow("it has lost an entity that a paper names")
        return names

    def find_papers(self, ids: Iterable[str]) -> tuple[PaperFacts, ...]:
        """The papers of these identifiers with all that they say, in the order of `knowledge()`."""
        ids = list(ids)
        return join_papers(lambda table: table.select_with(self._connection, (table.owner or "id",), ids))

    def find_papers_about(self, entities: Iterable[EntityId]) -> tuple[PaperFacts, ...]:
        """The papers that say something of one of the entities, in the order of `knowledge()`.

        Each comes with its code and with what it says of these entities, and of no other. That is all that decides
        which of it is sure.
        """
        entities = list(entities)
        said = {t.name: list(t.select_with(self._connection, columns, entities)) for t, columns in _SAYING}
        papers = sorted({str(paper) for records in said.values() for paper, _ in records})

        def rows(table: Table[Any]) -> OwnedRecords:
            if table.name in said:
                return iter(said[table.name])
            return table.select_with(self._connection, (table.owner or "id",), papers)

        return join_papers(rows)

    def find_proposals(self, entity: EntityId) -> list[tuple[str, str]]:
        """Identifier and title of the papers that propose an entity, by identifier."""
        query = (
            "SELECT DISTINCT paper.id, paper.title FROM relation JOIN paper ON paper.id = relation.paper WHERE "
            "relation.object IN (SELECT value FROM json_each(?)) AND relation.type = 'proposes' "
            "AND NOT relation.negated ORDER BY 1"
        )
        return self._connection.execute(query, (pack_values([entity]),)).fetchall()

    def find_proposed(self, paper: str) -> tuple[str, list[EntityId]] | None:
        """The title of a paper and what it proposes, by identifier; None where there is no paper, or it proposes
        nothing.
        """
        query = (
            "SELECT DISTINCT paper.title, relation.object FROM relation JOIN paper ON paper.id = relation.paper WHERE "
            "paper.id IN (SELECT value FROM json_each(?)) AND relation.type = 'proposes' AND NOT relation.negated "
            "ORDER BY 2"
        )
        rows = self._connection.execute(query, (pack_values([paper]),)).fetchall()
        return (rows[0][0], [entity for _, entity in rows]) if rows else None

    def has_paper(self, identifier: str) -> bool:
        """Whether there is a paper of this identifier."""
        query = "SELECT 1 FROM paper WHERE id IN (SELECT value FROM json_each(?))"
        return self._connection.execute(query, (pack_values([identifier]),)).fetchone() is not None

    def find_entity_relations(self, entity: EntityId) -> list[EntityRelation]:
        """The relations from and to an entity, in the order of `knowledge()`."""
        found = tables.ENTITY_RELATION.select_with(self._connection, ("subject", "object"), [entity])
        return [relation for _, relation in found]

    def list_conflicts(self) -> list[Conflict]:
        """The conflicts, in the order of `knowledge()`."""
        return [conflict for _, conflict in tables.CONFLICT.select(self._connection)]

    def find_corrected(self, paper: str) -> list[Corrected]:
        """What the corrections file changed in a paper, in the order of `knowledge()`."""
        return [entry for _, entry in tables.CORRECTED.select_with(self._connection, ("paper",), [paper])]
