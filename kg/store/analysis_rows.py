"""What a build has computed of the whole corpus, kept for pictures of a part: numbers, themes, a row for each paper.

Without it a picture around a name would need the records of all papers. It holds at the bounds of the build, and is
kept and forgotten together with the entities of `kg.store.shown`, by whose order it numbers them. Every row has a
checksum, so that a changed one is noticed whichever are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg.model.derived import Community
from kg.store.rows import DamagedRow, Table, compute_checksum

if TYPE_CHECKING:
    from numpy.typing import NDArray

Series: TypeAlias = Literal["indptr", "indices", "theme weights", "kinds"]
TYPES: Mapping[Series, str] = {"indptr": "<i8", "indices": "<i4", "theme weights": "<f8", "kinds": "|u1"}
"""The series of numbers, each with the type of its numbers as NumPy writes it: rows and columns of the matrix of papers
and entities (`kg.analyse.incidence`), and of each entity its weight and a number for its types."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """The row of a paper in the data of a page, as JSON."""

    paper: str
    row: str


_SERIES = "series (name TEXT PRIMARY KEY, numbers BLOB NOT NULL, checksum BLOB NOT NULL)"
COMMUNITY = Table("community", Community, sealed=("number",))
PAGE_ROW = Table("page_row", PageRow, index=("paper",), sealed=("paper",))


class AnalysisRows:
    """The part of an open store that holds it, `Store.analysis_rows`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
        """Create the tables if they are missing."""
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_SERIES}")
        for table in (COMMUNITY, PAGE_ROW):
            table.create(connection)

    def keep(
        self, series: Mapping[Series, NDArray[Any]], communities: Iterable[Community], rows: Iterable[tuple[str, str]]
    ) -> None:
        """Keep numbers, the themes by number, and (paper, row) of every paper."""
        with self._connection:
            self.forget()
            COMMUNITY.insert(self._connection, ((None, community) for community in communities))
            PAGE_ROW.insert(self._connection, ((None, PageRow(paper, row)) for paper, row in rows))
            for name, numbers in series.items():
                cells = (name, numbers.astype(TYPES[name]).tobytes())
                self._connection.execute("INSERT INTO series VALUES (?, ?, ?)", (*cells, compute_checksum(cells)))

    def forget(self) -> None:
        """Delete what is kept. The caller commits."""
        for table in ("series", COMMUNITY.name, PAGE_ROW.name):
            self._connection.execute(f"DELETE FROM {table}")

    @property
    def is_kept(self) -> bool:
        """Whether there is anything; a graph of an earlier build has no place for it."""
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'series'"
        if self._connection.execute(query).fetchone() is None:
            return False
        return self._connection.execute("SELECT 1 FROM series").fetchone() is not None

    def read_series(self, name: Series) -> NDArray[Any]:
        """The numbers that were kept under a name.

        Raises:
            DamagedRow: they have changed, or there are none.
        """
        import numpy as np

        row = self._connection.execute("SELECT name, numbers, checksum FROM series WHERE name = ?", (name,)).fetchone()
        if row is None or compute_checksum(row[:2]) != row[2]:
            raise DamagedRow(f"the {name} in it have changed")
        return np.frombuffer(row[1], dtype=TYPES[name])

    def read_communities(self) -> tuple[Community, ...]:
        """The themes, by number."""
        return tuple(community for _, community in COMMUNITY.select(self._connection))

    def find_page_rows(self, papers: Sequence[str]) -> dict[str, str]:
        """The rows of these papers.

        Raises:
            DamagedRow: one has changed or is missing.
        """
        found = {row.paper: row.row for _, row in PAGE_ROW.select_with(self._connection, ("paper",), papers)}
        if len(found) != len(set(papers)):
            raise DamagedRow("it has lost the row of a paper")
        return found
