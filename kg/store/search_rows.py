"""The rows of the search index: spellings of entities and titles of papers, in the order in which hits are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.model.knowledge import EntityId
from kg.store.rows import DamagedRow, to_json
from kg.store.term_lists import TermLists, is_storable

_TABLES = (
    "ranked_entity (rank INTEGER PRIMARY KEY, id TEXT NOT NULL)",
    "spelling (number INTEGER PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL, "
    "is_name INTEGER NOT NULL, flat TEXT NOT NULL)",
    "searched_title (position INTEGER PRIMARY KEY, paper TEXT NOT NULL, title TEXT NOT NULL, arxiv_id TEXT)",
)
_INDEXES = (
    "ranked_entity_id ON ranked_entity (id)",
    "spelling_key ON spelling (key)",
    "searched_title_paper ON searched_title (paper)",
    "searched_title_arxiv_id ON searched_title (arxiv_id)",
)


class Spelling(NamedTuple):
    """The spellings of one entity that have the same merge key (`kg.text.normalise.normalise`)."""

    number: int  # in the order of their entities
    rank: int  # of the entity
    text: str  # the first of the spellings, to be shown; the entity's name where that is a hidden spelling
    key: str
    is_name: bool  # whether it is the form of the entity's name


class SearchRows:
    """The search index in an open database, with its inverted lists: `Store.search_rows`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lists = TermLists(connection)

    @classmethod
    def in_memory(cls) -> SearchRows:
        """An empty index that is gone with the process."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        cls.create(connection)
        return cls(connection)

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
        """Create the tables if they are missing."""
        for table in _TABLES:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        for index in _INDEXES:
            connection.execute(f"CREATE INDEX IF NOT EXISTS {index}")
        TermLists.create(connection)

    def forget(self) -> None:
        """Delete all rows and lists. The caller commits."""
        for table in ("ranked_entity", "spelling", "searched_title"):
            self._connection.execute(f"DELETE FROM {table}")
        self.lists.forget()

    def replacing(self) -> sqlite3.Connection:
        """The context in which the index is written anew: at its end all of it is kept, after an error none."""
        self.forget()
        return self._connection

    # ---- writing

    def add_ranked(self, entities: Iterable[tuple[int, EntityId]]) -> None:
        """Add the ranks of entities. The caller commits, here and below."""
        self._connection.executemany("INSERT INTO ranked_entity VALUES (?, ?)", entities)

    def add_spellings(self, spellings: Iterable[Spelling]) -> None:
        """Add spellings."""
        rows = ((*spelling, spelling.key.casefold()) for spelling in spellings)
        self._connection.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?, ?, ?)", rows)

    def add_titles(self, titles: Iterable[tuple[int, str, str, str | None]]) -> None:
        """Add titles: position, identifier of the paper, title, arXiv identifier."""
        self._connection.executemany("INSERT INTO searched_title VALUES (?, ?, ?, ?)", titles)

    def iterate_flat(self) -> Iterator[tuple[str, int]]:
        """The keys of all spellings without case, in code-point order, each with the number of a spelling."""
        return iter(self._connection.execute("SELECT flat, number FROM spelling ORDER BY flat, number"))

    # ---- reading

    def find_rank(self, entity: str) -> int | None:
        """The rank of the entity of an identifier."""
        query = "SELECT rank FROM ranked_entity WHERE id = ?"
        row = self._connection.execute(query, (entity,)).fetchone() if is_storable(entity) else None
        return None if row is None else row[0]

    def read_ids(self, ranks: Sequence[int]) -> dict[int, EntityId]:
        """The identifiers of the entities of these ranks.

        Raises:
            DamagedRow: one of them is missing.
        """
        query = "SELECT rank, id FROM ranked_entity WHERE rank IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(query, (to_json(list(ranks)),)))
        if len(found) != len(set(ranks)):
            raise DamagedRow("it has lost an entity that has a name")
        return found

    def list_ids(self, start: int, count: int) -> list[EntityId]:
        """The identifiers of the entities of so many ranks from one on."""
        query = "SELECT id FROM ranked_entity WHERE rank >= ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (start, count))]

    def find_with_key(self, key: str) -> list[int]:
        """The numbers of the spellings of this merge key, in order."""
        query = "SELECT number FROM spelling WHERE key = ? ORDER BY number"
        return [row[0] for row in self._connection.execute(query, (key,))] if is_storable(key) else []

    def read_spellings(self, numbers: Sequence[int]) -> list[Spelling]:
        """The spellings of these numbers, in the order given.

        Raises:
            DamagedRow: one of them is missing.
        """
        query = "SELECT number, rank, text, key, is_name FROM spelling WHERE number IN (SELECT value FROM json_each(?))"
        found = {row[0]: Spelling(*row) for row in self._connection.execute(query, (to_json(list(numbers)),))}
        if len(found) != len(set(numbers)):
            raise DamagedRow("it has lost a spelling of a name")
        return [found[number] for number in numbers]

    def find_titles_of(self, identifiers: Iterable[str]) -> list[int]:
        """The positions of the titles of the papers that have one of these identifiers, arXiv's or our own."""
        query = (
            "SELECT position FROM searched_title WHERE paper IN (SELECT value FROM json_each(?1)) "
            "UNION SELECT position FROM searched_title WHERE arxiv_id IN (SELECT value FROM json_each(?1)) ORDER BY 1"
        )
        wanted = to_json([identifier for identifier in identifiers if is_storable(identifier)])
        return [row[0] for row in self._connection.execute(query, (wanted,))]

    def read_titles(self, positions: Sequence[int]) -> list[tuple[str, str, str | None]]:
        """Identifier, title and arXiv identifier of the papers whose titles are at these positions, in that order.

        Raises:
            DamagedRow: one of them is missing.
        """
        query = (
            "SELECT position, paper, title, arxiv_id FROM searched_title "
            "WHERE position IN (SELECT value FROM json_each(?))"
        )
        found = {row[0]: row[1:] for row in self._connection.execute(query, (to_json(list(positions)),))}
        if len(found) != len(set(positions)):
            raise DamagedRow("it has lost the title of a paper")
        return [found[position] for position in positions]
