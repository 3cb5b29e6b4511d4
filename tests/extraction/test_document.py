from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extraction.document import Document
from kg.model.records import Mention

TEXT = "We rank X\n\nX is new. It uses Y."
DOCUMENT = Document(
    TEXT,
    ((0, 9), (11, 20), (21, 31)),
    (
        Mention(8, 9, "MODEL", "X", 1.0, "test"),
        Mention(11, 12, "MODEL", "X", 1.0, "test"),
        Mention(29, 30, "DATASET", "Y", 1.0, "test"),
    ),
)


@pytest.mark.parametrize(
    ("offset", "number"),
    [(0, 0), (8, 0), (10, 0), (11, 1), (19, 1), (20, 1), (21, 2), (30, 2)],
)
def test_a_gap_belongs_to_the_sentence_before_it(offset: int, number: int) -> None:
    assert DOCUMENT.sentence_number(offset) == number
    assert DOCUMENT.sentence_at(offset) == DOCUMENT.sentences[number]


def test_equal_documents_are_one_key_and_other_mentions_make_another() -> None:
    other = replace(DOCUMENT, mentions=DOCUMENT.mentions[:1])
    assert {DOCUMENT: 1, replace(DOCUMENT): 2, other: 3} == {DOCUMENT: 2, other: 3}


@pytest.mark.parametrize(("text", "end"), [(TEXT, 9), ("One line only.", 0), ("", 0), ("\n\nNo title.", 0)])
def test_where_a_title_ends(text: str, end: int) -> None:
    assert Document(text, ()).title_end == end


def test_mentions_that_lie_within_a_span() -> None:
    assert DOCUMENT.mentions_in(0, 20) == [0, 1]
    assert DOCUMENT.mentions_in(0, 31, "DATASET") == [2]
    assert DOCUMENT.mentions_in(9, 11) == []
