"""The store of an output folder, one SQLite file: opening it to read or to write.

Readers see the last finished build while another one is being written (SQLite's write-ahead log). Two builds of one
folder exclude each other by a lock that ends with its process.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from kg.model.errors import InputError
from kg.store import tables
from kg.store.graph_folder import FILE, explain_missing_graph
from kg.store.graph_store import Store
from kg.store.knowledge_rows import KNOWN
from kg.store.rows import DamagedRow, Table
from kg.store.search_rows import SearchRows
from kg.system.faults import explain_damage, explain_store

_LOCK = "lock"
FILES = (FILE, _LOCK)
"""The files of a store; a folder with one of them is the folder of a store."""
SCHEMA_VERSION = 8

_READ: tuple[Table[Any], ...] = (tables.INPUT, tables.ENTRY, tables.UNREAD)


@contextmanager
def open_to_write(folder: Path) -> Iterator[Store]:
    """Open the store of an output folder to write to it; it is created if it is missing.

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
                connection.execute("CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT)")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS extraction (text TEXT, extractor TEXT, record BLOB, "
                    "PRIMARY KEY (text, extractor)) WITHOUT ROWID"
                )
                SearchRows.create(connection)
                for table in (*_READ, tables.SHOWN, *KNOWN):
                    table.create(connection)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            yield Store(connection)


@contextmanager
def _open(path: Path, mode: str = "mode=rwc") -> Iterator[sqlite3.Connection]:
    """Open the database in a file.

    Raises:
        StoreDamaged: it is damaged.
        MachineError: it cannot be opened, read or written.
    """
    if path.is_dir():
        raise explain_damage(path, "it is a folder")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", isolation_level="DEFERRED", uri=True)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        if explained := explain_store(error, path):
            raise explained from error
        raise
    except DamagedRow as error:
        raise explain_damage(path, str(error)) from error


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
    """Open the store of an output folder to read from it.

    Raises:
        GraphNotFound: there is none, or no build of it was ever finished.
    """
    path = folder / FILE
    if not path.exists():
        raise explain_missing_graph(folder.parent)
    # A folder that nobody can write to has no writer, and SQLite could not make its shared-memory file there.
    mode = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
    with _open(path, mode) as connection:
        if _check_version(connection, folder) == 0:
            raise explain_missing_graph(folder.parent)
        connection.execute("BEGIN")  # one snapshot for all that is read
        store = Store(connection)
        if not store.facts():
            raise explain_missing_graph(folder.parent)
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
        raise explain_damage(folder / FILE, "it is empty")
    return int(version)
