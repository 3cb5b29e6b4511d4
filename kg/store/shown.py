"""What a build shows, kept so that it need not be computed from all records: its entities and its statistics.

It holds at the bounds of the build. A store has none of it from the time that its knowledge is replaced until the build
has divided the new knowledge; whoever asks then has to compute it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter, ValidationError

from kg.model.derived import Statistics
from kg.model.knowledge import Entity, EntityId, EntityRelation
from kg.model.types import Label
from kg.store import tables
from kg.store.rows import DamagedRow, digest_rows, pack_values

_STATISTICS = TypeAdapter(Statistics)
_NAME, _DIGEST = "statistics", "digest of statistics"  # in the table of facts
_ENTITIES = "digest of shown entities"


class Shown:
    """The part of an open store that holds it, `Store.shown`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, entities: Iterable[Entity], statistics: Statistics) -> None:
        """Keep the sure entities, with the counts of their sure mentions, and the statistics of what is sure."""
        with self._connection:
            self.forget()
            tables.SHOWN.insert(self._connection, ((None, entity) for entity in entities))
            text = _STATISTICS.dump_json(statistics).decode("utf8")
            facts = ((_NAME, text), (_DIGEST, digest_rows([text])), (_ENTITIES, tables.SHOWN.digest(self._connection)))
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts)

    def forget(self) -> None:
        """Delete what is kept. The caller commits."""
        self._connection.execute(f"DELETE FROM {tables.SHOWN.name}")
        self._connection.execute("DELETE FROM fact WHERE name IN (?, ?, ?)", (_NAME, _DIGEST, _ENTITIES))

    @property
    def is_kept(self) -> bool:
        """Whether there is anything."""
        return self._read_fact(_ENTITIES) is not None

    def read_statistics(self) -> Statistics:
        """The statistics that were kept.

        Raises:
            DamagedRow: they have changed, or there are none.
        """
        text = self._read_fact(_NAME)
        if text is None or digest_rows([text]) != self._read_fact(_DIGEST):
            raise DamagedRow("the statistics in it have changed")
        try:
            return _STATISTICS.validate_json(text)
        except ValidationError as error:
            raise DamagedRow("a cell holds no record") from error

    def list_entities(self, *, label: Label | None = None, min_papers: int = 0) -> Iterator[Entity]:
        """The entities that were kept, by identifier and without their merges; the digest is checked if it is of all.

        Args:
            label: only those of this type.
            min_papers: only those that so many papers surely name.

        Raises:
            DamagedRow: they have changed. Of a part, only a row that is no entity is noticed.
        """
        if label is None and min_papers <= 1:
            rows = tables.SHOWN.select(self._connection, digest=self._read_fact(_ENTITIES) or "")
        elif label is None:
            rows = tables.SHOWN.select_where(self._connection, "paper_count >= ?", (min_papers,))
        else:
            condition = "type = ? AND paper_count >= ?"
            rows = tables.SHOWN.select_where(self._connection, condition, (label, min_papers))
        return (entity for _, entity in rows if entity.paper_count >= min_papers)

    def find_entities(self, ids: Iterable[EntityId]) -> list[Entity]:
        """Those of the entities with these identifiers that were kept, by identifier and without their merges."""
        return [entity for _, entity in tables.SHOWN.select_with(self._connection, ("id",), ids)]

    def list_ids(self) -> tuple[EntityId, ...]:
        """The identifiers of those that were kept, sorted; no other column is read."""
        return tuple(row[0] for row in self._connection.execute(f"SELECT id FROM {tables.SHOWN.name} ORDER BY id"))

    def list_most_named(self, count: int) -> list[EntityId]:
        """The identifiers of the so many of them that most papers name, these first, then by identifier."""
        query = f"SELECT id FROM {tables.SHOWN.name} ORDER BY paper_count DESC, id LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (count,))]

    def find_relations_from(self, subjects: Iterable[EntityId]) -> list[EntityRelation]:
        """The relations of some entities to any that were kept, in the order of `Store.knowledge()`."""
        condition = (
            "subject IN (SELECT value FROM json_each(?)) "
            f"AND EXISTS (SELECT 1 FROM {tables.SHOWN.name} WHERE id = entity_relation.object)"
        )
        found = tables.ENTITY_RELATION.select_where(self._connection, condition, (pack_values(subjects),))
        return [relation for _, relation in found]

    def _read_fact(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None
