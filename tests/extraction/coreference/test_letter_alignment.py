"""How well the words of a long form account for the letters of its short form."""

from __future__ import annotations

import pytest

from kg.extraction.coreference.letter_alignment import score_alignment


@pytest.mark.parametrize(
    ("letters", "words", "why"),
    [
        ("cfg", "classifier free guidance", "each letter begins a word"),
        ("drl", "deep and reinforced learning", "a function word gives none"),
        ("w2v", "word to vector", "a digit for its sound"),
        ("s3", "self supervised sampling", "a digit for the letter before it, so many times"),
        ("pc", "PointCloud", "a capital within a word begins a part of it"),
        ("r&d", "research and development", "a sign for its word"),
    ],
)
def test_words_that_account_for_every_letter(letters: str, words: str, why: str) -> None:
    assert score_alignment(letters, tuple(words.split())) == pytest.approx(1.0), why


@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        (("lora", "low rank adaptation"), ("lora", "later rotated average"), "letters next to each other in a word"),
        (("ab", "alpha beta"), ("ab", "abba"), "a letter that begins a word"),
        (("ab", "alpha beta"), ("ab", "alpha gamma beta"), "a word that gives no letter"),
        (("ab", "alpha of beta"), ("ab", "alpha gamma beta"), "a function word costs nothing"),
        (("ab", "abba"), ("ab", "amber"), "the next letter, not one further inside"),
    ],
)
def test_words_that_account_better(better: tuple[str, str], worse: tuple[str, str], why: str) -> None:
    (letters, words), (other_letters, other_words) = better, worse
    assert score_alignment(letters, tuple(words.split())) > score_alignment(
        other_letters, tuple(other_words.split())
    ), why


@pytest.mark.parametrize(
    ("letters", "words", "why"),
    [
        ("cfg", "classifier free", "a letter is missing"),
        ("cfg", "free classifier guidance", "in another order"),
        ("cfg", "the classifier free guidance", "the first word does not begin with the first letter"),
        ("ab", "", "no words"),
        ("ht", "ALPHAT", "a letter within a word in capitals begins nothing"),
        ("i", "İ", "a character whose lower case is two"),
    ],
)
def test_words_that_do_not_account_for_the_letters(letters: str, words: str, why: str) -> None:
    assert score_alignment(letters, tuple(words.split())) == float("-inf"), why
