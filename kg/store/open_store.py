"""Opening the SQLite files of an output folder: what it has read, and what its builds know.

store/kg.sqlite   what was read (`SourceStore`); only builds open it, which exclude each other by a lock that ends
                  with its process
graph.sqlite      in each generation, what that build knows (`Store`); it is written aside, and then only read
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from kg.model.errors import InputError, KgError
from kg.store import tables
from kg.store.analysis_rows import AnalysisRows
from kg.store.earlier_versions import set_aside, take_over
from kg.store.generations import find_output_folder, holding_current
from kg.store.graph_folder import FILE, GRAPH_FILE, explain_missing_graph
from kg.store.graph_store import Store
from kg.store.knowledge_rows import KNOWN
from kg.store.rows import DamagedRow, Table
from kg.store.search_rows import SearchRows
from kg.store.source_store import SourceStore
from kg.system.faults import explain_damage, explain_store

_LOCK = "lock"
FILES = (FILE, _LOCK)
"""The files of a store; a folder with one of them is the folder of a store."""
SCHEMA_VERSION = 9
"""Of what was read."""
GRAPH_VERSION = 2
"""Of what a build knows."""

_READ: tuple[Table[Any], ...] = (tables.INPUT, tables.ENTRY, tables.UNREAD, tables.FORMER)


@contextmanager
def open_to_write(folder: Path, *, take_over_earlier: bool = False) -> Iterator[SourceStore]:
    """Open the store of what was read, in the folder `store` of an output folder; it is created if it is missing.

    Args:
        take_over_earlier: a store of an earlier version becomes one of this version, with what was read and without
            what was known; `SourceStore.taken_over` counts its inputs.

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
        with _open(folder / FILE) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            version = _read_version(connection, folder, earlier=take_over_earlier)
            is_earlier = 0 < version < SCHEMA_VERSION
            with connection:
                connection.execute("BEGIN IMMEDIATE")  # all of it or nothing
                earlier = set_aside(connection) if is_earlier else frozenset()
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS extraction (text TEXT, extractor TEXT, record BLOB, checksum BLOB, "
                    "PRIMARY KEY (text, extractor)) WITHOUT ROWID"
                )
                for table in _READ:
                    table.create(connection)
                inputs = take_over(connection, earlier) if is_earlier else 0
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            yield SourceStore(connection, taken_over=inputs)


@contextmanager
def open_sources(folder: Path) -> Iterator[SourceStore]:
    """Open what was read, in the folder `store` of an output folder, to read from it.

    Raises:
        GraphNotFound: there is no such store.
        InputError: another version of kg made it.
        StoreDamaged: it is damaged.
    """
    path = folder / FILE
    if not path.exists():
        raise explain_missing_graph(folder.parent)
    with _open(path, _choose_mode(folder)) as connection:
        connection.execute("BEGIN")  # one snapshot for all that is read
        if _read_version(connection, folder) == 0:
            raise explain_missing_graph(folder.parent)
        yield SourceStore(connection)


@contextmanager
def create_graph(folder: Path) -> Iterator[Store]:
    """The new and empty store of what a build knows, in the folder of a generation that is being written.

    Raises:
        MachineError: it cannot be written.
    """
    with _open(folder / GRAPH_FILE) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # what is not finished is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            connection.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT)")
            SearchRows.create(connection)
            AnalysisRows.create(connection)
            for table in (tables.SHOWN, *KNOWN):
                table.create(connection)
            connection.execute(f"PRAGMA user_version = {GRAPH_VERSION}")
        yield Store(connection)


@contextmanager
def _open(path: Path, mode: str = "mode=rwc", *, remedy: str | None = None) -> Iterator[sqlite3.Connection]:
    """Open the database in a file; `remedy` says what to do if it is damaged.

    Raises:
        StoreDamaged: it is damaged.
        MachineError: it cannot be opened, read or written.
    """
    if path.is_dir():
        raise explain_damage(path, "it is a folder", remedy=remedy)
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", isolation_level="DEFERRED", uri=True)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        if explained := explain_store(error, path, remedy=remedy):
            raise explained from error
        raise
    except DamagedRow as error:
        raise explain_damage(path, str(error), remedy=remedy) from error


def _lock_file(folder: Path) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / _LOCK).open("a")
    except OSError as error:
        raise InputError(
            f"The folder {folder.parent} cannot be written to ({error.filename}: {error.strerror}); choose another -o."
        ) from error


@contextmanager
def open_to_read(folder: Path) -> Iterator[Store]:
    """Open the store of what the last build of an output folder knows; `folder` is the folder `store` in that.

    A generation has its own. As long as it is open, no build removes the generation.

    Raises:
        GraphNotFound: no build was ever finished.
        InputError: another version of kg built the graph.
        StoreDamaged: it is damaged.
    """
    with holding_current(folder.parent) as state:
        path = state / GRAPH_FILE
        if not path.exists():
            raise _explain_no_knowledge(folder)
        output = find_output_folder(state)
        remedy = f"run `kg build -o {output}` again, which makes it anew"
        with _open(path, "immutable=1", remedy=remedy) as connection:  # nobody writes to it
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                raise explain_damage(path, "it is empty", remedy=remedy)
            if version != GRAPH_VERSION:
                raise _explain_other_version(output)
            yield Store(connection)


def _explain_no_knowledge(folder: Path) -> KgError:
    """The error for an output folder in which no generation is published."""
    try:
        refuse_other_version(folder)
    except KgError as error:
        return error
    return explain_missing_graph(folder.parent)


def refuse_other_version(folder: Path) -> None:
    """Refuse an output folder whose store another version of kg made, for those who read its files and not its store.

    Raises:
        InputError: its store is of another version.
    """
    path = folder / FILE
    if path.exists():
        with _open(path, _choose_mode(folder)) as connection:
            _read_version(connection, folder)


def _choose_mode(folder: Path) -> str:
    """How what was read is opened to be read.

    A folder that nobody can write to has no writer, and SQLite could not make its shared-memory file there.
    """
    return "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"


def _explain_other_version(output: Path) -> InputError:
    return InputError(f"The graph in {output} was built by another version of kg; run `kg build -o {output}` again.")


def _read_version(connection: sqlite3.Connection, folder: Path, *, earlier: bool = False) -> int:
    """The version of the tables of what was read, this one or, if allowed, an `earlier` one; 0 where there are none.

    Raises:
        InputError: another version of kg made it.
        StoreDamaged: it is empty, though a build was finished with it.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < SCHEMA_VERSION and not earlier:
        raise InputError(
            f"The store in {folder} was made by an earlier version of kg; run `kg build -o {folder.parent}`, "
            "which takes over the papers that it holds."
        )
    if not 0 <= version <= SCHEMA_VERSION:
        raise InputError(
            f"The store in {folder} was made by a later version of kg; use that, or remove that folder and build again."
        )
    if version == 0 and (folder.parent / "manifest.json").exists():
        raise explain_damage(folder / FILE, "it is empty")
    return int(version)
