"""Inverted lists: terms by text, by beginning and by length, with their places; trigrams; damage."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.store.rows import DamagedRow
from kg.store.term_lists import TermLists, is_storable, unpack

TERMS = {"": [7], "a\0b": [1], "alpha": [0, 300, 70_000], "beta": [2], "中文": [4]}


def pack(numbers: list[int]) -> bytes:
    return array("i", numbers).tobytes()


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        TermLists.create(connection)
        lists = TermLists(connection)
        lists.write("terms", ((text, pack(places)) for text, places in TERMS.items()))
        lists.write_trigrams("terms", [("\0\0a", pack([1, 2])), ("pha", pack([2]))], pack([1, 4, 6, 5, 3]))
        lists.write("other", [("alpha", pack([9]))])
        yield connection


@pytest.fixture
def lists(connection: sqlite3.Connection) -> TermLists:
    return TermLists(connection)


def test_a_term_is_found_in_its_own_list_with_its_position_and_places(lists: TermLists) -> None:
    for position, (text, places) in enumerate(TERMS.items()):
        found = lists.find("terms", text)
        assert found is not None
        assert (found[0], found[1].tolist()) == (position, places)
    assert lists.find("terms", "alph") is None
    assert lists.find("terms", "\ud800") is None
    assert [lists.has(name) for name in ("terms", "other", "none")] == [True, True, False]


@pytest.mark.parametrize(
    ("start", "found"), [("a", [1, 2]), ("al", [2]), ("alpha", [2]), ("alphas", []), ("中", [4]), ("\ud800", [])]
)
def test_terms_that_begin_so(lists: TermLists, start: str, found: list[int]) -> None:
    assert [position for position, _ in lists.find_starting("terms", start)] == found


def test_terms_by_length_in_characters(lists: TermLists) -> None:
    assert lists.find_about_as_long("terms", 2, 4) == [(4, "中文"), (1, "a\0b"), (3, "beta")]


def test_terms_and_places_by_position(lists: TermLists) -> None:
    assert lists.read_texts("terms", [3, 1]) == {1: "a\0b", 3: "beta"}
    assert {n: places.tolist() for n, places in lists.read_places("terms", [2]).items()} == {2: [0, 300, 70_000]}
    with pytest.raises(DamagedRow, match="lost a term"):
        lists.read_texts("terms", [3, 5])


def test_trigrams_may_hold_the_character_0_and_what_no_term_has_is_left_out(lists: TermLists) -> None:
    found = lists.read_trigrams("terms", ["\0\0a", "\0\0b", "\ud800aa", "pha"])
    assert [positions.tolist() for positions in found] == [[1, 2], [2]]
    assert lists.read_sizes("terms").tolist() == [1, 4, 6, 5, 3]


def test_what_is_forgotten_is_gone(lists: TermLists) -> None:
    lists.forget()
    assert not lists.has("terms")
    assert lists.find("terms", "alpha") is None
    assert lists.read_trigrams("terms", ["pha"]) == []
    with pytest.raises(DamagedRow, match="lost the list of terms"):
        lists.read_sizes("terms")


@pytest.mark.parametrize("cell", [b"abc", "abcd", None, 5])
def test_a_cell_that_holds_no_numbers_is_noticed(cell: object) -> None:
    with pytest.raises(DamagedRow, match="no numbers"):
        unpack(cell)


def test_what_a_database_can_hold() -> None:
    assert [is_storable(text) for text in ("a", "\0", "😀", "\ud83d")] == [True, True, True, False]
