"""The contents of the store: entries of inputs, extractions of texts, and the knowledge resolved from them.

Three layers, each made from the one before:

    input, entry, unread   the contents of the inputs; a build adds to them, `kg remove` takes from them
    extraction             the extraction of each text, by hashes of text and extractor; a cache that survives a kill
    paper, entity, ...     the knowledge that the last build resolved; replaced as a whole, in one transaction

Everything else in an output folder is made from the third layer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.bounds.doubt import Bounds
from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts
from kg.model.records import Extraction, InputFile, Rejected, SourceEntry
from kg.store import tables
from kg.store.knowledge_rows import load, load_papers, save
from kg.store.lookups import Lookups
from kg.store.rows import DamagedRow, digest_rows, to_json
from kg.store.search_rows import SearchRows
from kg.store.shown import Shown
from kg.store.sure_papers import count_sure_papers

Record = TypeVar("Record")

_EXTRACTION = TypeAdapter(Extraction)
_FACTS = TypeAdapter(dict[str, object])
_DIGESTS = TypeAdapter(dict[str, str])
_FACTS_DIGEST = "facts"  # no table has this name


def hash_text(text: str) -> str:
    """The key of a text in the cache of extractions."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


class Store:
    """An open store. Made by `kg.store.open_store.open_to_write` and `open_to_read`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lookups = Lookups(connection)
        self.shown = Shown(connection)
        self.search_rows = SearchRows(connection)

    # ---- what was read

    def add_input(self, source: InputFile, entries: Sequence[SourceEntry], unread: Sequence[Rejected]) -> bool:
        """Keep the entries of one file, in place of those kept for the same file (name and content).

        Returns:
            False if the same entries were kept before; a file read with another `--year` has other entries.
        """
        key = source.sha256
        before = [entry for _, entry in tables.ENTRY.select(self._connection, of=key) if entry.source == source.name]
        if source in self.inputs() and before == list(entries):
            return False
        with self._connection:
            self._delete_input(source)
            tables.INPUT.insert(self._connection, [(None, source)])
            tables.ENTRY.insert(self._connection, ((key, entry) for entry in entries))
            tables.UNREAD.insert(self._connection, ((key, rejected) for rejected in unread))
        return True

    def remove_input(self, source: InputFile) -> None:
        """Remove a file (name and content) with its entries and what could not be read of it."""
        with self._connection:
            self._delete_input(source)

    def remove_entries(self, entries: Collection[SourceEntry]) -> list[InputFile]:
        """Remove entries from the files that have them; these stay, and count the entries that are left.

        Returns:
            the files that had some, by name and content.
        """
        gone = frozenset(entries)
        had = []
        with self._connection:
            for source in self.inputs():
                rows = tables.ENTRY.select(self._connection, of=source.sha256)
                before = [entry for _, entry in rows if entry.source == source.name]
                left = [entry for entry in before if entry not in gone]
                if len(left) == len(before):
                    continue
                key = (source.sha256, source.name)
                self._connection.execute("DELETE FROM entry WHERE sha256 = ? AND source = ?", key)
                tables.ENTRY.insert(self._connection, ((source.sha256, entry) for entry in left))
                update = "UPDATE input SET entries = ? WHERE sha256 = ? AND name = ?"
                self._connection.execute(update, (len(left), *key))
                had.append(replace(source, entries=len(left)))
        return had

    def _delete_input(self, source: InputFile) -> None:
        for query in (
            "DELETE FROM input WHERE sha256 = ? AND name = ?",
            "DELETE FROM entry WHERE sha256 = ? AND source = ?",
            "DELETE FROM unread WHERE sha256 = ? AND file = ?",
        ):
            self._connection.execute(query, (source.sha256, source.name))

    def inputs(self) -> list[InputFile]:
        """The files that are kept, by name and content."""
        inputs = (r for _, r in tables.INPUT.select(self._connection))
        return sorted(inputs, key=lambda s: (s.name, s.sha256))

    def entries(self) -> Iterator[SourceEntry]:
        """Every entry of every file."""
        return (r for _, r in tables.ENTRY.select(self._connection))

    def rejected(self) -> tuple[Rejected, ...]:
        """Everything that could not be read, by file and line."""
        unread = (r for _, r in tables.UNREAD.select(self._connection))
        return tuple(sorted(unread, key=lambda r: (r.file, r.line, r.reason, r.excerpt)))

    # ---- what texts yield

    def find_missing(self, texts: Iterable[str], *, extractor: str) -> list[str]:
        """The texts for which no extraction by this extractor is kept."""
        known = self._connection.execute("SELECT text FROM extraction WHERE extractor = ?", (extractor,))
        keys = {key for (key,) in known}
        return [text for text in texts if hash_text(text) not in keys]

    def add_extractions(self, found: Iterable[tuple[str, Extraction]], *, extractor: str) -> None:
        """Keep the extractions of texts, in one transaction: all of them or, if the process dies, none."""
        rows = [(hash_text(text), extractor, _EXTRACTION.dump_json(extraction)) for text, extraction in found]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", rows)

    def extractions(self, texts: Iterable[str], *, extractor: str) -> Iterator[Extraction]:
        """The extraction of each text, in order. Raises `DamagedRow` if one is not kept."""
        query = "SELECT record FROM extraction WHERE text = ? AND extractor = ?"
        for text in texts:
            row = self._connection.execute(query, (hash_text(text), extractor)).fetchone()
            if row is None:
                raise DamagedRow("it has lost what a text yields")
            yield _validate(_EXTRACTION, row[0])

    def forget_extractions(self, *, but: str) -> None:
        """Delete the extractions by any extractor except `but`."""
        with self._connection:
            self._connection.execute("DELETE FROM extraction WHERE extractor != ?", (but,))

    # ---- what is known

    def replace_knowledge(self, knowledge: Knowledge, *, facts: Mapping[str, object]) -> None:
        """Replace the knowledge in the store. `facts` (version, settings, ...) are returned by `facts()`.

        What is kept of the knowledge before (`kg.store.shown`, `kg.store.search_rows`) is forgotten.
        """
        with self._connection:
            self.shown.forget()
            self.search_rows.forget()
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
        return _validate(_FACTS, text)

    def knowledge(self) -> Knowledge:
        """The knowledge of the last finished build, equal to what was given to `replace_knowledge`."""
        return load(self._connection, rejected=self.rejected(), digests=self._read_digests())

    def entities(self) -> Iterator[Entity]:
        """The entities of `knowledge()` in its order, without their merges; no other table is read."""
        digest = self._read_digests().get("entity", "")
        return (entity for _, entity in tables.ENTITY.select(self._connection, digest=digest))

    def papers(self) -> tuple[PaperFacts, ...]:
        """The papers of `knowledge()` with their code and field scores, without what they say of entities."""
        return load_papers(self._connection, digests=self._read_digests())

    def count_sure_papers(self, entities: Iterable[Entity], bounds: Bounds) -> Mapping[EntityId, int]:
        """The number of papers that surely name each entity; entities without a sure record are missing."""
        return count_sure_papers(self._connection, entities, bounds)

    def entity_relations(self) -> Iterator[EntityRelation]:
        """The relations between entities, in the order of `knowledge()`."""
        digest = self._read_digests().get("entity_relation", "")
        return (relation for _, relation in tables.ENTITY_RELATION.select(self._connection, digest=digest))

    def titles(self) -> Iterator[tuple[str, str, str | None]]:
        """Identifier, title and arXiv identifier (or None) of each paper, in the order of `knowledge()`."""
        return iter(self._connection.execute("SELECT id, title, arxiv_id FROM paper ORDER BY id"))

    def _read_fact(self, name: str) -> object | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _read_digests(self) -> dict[str, str]:
        """Table name to digest, for the tables of knowledge and the facts."""
        return _validate(_DIGESTS, self._read_fact("digests"))


def _validate(shape: TypeAdapter[Record], cell: object) -> Record:
    """Validate the record in a cell. Raises `DamagedRow` if the cell holds none."""
    try:
        return shape.validate_json(cell)  # type: ignore[arg-type] # whatever a damaged cell holds
    except ValidationError as error:
        raise DamagedRow("a cell holds no record") from error
