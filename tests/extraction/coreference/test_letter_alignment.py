"""How well the words of a long form account for the characters of its short form."""

from __future__ import annotations

import pytest

from kg.extraction.coreference.letter_alignment import score_alignment

NONE = float("-inf")


@pytest.mark.parametrize(
    ("letters", "words", "score", "why"),
    [
        ("cfg", "classifier free guidance", 1.0, "each letter begins a word"),
        ("moe", "Mixture of Experts", 1.0, "a function word may give a letter"),
        ("ab", "alpha of beta", 1.0, "or none, without loss"),
        ("t2v", "text to video", 1.0, "a digit stands for its sound"),
        ("s3", "Sparse Self Speculative", 1.0, "or for the letter before it once more"),
        ("osm", "OpenStreetMap", 1.0, "capitals inside a word begin its parts"),
        ("lora", "Low Rank Adaptation", 0.975, "a letter after the last one taken counts for less"),
        ("ab", "alpha gamma beta", 0.775, "a word that gives no letter is a loss"),
    ],
)
def test_words_account_for_letters(letters: str, words: str, score: float, why: str) -> None:
    assert score_alignment(letters, tuple(words.split())) == pytest.approx(score), why


@pytest.mark.parametrize(
    ("letters", "words", "why"),
    [
        ("cfg", "guidance free classifier", "the order is another"),
        ("abc", "alpha beta", "a letter is missing"),
        ("cfg", "the classifier free guidance", "the first letter does not begin the first word"),
        ("ab", "", "there are no words"),
    ],
)
def test_letters_that_words_do_not_account_for(letters: str, words: str, why: str) -> None:
    assert score_alignment(letters, tuple(words.split())) == NONE, why


def test_more_letters_that_begin_words_score_higher() -> None:
    assert score_alignment("ms", ("metric", "score")) > score_alignment("ms", ("items",))
