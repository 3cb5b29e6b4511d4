"""Where a clause ends, by each of the variants."""

from __future__ import annotations

import re

import pytest

from kg.extraction.discourse.clause_boundaries import (
    ANY_CLAUSE_BOUNDARY,
    BOUNDARY_WORDS,
    BOUNDARY_WORDS_OF_CHANGES,
    BOUNDARY_WORDS_OF_PEOPLE,
    CLAUSE_BOUNDARY,
    OBJECT_END,
    PHRASE_END,
    STRONG_BOUNDARY,
    find_clause_start,
    in_same_clause,
)
from kg.extraction.results.number_sentences import stem


@pytest.mark.parametrize(
    ("text", "ends", "why"),
    [
        ("it wins; BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY, STRONG_BOUNDARY}, "semicolon"),
        ("it wins, whereas BERT loses", {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY, STRONG_BOUNDARY}, "whereas"),
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
    boundaries = {CLAUSE_BOUNDARY, ANY_CLAUSE_BOUNDARY, STRONG_BOUNDARY}
    assert {boundary for boundary in boundaries if boundary.search(text)} == ends, why


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Before. It wins, whereas BERT has 5", " BERT has "),
        ("Before. It wins while using 5", "It wins while using "),
        ("Before. A; b, but c: has 5", "has "),
        ("Before. " + "so " * 400 + "5", ("so " * 400)[-400:]),
    ],
)
def test_where_the_clause_of_a_place_begins(text: str, clause: str) -> None:
    place = text.index("5")
    assert text[find_clause_start(text, len("Before. "), place) : place] == clause


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


@pytest.mark.parametrize(
    ("word", "ends", "why"),
    [
        ("whereas", {BOUNDARY_WORDS, BOUNDARY_WORDS_OF_CHANGES, BOUNDARY_WORDS_OF_PEOPLE}, "a contrast"),
        ("while", {BOUNDARY_WORDS, BOUNDARY_WORDS_OF_CHANGES, BOUNDARY_WORDS_OF_PEOPLE}, "too"),
        (":", {BOUNDARY_WORDS_OF_CHANGES, BOUNDARY_WORDS_OF_PEOPLE}, "what is said to change"),
        ("despite", {BOUNDARY_WORDS_OF_CHANGES}, "what changes in spite of something"),
        (",", {BOUNDARY_WORDS_OF_PEOPLE}, "people are named right beside their number"),
        ("and", set(), "it joins what is said of one thing"),
        ("by", set(), "a preposition ends none"),
    ],
)
def test_where_a_clause_ends_in_tokens(word: str, ends: set[frozenset[str]], why: str) -> None:
    sets = {BOUNDARY_WORDS, BOUNDARY_WORDS_OF_CHANGES, BOUNDARY_WORDS_OF_PEOPLE}
    assert {words for words in sets if stem(word) in words} == ends, why


@pytest.mark.parametrize(
    ("words", "ends", "why"),
    [
        ("strong models on", {PHRASE_END, OBJECT_END}, "a preposition"),
        ("a method that extends", {PHRASE_END, OBJECT_END}, "a relative clause"),
        ("a family of", {PHRASE_END}, '"of" goes on with what is made'),
        ("a method leveraging", {OBJECT_END}, "what the method is made of"),
        ("strong on-device", {OBJECT_END}, "a compound ends no noun phrase"),
        ("a new and simple family", set(), "one noun phrase"),
    ],
)
def test_where_a_noun_phrase_ends(words: str, ends: set[re.Pattern[str]], why: str) -> None:
    assert {end for end in (PHRASE_END, OBJECT_END) if end.search(words)} == ends, why
