"""Where a clause ends, by each of the variants."""

from __future__ import annotations

import re

import pytest

from kg.extraction.discourse.clause_boundaries import (
    ANY_CLAUSE_BOUNDARY,
    CLAUSE_BOUNDARY,
    in_same_clause,
)


@pytest.mark.parametrize(
    ("text", "ends", "why"),
    [
        ("it wins; BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "semicolon"),
        ("it wins, whereas BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "whereas"),
        ("two results: it wins", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "colon"),
        ("it wins, but BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "but"),
        ("it wins, While BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "while with a new subject"),
        ("it wins, though by little", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}, "though"),
        ("it wins while using less", {ANY_CLAUSE_BOUNDARY}, "while with the same subject"),
        ("it wins while also using less", {ANY_CLAUSE_BOUNDARY}, "an adverb between"),
        ("it wins while still using less", {ANY_CLAUSE_BOUNDARY}, "another adverb"),
        # no clause ends
        ("it wins, and BERT loses", set(), "and"),
        ("a ratio of 2:4 and 3;5", set(), "signs within a number"),
        ("it wins on butterflies", set(), "a part of a word"),
    ],
)
def test_where_a_clause_ends_in_text(text: str, ends: set[re.Pattern[str]], why: str) -> None:
    boundaries = {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY}
    assert {boundary for boundary in boundaries if boundary.search(text)} == ends, why


@pytest.mark.parametrize(
    ("text", "same", "why"),
    [
        ("it wins by 5%", True, "no boundary"),
        ("it wins while using 5%", True, "the same subject"),
        ("it wins, but 5%", False, "a boundary"),
        ("it wins" + " so" * 400 + " 5%", False, "no clause is so long"),
    ],
)
def test_two_places_in_one_clause(text: str, same: bool, why: str) -> None:
    assert in_same_clause(text, 0, text.index("5")) is same, why


def test_boundaries_outside_the_two_places_do_not_count() -> None:
    text = "A wins; B loses 5%; C"
    assert in_same_clause(text, text.index("B"), text.index("5"))
