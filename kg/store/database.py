"""The store that is the truth: one SQLite file with what was read, what each text yielded, and what follows from it.

Three layers, each made from the one before:

    input, entry, unread   what the inputs say; only ever added to
    extraction             what a text yields, by the hashes of text and extractor; a cache that survives a kill
    paper, entity, ...     the knowledge that the last build resolved; replaced whole, in one transaction

Everything else in an output folder is made from the third layer. Readers see the last finished build while another
is being written (SQLite's write-ahead log); two builds of one folder exclude each other by a lock that dies with its
process.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.model.errors import InputError
from kg.model.knowledge import Entity, EntityRelation, Knowledge
from kg.model.records import Extraction, InputFile, Rejected, SourceEntry
from kg.store import tables
from kg.store.graph_folder import FILE, graph_not_found
from kg.store.knowledge_rows import KNOWN, load, save
from kg.store.rows import DamagedRow, Table, digest_of, dump
from kg.system.faults import damaged, explained_store

Record = TypeVar("Record")

_LOCK = "lock"
FILES = (FILE, _LOCK)
"""By one of these, the folder of a store is known to be one."""
SCHEMA_VERSION = 3


_READ: tuple[Table[Any], ...] = (tables.INPUT, tables.ENTRY, tables.UNREAD)
_EXTRACTION = TypeAdapter(Extraction)
_FACTS = TypeAdapter(dict[str, object])
_DIGESTS = TypeAdapter(dict[str, str])
_FACTS_DIGEST = "facts"  # which no table is called


def text_key(text: str) -> str:
    """The key of a text in the cache of extractions."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


class Store:
    """An open store. Made by `writing` and `reading`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # ---- what was read

    def add_input(self, source: InputFile, entries: Sequence[SourceEntry], unread: Sequence[Rejected]) -> bool:
        """Keep what one file held, in place of what the very same file (name and content) gave before.

        Returns false if it gave the same before; it gives something else where it is read with another `--year`.
        """
        key = source.sha256
        before = [entry for _, entry in tables.ENTRY.select(self._connection, of=key) if entry.source == source.name]
        if source in self.inputs() and before == list(entries):
            return False
        with self._connection:
            for query in (
                "DELETE FROM input WHERE sha256 = ? AND name = ?",
                "DELETE FROM entry WHERE sha256 = ? AND source = ?",
                "DELETE FROM unread WHERE sha256 = ? AND file = ?",
            ):
                self._connection.execute(query, (key, source.name))
            tables.INPUT.insert(self._connection, [(None, source)])
            tables.ENTRY.insert(self._connection, ((key, entry) for entry in entries))
            tables.UNREAD.insert(self._connection, ((key, rejected) for rejected in unread))
        return True

    def inputs(self) -> list[InputFile]:
        """All files that were ever read, by name and content."""
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

    def missing(self, texts: Iterable[str], *, extractor: str) -> list[str]:
        """Those of the texts that this extractor has not yet read."""
        known = self._connection.execute("SELECT text FROM extraction WHERE extractor = ?", (extractor,))
        keys = {key for (key,) in known}
        return [text for text in texts if text_key(text) not in keys]

    def add_extractions(self, found: Iterable[tuple[str, Extraction]], *, extractor: str) -> None:
        """Keep what texts yield; all of these or, if the process dies, none."""
        rows = [(text_key(text), extractor, _EXTRACTION.dump_json(extraction)) for text, extraction in found]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", rows)

    def extractions(self, texts: Iterable[str], *, extractor: str) -> Iterator[Extraction]:
        """What each text yields, in order. Every text must have been added."""
        query = "SELECT record FROM extraction WHERE text = ? AND extractor = ?"
        for text in texts:
            row = self._connection.execute(query, (text_key(text), extractor)).fetchone()
            if row is None:
                raise DamagedRow("it has lost what a text yields")
            yield _valid(_EXTRACTION, row[0])

    def forget_extractions(self, *, but: str) -> None:
        """Drop what earlier extractors found."""
        with self._connection:
            self._connection.execute("DELETE FROM extraction WHERE extractor != ?", (but,))

    # ---- what is known

    def replace_knowledge(self, knowledge: Knowledge, *, facts: Mapping[str, object]) -> None:
        """Make `knowledge` what this store knows. `facts` (version, settings, ...) come back from `facts()`."""
        with self._connection:
            digests = save(self._connection, knowledge)
            said = dump(dict(facts))
            kept = (("knowledge", said), ("digests", dump({**digests, _FACTS_DIGEST: digest_of([said])})))
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", kept)

    def facts(self) -> dict[str, object]:
        """What was said of the last finished build; empty if there is none."""
        said = self._fact("knowledge")
        if said is None:
            return {}
        if digest_of([said]) != self._digests().get(_FACTS_DIGEST):
            raise DamagedRow("what it says of itself has changed")
        return _valid(_FACTS, said)

    def knowledge(self) -> Knowledge:
        """What the last finished build resolved, equal to what was given to `replace_knowledge`."""
        return load(self._connection, rejected=self.rejected(), digests=self._digests())

    def entities(self) -> Iterator[Entity]:
        """The entities of `knowledge()`, in its order, without their merges and without reading anything else."""
        digest = self._digests().get("entity", "")
        return (entity for _, entity in tables.ENTITY.select(self._connection, digest=digest))

    def entity_relations(self) -> Iterator[EntityRelation]:
        """The relations between entities, in the order of `knowledge()`."""
        digest = self._digests().get("entity_relation", "")
        return (relation for _, relation in tables.ENTITY_RELATION.select(self._connection, digest=digest))

    def titles(self) -> Iterator[tuple[str, str, str | None]]:
        """Of each paper the id, the title and, where it is known, the arXiv id, in the order of `knowledge()`."""
        return iter(self._connection.execute("SELECT id, title, arxiv_id FROM paper ORDER BY rowid"))

    def proposals(self) -> Iterator[tuple[str, str, str]]:
        """Who proposes what: entity id, paper id and the paper's title, by these; each pair once."""
        return iter(
            self._connection.execute(
                "SELECT DISTINCT relation.object, paper.id, paper.title FROM relation "
                "JOIN paper ON paper.id = relation.paper "
                "WHERE relation.type = 'proposes' AND NOT relation.negated ORDER BY 1, 2"
            )
        )

    def _fact(self, name: str) -> object | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _digests(self) -> dict[str, str]:
        """Of the tables of knowledge, by name, and of the facts."""
        return _valid(_DIGESTS, self._fact("digests"))


def _valid(shape: TypeAdapter[Record], cell: object) -> Record:
    """The record in a cell."""
    try:
        return shape.validate_json(cell)  # type: ignore[arg-type] # whatever a damaged cell holds
    except ValidationError as error:
        raise DamagedRow("a cell holds no record") from error


@contextmanager
def writing(folder: Path) -> Iterator[Store]:
    """The store of an output folder, to be written; made if it is not there.

    Raises:
        InputError: another build is writing there, the store is of another version, or nothing can be written there.
    """
    with _lock_file(folder) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(
                f"Another build is writing to {folder.parent}; wait for it or choose another -o."
            ) from error
        with _opened(folder / FILE) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            _check_version(connection, folder)
            with connection:
                connection.execute("CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT)")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS extraction (text TEXT, extractor TEXT, record BLOB, "
                    "PRIMARY KEY (text, extractor)) WITHOUT ROWID"
                )
                for table in (*_READ, *KNOWN):
                    table.create(connection)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            yield Store(connection)


@contextmanager
def _opened(path: Path, mode: str = "mode=rwc") -> Iterator[sqlite3.Connection]:
    """The database in a file.

    Raises:
        StoreDamaged: it is not as it was written.
        MachineError: it cannot be opened, read or written.
    """
    if path.is_dir():
        raise damaged(path, "it is a folder")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", isolation_level="DEFERRED", uri=True)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        if told := explained_store(error, path):
            raise told from error
        raise
    except DamagedRow as error:
        raise damaged(path, str(error)) from error


def _lock_file(folder: Path) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / _LOCK).open("a")
    except OSError as error:
        raise InputError(
            f"The folder {folder.parent} cannot be written to ({error.filename}: {error.strerror}); choose another -o."
        ) from error


@contextmanager
def reading(folder: Path) -> Iterator[Store]:
    """The store of an output folder, to be read.

    Raises:
        GraphNotFound: there is none, or no build of it was ever finished.
    """
    path = folder / FILE
    if not path.exists():
        raise graph_not_found(folder.parent)
    # A folder that nobody can write to has no writer, and SQLite could not make its shared-memory file there.
    mode = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
    with _opened(path, mode) as connection:
        if _check_version(connection, folder) == 0:
            raise graph_not_found(folder.parent)
        connection.execute("BEGIN")  # one snapshot for all that is read
        store = Store(connection)
        if not store.facts():
            raise graph_not_found(folder.parent)
        yield store


def _check_version(connection: sqlite3.Connection, folder: Path) -> int:
    """The version of the store's tables; 0 where there are none yet.

    Raises:
        InputError: another version of kg made it.
        StoreDamaged: it is empty, though a build was finished with it.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, SCHEMA_VERSION):
        raise InputError(
            f"The store in {folder} was made by another version of kg; remove that folder and build again."
        )
    if version == 0 and (folder.parent / "manifest.json").exists():
        raise damaged(folder / FILE, "it is empty")
    return int(version)
