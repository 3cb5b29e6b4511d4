"""What a build knows: the knowledge resolved from all that its folder has read, and what is kept of what it shows.

It is one SQLite file of a generation (`kg.store.generations`): written once, then only read. All exports are made from
the same knowledge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter

from kg.bounds.doubt import Bounds
from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts
from kg.model.records import Rejected
from kg.model.results import ROLES
from kg.store import tables
from kg.store.analysis_rows import AnalysisRows
from kg.store.knowledge_rows import OwnedRecords, join_papers, load, load_papers, save
from kg.store.lookups import Lookups
from kg.store.rows import DamagedRow, Table, digest_rows, to_json, validate
from kg.store.search_rows import SearchRows
from kg.store.shown import Shown
from kg.store.sure_counts import count_sure
from kg.store.sure_papers import count_sure_papers

_FACTS = TypeAdapter(dict[str, object])
_DIGESTS = TypeAdapter(dict[str, str])
ListedKind: TypeAlias = Literal["relation", "result", "comparison"]
_RECORDS: Mapping[ListedKind, tuple[Table[Any], Sequence[str]]] = {  # with the columns that name entities
    "relation": (tables.RELATION, ("object",)),
    "result": (tables.RESULT, ROLES),
    "comparison": (tables.COMPARISON, ("subject", "object")),
}
_FACTS_DIGEST = "facts"  # no table has this name


class Store:
    """An open store of knowledge. Made by `kg.store.open_store.create_graph` and `open_to_read`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lookups = Lookups(connection)
        self.shown = Shown(connection)
        self.search_rows = SearchRows(connection)
        self.analysis_rows = AnalysisRows(connection)

    def replace_knowledge(self, knowledge: Knowledge, *, facts: Mapping[str, object]) -> None:
        """Replace the knowledge in the store. `facts` (version, settings, ...) are returned by `facts()`.

        What is kept of the knowledge before (`kg.store.shown`, `search_rows`, `analysis_rows`) is forgotten.
        """
        with self._connection:
            self.shown.forget()
            self.search_rows.forget()
            self.analysis_rows.forget()
            digests = save(self._connection, knowledge)
            text = to_json(dict(facts))
            facts_rows = (("knowledge", text), ("digests", to_json({**digests, _FACTS_DIGEST: digest_rows([text])})))
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts_rows)

    def facts(self) -> dict[str, object]:
        """The `facts` of the last finished build; empty if there is none."""
        text = self._read_fact("knowledge")
        if text is None:
            return {}
        if digest_rows([text]) != self._read_digests().get(_FACTS_DIGEST):
            raise DamagedRow("what it says of itself has changed")
        return validate(_FACTS, text)

    def knowledge(self) -> Knowledge:
        """The knowledge of the last finished build, equal to what was given to `replace_knowledge`."""
        return load(self._connection, digests=self._read_digests())

    def digests(self) -> dict[str, str]:
        """The digest of each table and of the facts: equal for equal knowledge of equal runs."""
        return self._read_digests()

    def rejected(self) -> tuple[Rejected, ...]:
        """Everything that could not be read, by file and line."""
        digest = self._read_digests().get(tables.REJECTED.name, "")
        return tuple(row for _, row in tables.REJECTED.select(self._connection, digest=digest))

    def entities(self) -> Iterator[Entity]:
        """The entities of `knowledge()` in its order, without their merges; no other table is read."""
        digest = self._read_digests().get("entity", "")
        return (entity for _, entity in tables.ENTITY.select(self._connection, digest=digest))

    def entity_ids(self) -> Iterator[EntityId]:
        """The identifiers of the entities, sorted; no other column is read."""
        return (row[0] for row in self._connection.execute("SELECT id FROM entity ORDER BY id"))

    def papers(self) -> tuple[PaperFacts, ...]:
        """The papers of `knowledge()` with their code and field scores, without what they say of entities."""
        return load_papers(self._connection, digests=self._read_digests())

    def find_records(
        self, kind: ListedKind, *, entity: EntityId | None = None, paper: str | None = None
    ) -> tuple[PaperFacts, ...]:
        """The papers that have records of one kind, with these and no others, in the order of `knowledge()`.

        Args:
            entity: only records that name it.
            paper: only those of this paper, whatever entities they name.
        """
        table, columns = _RECORDS[kind]
        if paper is not None:
            records = list(table.select(self._connection, of=paper))
        elif entity is not None:
            records = list(table.select_with(self._connection, columns, [entity]))
        else:
            records = list(table.select(self._connection, digest=self._read_digests().get(table.name, "")))
        owners = {str(owner) for owner, _ in records}

        def rows(other: Table[Any]) -> OwnedRecords:
            if other is table:
                return iter(records)
            read = other in (tables.PAPER, tables.CODE, tables.FIELD)
            return other.select_with(self._connection, (other.owner or "id",), owners) if read else iter(())

        return join_papers(rows)

    def count_sure_papers(self, entities: Iterable[Entity], bounds: Bounds) -> Mapping[EntityId, int]:
        """The number of papers that surely name each entity; entities without a sure record are missing."""
        return count_sure_papers(self._connection, entities, bounds)

    def count_sure(self, bounds: Bounds) -> Mapping[str, int]:
        """How many papers, entities, mentions, relations, results and comparisons are shown at the bounds."""
        return count_sure(self._connection, bounds)

    def entity_relations(self) -> Iterator[EntityRelation]:
        """The relations between entities, in the order of `knowledge()`."""
        digest = self._read_digests().get("entity_relation", "")
        return (relation for _, relation in tables.ENTITY_RELATION.select(self._connection, digest=digest))

    def paper_ids(self) -> tuple[str, ...]:
        """The identifiers of the papers, sorted; no other column is read."""
        return tuple(row[0] for row in self._connection.execute("SELECT id FROM paper ORDER BY id"))

    def titles(self) -> Iterator[tuple[str, str, str | None]]:
        """Identifier, title and arXiv identifier (or None) of each paper, in the order of `knowledge()`."""
        return iter(self._connection.execute("SELECT id, title, arxiv_id FROM paper ORDER BY id"))

    def _read_fact(self, name: str) -> object | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _read_digests(self) -> dict[str, str]:
        """Table name to digest, for the tables of knowledge and the facts."""
        return validate(_DIGESTS, self._read_fact("digests"))
