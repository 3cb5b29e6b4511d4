"""When a predicted and a gold value, name or list agree."""

from __future__ import annotations

import operator

import pytest

from kg.evaluation import number_key, spelling_key
from kg.evaluation.matching import match
from kg.evaluation.precision_recall import Count


@pytest.mark.parametrize(
    ("value", "other", "equal"),
    [
        ("+7.64\\%", "7.64", True),
        ("50\\% to 70", "50-70", True),
        ("3.2 x 10^-4", "0.00032", True),
        ("1.8e+03", "1,800", True),
        ("91.20", "91.2", True),
        ("3x", "3", True),
        ("-2", "2", True),  # which way is the direction's matter
        ("2.4", "24", False),
        ("50-70", "50", False),
        ("10^-4", "10", False),
    ],
)
def test_numbers_are_equal_however_they_are_written(value, other, equal):
    assert (number_key(value) == number_key(other)) is equal


@pytest.mark.parametrize(
    ("spelling", "other", "equal"),
    [
        ("ImageNet-256", "imagenet 256", True),
        (" GPT-4o.", "gpt 4O", True),
        ("STRASSE", "straße", True),
        ("GPT-4", "GPT4", False),  # punctuation separates words
        ("BERT", "BERTs", False),
    ],
)
def test_spellings_are_equal_but_for_case_and_punctuation(spelling, other, equal):
    assert (spelling_key(spelling) == spelling_key(other)) is equal


@pytest.mark.parametrize(
    ("predicted", "gold", "hits", "why"),
    [
        ("ab", "ba", 2, "in whatever order"),
        ("aa", "a", 1, "a gold item is found once"),
        ("a", "aa", 1, "a prediction finds one item"),
        ("", "a", 0, "nothing was predicted"),
    ],
)
def test_each_predicted_item_takes_a_free_gold_item(predicted, gold, hits, why):
    assert match(predicted, gold, operator.eq) == Count(hits, len(predicted), len(gold)), why


def test_the_first_equal_item_is_taken():
    same_digit = {("1a", "1b"), ("1a", "1c"), ("1c", "1b")}
    assert match(["1a", "1c"], ["1b", "1c"], lambda found, wanted: (found, wanted) in same_digit).hit == 1
