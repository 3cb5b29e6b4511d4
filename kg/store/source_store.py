"""What a folder has read: the entries of its inputs, and the extractions of their texts.

    input, entry, unread   the contents of the inputs; a build adds to them, `kg remove` takes from them
    extraction             the extraction of each text, by hashes of text and extractor; a cache that survives a kill

A build adds to it while it reads. What is resolved from it goes into a file of its own, `kg.store.graph_store`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from kg.model.records import Extraction, InputFile, Rejected, SourceEntry
from kg.store import tables
from kg.store.knowledge_rows import KNOWN
from kg.store.rows import DamagedRow, validate

_EXTRACTION = TypeAdapter(Extraction)
_FORMER = ("fact", tables.SHOWN.name, *(table.name for table in KNOWN))


def hash_text(text: str) -> str:
    """The key of a text in the cache of extractions."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


class SourceStore:
    """An open store of what was read. Made by `kg.store.open_store.open_to_write`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

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
            yield validate(_EXTRACTION, row[0])

    def forget_extractions(self, *, but: str) -> None:
        """Delete the extractions by any extractor except `but`."""
        with self._connection:
            self._connection.execute("DELETE FROM extraction WHERE extractor != ?", (but,))

    # ---- what earlier versions kept

    def forget_former_knowledge(self) -> None:
        """Delete what the last build knew, where an earlier version kept it beside what was read."""
        with self._connection:
            for name in _FORMER:
                self._connection.execute(f"DROP TABLE IF EXISTS {name}")
