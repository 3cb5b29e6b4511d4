"""What the writer of the search index puts where: spellings in the order of their entities, titles in their own."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from kg.model.knowledge import Entity, EntityId
from kg.search.index_writer import NAME_WORDS, NAMES, TITLE_WORDS, TITLES, pack, write_search_index
from kg.store.search_rows import SearchRows
from kg.store.term_lists import unpack

LESS = Entity(EntityId("method/b"), "METHOD", "Box Nets", (("Box Nets", 1), ("box-net", 1), ("BN", 1)), (), 1, 1)
MORE = Entity(EntityId("method/z"), "METHOD", "net", (), (r"\emph{net}", "()"), 3, 3)
EMPTY = Entity(EntityId("method/a"), "METHOD", "()", (), (), 1, 1)
PAPERS = [("q", "a Net", None), ("p", "A net", "2401.00001"), ("r", "Box: nets", None)]


def write() -> SearchRows:
    rows = SearchRows.in_memory()
    write_search_index(rows, (LESS, EMPTY, MORE), PAPERS)
    return rows


def find(rows: SearchRows, name: str, text: str) -> list[int] | None:
    found = rows.lists.find(name, text)
    return None if found is None else found[1].tolist()


def test_entities_are_ranked_by_papers_then_by_identifier_even_those_without_a_key() -> None:
    assert write().list_ids(0, 9) == [MORE.id, EMPTY.id, LESS.id]


def test_spellings_of_one_key_are_one_and_their_number_is_a_place() -> None:
    rows = write()
    spellings = rows.read_spellings([0, 1, 2])
    assert [(spelling.rank, spelling.text, spelling.is_name) for spelling in spellings] == [
        (0, "net", True),
        (2, "Box Nets", True),
        (2, "BN", False),
    ]
    assert find(rows, NAMES, "net") == [0]
    assert find(rows, NAMES, "boxnet") == [1]
    assert find(rows, NAME_WORDS, "net") == [0, 1]
    assert find(rows, NAME_WORDS, "nets") is None
    assert find(rows, NAMES, "") is None


def test_titles_are_in_the_order_in_which_they_are_shown() -> None:
    rows = write()
    assert rows.read_titles([0, 1, 2]) == [PAPERS[1], PAPERS[0], PAPERS[2]]
    assert find(rows, TITLES, "anet") == [0, 1]
    assert find(rows, TITLE_WORDS, "nets") == [2]


def test_trigrams_are_those_of_the_terms() -> None:
    rows = write()
    (having,) = rows.lists.read_trigrams(NAMES, ["net"])
    assert sorted(rows.lists.read_texts(NAMES, having.tolist()).values()) == ["boxnet", "net"]
    assert rows.lists.read_sizes(NAMES).tolist() == [len("bn") + 1, len("boxnet") + 1, len("net") + 1]


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_are_packed_and_unpacked(numbers: list[int]) -> None:
    assert unpack(pack(array("i", numbers))).tolist() == numbers
