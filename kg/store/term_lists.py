"""Inverted lists in the store: sorted terms, each with the places where it occurs, and the trigrams of the terms.

A list has a name ("names", "words"). Its terms are numbered from 0 in code-point order; that number is the position of
a term. Places and positions are kept packed, as 32-bit integers, so that a list of many is one row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from kg.store.rows import DamagedRow, to_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int32]

Value = TypeVar("Value")

_WIDTH = 4  # bytes of a packed number
_HIGHEST = "\U0010ffff"  # above every character of a text
_TABLES = (
    "term_list (name TEXT PRIMARY KEY, sizes BLOB NOT NULL) WITHOUT ROWID",
    "term (list TEXT, position INTEGER, text TEXT NOT NULL, length INTEGER NOT NULL, places BLOB NOT NULL, "
    "PRIMARY KEY (list, position)) WITHOUT ROWID",
    "trigram (list TEXT, gram TEXT, positions BLOB NOT NULL, PRIMARY KEY (list, gram)) WITHOUT ROWID",
)
_INDEXES = ("term_text ON term (list, text)", "term_length ON term (list, length, text)")


class TermLists:
    """The lists in an open database; those that write do not commit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
        """Create the tables if they are missing."""
        for table in _TABLES:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        for index in _INDEXES:
            connection.execute(f"CREATE INDEX IF NOT EXISTS {index}")

    def forget(self) -> None:
        """Delete all lists."""
        for table in ("term_list", "term", "trigram"):
            self._connection.execute(f"DELETE FROM {table}")

    def write(self, name: str, terms: Iterable[tuple[str, bytes]]) -> None:
        """Add a list: distinct texts in code-point order, each with its places packed."""
        rows = ((name, n, text, len(text), places) for n, (text, places) in enumerate(terms))
        self._connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.execute("INSERT INTO term_list VALUES (?, ?)", (name, b""))

    def write_trigrams(self, name: str, trigrams: Iterable[tuple[str, bytes]], sizes: bytes) -> None:
        """Add the trigrams of a list.

        Args:
            trigrams: each with the positions of the terms that have it, packed.
            sizes: the number of trigrams of each term, packed.
        """
        rows = ((name, *trigram) for trigram in trigrams)
        self._connection.executemany("INSERT INTO trigram VALUES (?, ?, ?)", rows)
        self._connection.execute("UPDATE term_list SET sizes = ? WHERE name = ?", (sizes, name))

    def has(self, name: str) -> bool:
        """Whether there is a list of that name."""
        return self._connection.execute("SELECT 1 FROM term_list WHERE name = ?", (name,)).fetchone() is not None

    def find(self, name: str, text: str) -> tuple[int, Numbers] | None:
        """Position and places of a term."""
        query = "SELECT position, places FROM term WHERE list = ? AND text = ?"
        row = self._connection.execute(query, (name, text)).fetchone() if is_storable(text) else None
        return None if row is None else (row[0], unpack(row[1]))

    def find_starting(self, name: str, start: str) -> list[tuple[int, Numbers]]:
        """Position and places of the terms that begin with a text, in order."""
        if not is_storable(start):
            return []
        query = "SELECT position, places FROM term WHERE list = ? AND text >= ? AND text < ? ORDER BY text"
        rows = self._connection.execute(query, (name, start, start + _HIGHEST))
        return [(position, unpack(places)) for position, places in rows]

    def find_about_as_long(self, name: str, shortest: int, longest: int) -> list[tuple[int, str]]:
        """Position and text of the terms of these lengths in characters, by length and text."""
        query = "SELECT position, text FROM term WHERE list = ? AND length BETWEEN ? AND ? ORDER BY length, text"
        return self._connection.execute(query, (name, shortest, longest)).fetchall()

    def read_texts(self, name: str, positions: Iterable[int]) -> dict[int, str]:
        """The terms at these positions."""
        query = "SELECT position, text FROM term WHERE list = ? AND position IN (SELECT value FROM json_each(?))"
        return self._check(dict(self._connection.execute(query, (name, to_json(list(positions))))), positions)

    def read_places(self, name: str, positions: Iterable[int]) -> dict[int, Numbers]:
        """The places of the terms at these positions."""
        query = "SELECT position, places FROM term WHERE list = ? AND position IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(query, (name, to_json(list(positions))))
        return self._check({position: unpack(places) for position, places in rows}, positions)

    def read_trigrams(self, name: str, grams: Sequence[str]) -> list[Numbers]:
        """The positions of the terms that have each of these trigrams, without trigrams that no term has."""
        marks = ", ".join("?" * len(grams))  # not as JSON: SQLite ends a text of it at the character 0
        query = f"SELECT positions FROM trigram WHERE list = ? AND gram IN ({marks})"
        storable = [gram if is_storable(gram) else "" for gram in grams]
        return [unpack(row[0]) for row in self._connection.execute(query, (name, *storable))]

    def read_sizes(self, name: str) -> Numbers:
        """The number of trigrams of each term of a list."""
        row = self._connection.execute("SELECT sizes FROM term_list WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise DamagedRow(f"it has lost the list of {name}")
        return unpack(row[0])

    @staticmethod
    def _check(found: dict[int, Value], positions: Iterable[int]) -> dict[int, Value]:
        if len(found) != len(set(positions)):
            raise DamagedRow("it has lost a term of a list")
        return found


def unpack(packed: object) -> Numbers:
    """The numbers in a cell.

    Raises:
        DamagedRow: it holds no packed numbers.
    """
    import numpy as np

    if not isinstance(packed, bytes) or len(packed) % _WIDTH:
        raise DamagedRow("a cell holds no numbers")
    return np.frombuffer(packed, dtype="<i4")


def is_storable(text: str) -> bool:
    """Whether a text can be in a database: lone surrogates have no UTF-8."""
    return text.encode("utf8", "replace").decode("utf8") == text
