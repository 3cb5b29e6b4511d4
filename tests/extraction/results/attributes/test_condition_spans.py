"""Where a condition ends, and which of two that exclude each other is of which number."""

from __future__ import annotations

import re

import pytest

from kg.extraction.results.attributes.condition_spans import complete_span, separate
from tests.fixtures.documents import document


@pytest.mark.parametrize(
    ("sentence", "phrase", "whole", "why"),
    [
        ("It has 2.0% on synthetic data.", "on synthetic", "on synthetic data", "the noun"),
        ("It has 2.0% with only 300 data points.", "with only 300 data", "with only 300 data points", "a compound"),
        ("It runs with NVIDIA DGX Spark at 2.0%.", "with NVIDIA DGX", "with NVIDIA DGX Spark", "the rest of a name"),
        ("It is pruned to 2:4 sparsity with 2.0%.", "to 2", "to 2:4 sparsity", "the rest of a token"),
        ("It errs with a 16% false rate.", "with a 16", "with a 16%", "a token with its sign"),
        (
            "It errs in GPT-2 Small (124M parameters).",
            "in GPT-2 Small (124M",
            "in GPT-2 Small",
            "a bracket is not closed",
        ),
    ],
)
def test_a_condition_ends_with_its_phrase(sentence: str, phrase: str, whole: str, why: str) -> None:
    read = document(sentence)
    start = read.text.index(phrase)
    low, high = complete_span(read, start, start + len(phrase), len(read.text))
    assert read.text[low:high] == whole, why


@pytest.mark.parametrize(
    ("sentence", "phrase", "why"),
    [
        ("It has 2.0% on synthetic data.", "on synthetic data", "nothing is missing"),
        ("On a GPU it reaches 2.0%.", "On a GPU", "a pronoun"),
        ("With CFG [MODEL Frob] has 2.0%.", "With CFG", "another name"),
        ("It has 2.0% zero-shot accuracy.", "zero-shot", "what is measured"),
        ("It has 2.0% without tuning. Data are free.", "without tuning", "another sentence"),
    ],
)
def test_what_follows_is_not_part_of_it(sentence: str, phrase: str, why: str) -> None:
    read = document(sentence)
    start = read.text.index(phrase)
    assert complete_span(read, start, start + len(phrase), len(read.text)) == (start, start + len(phrase)), why


def test_a_condition_ends_where_something_else_begins() -> None:
    read = document("It has 2.0% on synthetic data.")
    start, limit = read.text.index("on synthetic"), read.text.index("data")
    assert complete_span(read, start, limit - 1, limit) == (start, limit - 1)


def hold(sentence: str, *conditions: str) -> list[list[str]]:
    """The conditions that remain of each percentage, where each was given all of them."""
    spans = [(sentence.index(condition), sentence.index(condition) + len(condition)) for condition in conditions]
    numbers = [match.span() for match in re.finditer(r"[0-9.]+%", sentence)]
    separated = separate(sentence, (0, len(sentence)), numbers, [sorted(spans) for _ in numbers])
    return [[sentence[start:end] for start, end in of_number] for of_number in separated]


SMALL, LARGE = "at 256 pixels", "at 512 pixels"


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        (f"It has 2.0% {SMALL} and 2.4% {LARGE}.", [[SMALL], [LARGE]], "each number is followed by its own"),
        (f"It has 2.0% (3.1%) {SMALL} and 2.4% {LARGE}.", [[SMALL], [SMALL], [LARGE]], "two numbers share one"),
        (f"It has, {SMALL}, 2.0%, and {LARGE}, 2.4%.", [[SMALL], [LARGE]], "each number comes after its own"),
    ],
)
def test_a_number_holds_under_one_of_two_that_exclude_each_other(
    sentence: str, expected: list[list[str]], why: str
) -> None:
    assert hold(sentence, SMALL, LARGE) == expected, why


@pytest.mark.parametrize(
    ("sentence", "conditions", "why"),
    [
        ("It has 2.0% at 256 pixels at 4 steps.", (SMALL, "at 4 steps"), "no number is between the two"),
        ("It has 2.0% at 256 pixels and 2.4% with CFG.", (SMALL, "with CFG"), "they begin with different words"),
        ("At 4 steps it has 2.0% at 256 pixels.", ("At 4 steps", SMALL), "what opens the sentence holds for all"),
    ],
)
def test_other_conditions_hold_together(sentence: str, conditions: tuple[str, ...], why: str) -> None:
    assert {tuple(of_number) for of_number in hold(sentence, *conditions)} == {conditions}, why
