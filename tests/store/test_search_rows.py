"""The rows of the search index: ranks, spellings, titles; what is missing is noticed."""

from __future__ import annotations

import sqlite3

import pytest

from kg.model.knowledge import EntityId
from kg.store.rows import DamagedRow
from kg.store.search_rows import SearchRows, Spelling

A, B = EntityId("method/a"), EntityId("model/b")
SPELLINGS = [Spelling(0, 0, "A", "a", True), Spelling(1, 0, "Ä", "Ä", False), Spelling(2, 1, "a", "a", True)]
TITLES = [(0, "p", "On A", "2401.00001"), (1, "q", "On B", None)]


@pytest.fixture
def rows() -> SearchRows:
    rows = SearchRows.in_memory()
    with rows.replacing():
        rows.add_ranked([(0, A), (1, B)])
        rows.add_spellings(SPELLINGS)
        rows.add_titles(TITLES)
    return rows


def test_entities_by_identifier_and_by_rank(rows: SearchRows) -> None:
    assert [rows.find_rank(text) for text in (A, B, "a", "\ud800")] == [0, 1, None, None]
    assert rows.read_ids([1, 0]) == {0: A, 1: B}
    assert [rows.list_ids(start, 5) for start in (0, 1, 2)] == [[A, B], [B], []]
    with pytest.raises(DamagedRow, match="lost an entity"):
        rows.read_ids([2])


def test_spellings_by_key_and_by_number(rows: SearchRows) -> None:
    assert [rows.find_with_key(key) for key in ("a", "Ä", "ä", "\ud800")] == [[0, 2], [1], [], []]
    assert rows.read_spellings([2, 0]) == [SPELLINGS[2], SPELLINGS[0]]
    assert list(rows.iterate_flat()) == [("a", 0), ("a", 2), ("ä", 1)]
    with pytest.raises(DamagedRow, match="lost a spelling"):
        rows.read_spellings([3])


def test_titles_by_either_identifier_and_by_position(rows: SearchRows) -> None:
    assert rows.find_titles_of(["2401.00001", "q", "none", "\ud800"]) == [0, 1]
    assert rows.find_titles_of(["p", "2401.00001"]) == [0]
    assert rows.read_titles([1, 0]) == [("q", "On B", None), ("p", "On A", "2401.00001")]
    with pytest.raises(DamagedRow, match="lost the title"):
        rows.read_titles([2])


def test_an_index_that_could_not_be_written_is_that_of_before(rows: SearchRows) -> None:
    with pytest.raises(sqlite3.IntegrityError), rows.replacing():
        rows.add_ranked([(0, B), (0, A)])
    assert rows.read_ids([0, 1]) == {0: A, 1: B}
