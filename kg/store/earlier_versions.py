"""Takes over what the store of an earlier version of kg has read; what it knew of that is resolved anew by a build.

Entries of inputs have had the same columns, or fewer, in every version. Extractions are taken over as they are: they
count only where this version has the extractor that made them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from kg.store import tables
from kg.store.rows import DamagedRow, Table, compute_checksum

_READ: tuple[Table[Any], ...] = (tables.INPUT, tables.ENTRY, tables.UNREAD)
_TAKEN: tuple[Table[Any], ...] = (*_READ, tables.FORMER)  # the last only where there is one
_EXTRACTION, _CHECKSUM = "extraction", "checksum"
_SEALED_WIDTH = 4  # columns of that table with a checksum
_EARLIER = "earlier_"  # before the name of a table while its rows are taken over


def set_aside(connection: sqlite3.Connection) -> frozenset[str]:
    """Rename the tables that are to be taken over, so that new ones can be made, and delete the others.

    Returns:
        the names of the tables, as they were.
    """
    made = connection.execute("SELECT type, name FROM sqlite_master WHERE sql NOT NULL").fetchall()
    for name in (name for kind, name in made if kind == "index"):  # new ones have these names
        connection.execute(f'DROP INDEX "{name}"')
    names = frozenset(name for kind, name in made if kind == "table")
    taken = names & {_EXTRACTION, *(table.name for table in _TAKEN)}
    for name in sorted(names):
        connection.execute(
            f"ALTER TABLE {name} RENAME TO {_EARLIER}{name}" if name in taken else f'DROP TABLE "{name}"'
        )
    return taken


def take_over(connection: sqlite3.Connection, names: frozenset[str]) -> int:
    """Fill the new tables from those that were set aside, which are deleted; returns the number of inputs.

    Raises:
        DamagedRow: a table of what was read is missing, or has rows that this version cannot read.
    """
    for table in _TAKEN:
        if table.name in names:
            table.insert(connection, _read_earlier(connection, table))
        elif table in _READ:
            raise DamagedRow(f"an earlier version of kg made it, and it has lost the table {table.name}")
    if _EXTRACTION in names:
        rows = connection.execute(f"SELECT * FROM {_EARLIER}{_EXTRACTION}")
        width = len(rows.description)  # with or without a checksum, which stays what it is
        sealed = (row if width == _SEALED_WIDTH else (*row, compute_checksum(row)) for row in rows)
        connection.executemany(f"INSERT INTO {_EXTRACTION} VALUES (?, ?, ?, ?)", sealed)
    for name in sorted(names):
        connection.execute(f"DROP TABLE {_EARLIER}{name}")
    (inputs,) = connection.execute(f"SELECT count(*) FROM {tables.INPUT.name}").fetchone()
    return int(inputs)


def _read_earlier(connection: sqlite3.Connection, table: Table[Any]) -> Iterator[tuple[str | None, Any]]:
    """The records of a table that was set aside, in their order, each with its owner."""
    rows = connection.execute(f"SELECT * FROM {_EARLIER}{table.name} ORDER BY rowid")
    names = [name for name, *_ in rows.description]
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        if cells.pop(_CHECKSUM, None) != (compute_checksum(row[:-1]) if names[-1] == _CHECKSUM else None):
            raise DamagedRow(f"a row of the table {table.name} has changed")
        owner = cells.pop(table.owner, None) if table.owner else None
        yield owner, table.make_record(cells)
