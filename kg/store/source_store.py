"""What a folder has read: the entries of its inputs, and the extractions of their texts.

    input, entry, unread   the contents of the inputs; a build adds to them, `kg remove` takes from them
    extraction             the extraction of each text, by hashes of text and extractor; a cache that survives a kill

A build adds to it while it reads. What is resolved from it goes into a file of its own, `kg.store.graph_store`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from itertools import chain, zip_longest
from types import MappingProxyType

from pydantic import TypeAdapter

from kg.model.records import Extraction, InputFile, Rejected, SourceEntry
from kg.store import tables
from kg.store.rows import DamagedRow, compute_checksum, digest_rows, validate

_EXTRACTION = TypeAdapter(Extraction)


def hash_text(text: str) -> str:
    """The key of a text in the cache of extractions."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


class SourceStore:
    """An open store of what was read. Made by `kg.store.open_store.open_to_write` and `open_sources`."""

    def __init__(self, connection: sqlite3.Connection, *, taken_over: int = 0) -> None:
        self._connection = connection
        self.taken_over = taken_over  # inputs that it has from an earlier version of kg

    # ---- what was read

    def add_input(
        self,
        source: InputFile,
        entries: Sequence[SourceEntry],
        unread: Sequence[Rejected],
        replaced: Mapping[InputFile, Collection[int]] = MappingProxyType({}),
    ) -> bool:
        """Keep the entries of one file, in place of those kept for the same file (name and content).

        Args:
            replaced: the positions of entries of other kept files that go, in the same transaction.

        Returns:
            False if the same entries were kept before; a file read with another `--year` has other entries.
        """
        has_read = self._has_read(source, entries, unread)
        if has_read and not replaced:
            return False
        with self._connection:
            for earlier, positions in replaced.items():
                before = list(self.list_entries(earlier))
                left = self._remove_entries(earlier, before, {before[position] for position in positions})
                if not left.entries:  # nor does what could not be read of it stand there any more
                    self._delete_input(left)
            if has_read:
                return False
            self._delete_input(source)
            tables.INPUT.insert(self._connection, [(None, source)])
            tables.ENTRY.insert(self._connection, ((source.sha256, entry) for entry in entries))
            tables.UNREAD.insert(self._connection, ((source.sha256, rejected) for rejected in unread))
        return True

    def remove_input(self, source: InputFile) -> None:
        """Remove a file (name and content) with its entries and what could not be read of it."""
        with self._connection:
            self._delete_input(source)

    def remove_entries(self, entries: Collection[SourceEntry]) -> list[InputFile]:
        """Remove entries from the files that have them; these count and tell it, and go where nothing of them is left.

        Returns:
            the files that had some, by name and content.
        """
        gone = frozenset(entries)
        had = []
        with self._connection:
            for source in self.inputs():
                before = list(self.list_entries(source))
                if not gone.isdisjoint(before):
                    had.append(self._remove_entries(source, before, gone))
        return had

    def _remove_entries(
        self, source: InputFile, before: Sequence[SourceEntry], gone: Collection[SourceEntry]
    ) -> InputFile:
        """Remove some of a file's entries; returns the file as it is then."""
        left = [entry for entry in before if entry not in gone]
        removed = (_digest_entry(entry) for entry in before if entry in gone)
        changed = replace(source, entries=len(left), removed=tuple(sorted((*source.removed, *removed))))
        self._replace_entries(changed, left)
        return changed

    def _replace_entries(self, source: InputFile, entries: Sequence[SourceEntry]) -> None:
        """Keep other entries for a file, and nothing of it if it has none and no rejected records."""
        key = (source.sha256, source.name)
        self._connection.execute("DELETE FROM entry WHERE sha256 = ? AND source = ?", key)
        self._connection.execute("DELETE FROM input WHERE sha256 = ? AND name = ?", key)
        if entries or source.rejected:
            tables.INPUT.insert(self._connection, [(None, source)])
            tables.ENTRY.insert(self._connection, ((source.sha256, entry) for entry in entries))

    def find_at(self, place: str) -> list[InputFile]:
        """The files that were read at a place (`InputFile.place`), by name and content; none for the empty one."""
        if not place:
            return []
        found = (r for _, r in tables.INPUT.select_where(self._connection, "place = ?", (place,)))
        return sorted(found, key=lambda s: (s.name, s.sha256))

    def list_entries(self, source: InputFile) -> Iterator[SourceEntry]:
        """The entries of one file in their order. Raises `DamagedRow` as `entries` does."""
        return self._select_input(source)[0]

    def read_input(self, source: InputFile) -> tuple[list[SourceEntry], list[Rejected]]:
        """The entries of one file and what could not be read of it. Raises `DamagedRow` as `entries` does."""
        entries, unread = self._select_input(source)
        return list(entries), list(unread)

    def _select_input(self, source: InputFile) -> tuple[Iterator[SourceEntry], Iterator[Rejected]]:
        entries = tables.ENTRY.select(self._connection, of=source.sha256)
        unread = tables.UNREAD.select(self._connection, of=source.sha256)
        return (r for _, r in entries if r.source == source.name), (r for _, r in unread if r.file == source.name)

    def _has_read(self, source: InputFile, entries: Sequence[SourceEntry], unread: Sequence[Rejected]) -> bool:
        """Whether just this is kept of a file; not where it has changed on the disk, so that it is put right."""
        same = "name = ? AND sha256 = ?"
        kept = tables.INPUT.select_where(self._connection, same, (source.name, source.sha256))
        if source not in [file for _, file in kept]:
            return False
        kept_entries, kept_unread = self._select_input(source)
        pairs = chain(zip_longest(kept_entries, entries), zip_longest(kept_unread, unread))
        try:
            return all(kept == read for kept, read in pairs)
        except DamagedRow:
            return False

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
        """Every entry of every file. Raises `DamagedRow` if some are not as they were written, or missing."""
        read: Counter[tuple[str, str]] = Counter()
        for key, entry in tables.ENTRY.select(self._connection):
            read[entry.source, str(key)] += 1
            yield entry
        _check_counts(read, {(file.name, file.sha256): file.entries for file in self.inputs()}, "entries")

    def rejected(self) -> tuple[Rejected, ...]:
        """Everything that could not be read, by file and line. Raises `DamagedRow` as `entries` does."""
        unread = list(tables.UNREAD.select(self._connection))
        read = Counter((rejected.file, str(key)) for key, rejected in unread)
        _check_counts(read, {(file.name, file.sha256): file.rejected for file in self.inputs()}, "rejected records")
        return tuple(sorted((r for _, r in unread), key=lambda r: (r.file, r.line, r.reason, r.excerpt)))

    # ---- what the graph once had

    def former_names(self) -> dict[str, tuple[str, ...]]:
        """The identifiers that the graph once had, with those that have taken their place, as `history.ttl` tells."""
        return {row.path: row.replaced_by for _, row in tables.FORMER.select(self._connection)}

    def replace_former_names(self, names: Mapping[str, tuple[str, ...]]) -> None:
        """Keep these in place of those that were kept."""
        with self._connection:
            self._connection.execute(f"DELETE FROM {tables.FORMER.name}")
            rows = ((None, tables.FormerName(path, names[path])) for path in sorted(names))
            tables.FORMER.insert(self._connection, rows)

    # ---- what texts yield

    def find_missing(self, texts: Iterable[str], *, extractor: str) -> list[int]:
        """The positions of the texts for which no extraction by this extractor is kept; of equal texts, the first."""
        known = self._connection.execute("SELECT text FROM extraction WHERE extractor = ?", (extractor,))
        keys = {key for (key,) in known}
        missing = []
        for position, key in enumerate(map(hash_text, texts)):
            if key not in keys:
                keys.add(key)
                missing.append(position)
        return missing

    def add_extractions(self, found: Iterable[tuple[str, Extraction]], *, extractor: str) -> None:
        """Keep the extractions of texts, in one transaction: all of them or, if the process dies, none."""
        rows = [(hash_text(text), extractor, _EXTRACTION.dump_json(extraction)) for text, extraction in found]
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?)", ((*row, compute_checksum(row)) for row in rows)
            )

    def drop_damaged_extractions(self) -> int:
        """Delete the extractions that are not as they were written; they are missing then. Returns their number."""
        self._connection.create_function("checksum_of", 3, lambda *row: compute_checksum(row), deterministic=True)
        with self._connection:
            query = "DELETE FROM extraction WHERE checksum IS NOT checksum_of(text, extractor, record)"
            return self._connection.execute(query).rowcount

    def extractions(self, texts: Iterable[str], *, extractor: str) -> Iterator[Extraction]:
        """The extraction of each text, in order. Raises `DamagedRow` if one is not kept."""
        query = "SELECT record FROM extraction WHERE text = ? AND extractor = ?"
        for text in texts:
            row = self._connection.execute(query, (hash_text(text), extractor)).fetchone()
            if row is None:
                raise DamagedRow("it has lost what a text yields")
            yield validate(_EXTRACTION, row[0])

    def copy_extractions(self, other: SourceStore, *, extractor: str) -> None:
        """Keep the extractions by an extractor that another store keeps, as they are."""
        rows = other._connection.execute("SELECT * FROM extraction WHERE extractor = ?", (extractor,))
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO extraction VALUES (?, ?, ?, ?)", rows)

    def forget_extractions(self, *, but: str) -> None:
        """Delete the extractions by any extractor except `but`."""
        with self._connection:
            self._connection.execute("DELETE FROM extraction WHERE extractor != ?", (but,))


def _digest_entry(entry: SourceEntry) -> str:
    """Sixteen hex digits that stand for an entry, whatever its file is called."""
    return digest_rows([astuple(replace(entry, source=""))])[:16]


def _check_counts(read: Counter[tuple[str, str]], kept: Mapping[tuple[str, str], int], what: str) -> None:
    """Compare the number of rows of each file, by name and content, with the number that the file had.

    Raises:
        DamagedRow: they differ.
    """
    for file in sorted(read.keys() | kept.keys()):
        if read[file] != kept.get(file, 0):
            raise DamagedRow(f"it has {read[file]:,} {what} of {file[0]}, and had {kept.get(file, 0):,}")
