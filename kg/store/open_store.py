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
SCHEMA_VERSION = 8
"""Of what was read. Version 7 differs in that the same file held what the last build knew."""
GRAPH_VERSION = 1
"""Of what a build knows."""

_TAKEN_OVER = (7, SCHEMA_VERSION)
_READ: tuple[Table[Any], ...] = (tables.INPUT, tables.ENTRY, tables.UNREAD)


@contextmanager
def open_to_write(folder: Path) -> Iterator[SourceStore]:
    """Open the store of what was read, in the folder `store` of an output folder; it is created if it is missing.

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
            _check_version(connection, folder)
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS extraction (text TEXT, extractor TEXT, record BLOB, "
                    "PRIMARY KEY (text, extractor)) WITHOUT ROWID"
                )
                for table in _READ:
                    table.create(connection)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
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
        remedy = f"run `kg build INPUT... -o {output}` again, with any of its inputs, which makes it anew"
        with _open(path, "immutable=1", remedy=remedy) as connection:  # nobody writes to it
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                raise explain_damage(path, "it is empty", remedy=remedy)
            if version != GRAPH_VERSION:
                raise _explain_other_version(output)
            yield Store(connection)


def _explain_no_knowledge(folder: Path) -> KgError:
    """The error for an output folder in which no generation is published."""
    path = folder / FILE
    if not path.exists():
        return explain_missing_graph(folder.parent)
    mode = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
    with _open(path, mode) as connection:
        version = _check_version(connection, folder)
    if version in (0, SCHEMA_VERSION):
        return explain_missing_graph(folder.parent)
    return _explain_other_version(folder.parent)


def _explain_other_version(output: Path) -> InputError:
    return InputError(
        f"The graph in {output} was built by another version of kg; run `kg build INPUT... -o {output}` again, "
        "with any of its inputs."
    )


def _check_version(connection: sqlite3.Connection, folder: Path) -> int:
    """The version of the tables of what was read; 0 where there are none yet.

    Raises:
        InputError: another version of kg made it.
        StoreDamaged: it is empty, though a build was finished with it.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, *_TAKEN_OVER):
        raise InputError(
            f"The store in {folder} was made by another version of kg; remove that folder and build again."
        )
    if version == 0 and (folder.parent / "manifest.json").exists():
        raise explain_damage(folder / FILE, "it is empty")
    return int(version)
