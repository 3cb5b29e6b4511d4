"""Which of the circumstances that a sentence states hold for which of its numbers."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.results.attributes.conditions import find_conditions
from tests.fixtures.documents import document, report


def conditions(sentence: str, subject: str | None = None, compared: Collection[str] = ()) -> list[list[str]]:
    """The conditions of each percentage; other numbers are no outcomes."""
    read = document(sentence)
    excluded = {MentionIndex(i) for i, mention in enumerate(read.mentions) if mention.text in compared}
    held = find_conditions(read, report(read, unit="%", subject=subject), excluded)
    return [[read.text[start:end] for start, end in spans] for spans in held]


WITH, AT = "with 75 steps", "at 384x384 resolution"


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        (f"It has 2.0% {WITH}.", [[WITH]], "after the number"),
        (f"It runs {WITH} and has 2.0%.", [[WITH]], "in the clause before the number"),
        (f"{WITH.capitalize()}, it has 2.0% and 2.4%.", [[WITH.capitalize()]] * 2, "what opens the sentence: for all"),
        (f"It has 2.0% {AT} and 2.4% {WITH}.", [[AT], [WITH]], "each its own"),
        (f"It has 2.0% and 2.4% {WITH}.", [[WITH]] * 2, "also for a number before that has none"),
        (f"We show that {WITH}, it has 2.0%.", [[WITH]], "what opens a clause after that"),
        ("It has 2.0% (7B) and 2.4% (14B).", [["7B"], ["14B"]], "sizes in brackets"),
        ("Increasing the pool size improves it by 2.0%.", [["Increasing the pool size"]], "what was done"),
        ("It has 2.0% with only 3% of the data.", [["with only 3% of the data"], []], "a share: for the number before"),
        ("It gains 2.0% on [MODEL BERT].", [["on BERT"]], "a model that something is done on"),
        ("It gains 2.0% on [MODEL BERT] and [MODEL GPT].", [["on BERT and GPT"]], "a list of models"),
    ],
)
def test_whose_circumstance_it_is(sentence: str, expected: list[list[str]], why: str) -> None:
    assert conditions(sentence) == expected, why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It has 2.0%.", [[]], "none is stated"),
        ("On GSM8K, it has 2.0%.", [[]], "a dataset is none"),
        ("In addition, it has 2.0%.", [[]], "a connective is none"),
        (f"It has 2.0%, whereas {WITH} it fails.", [[]], "another clause"),
        (f"It fails {WITH}; it has 2.0%.", [[]], "another clause, before"),
        ("With 75 steps, it has 2.0%, whereas BERT has 2.4%.", [["With 75 steps"], []], "whereas ends what it opens"),
        ("It has 2.0% on average.", [[]], "on average is none"),
        ("Without tuning, it goes from 1.0% to 2.0%.", [[], ["Without tuning"]], "where things stood had no treatment"),
    ],
)
def test_what_is_no_circumstance_of_it(sentence: str, expected: list[list[str]], why: str) -> None:
    assert conditions(sentence) == expected, why


def test_the_subject_of_a_number_is_no_condition_of_it() -> None:
    assert conditions("It gains 2.0% on [MODEL BERT].", subject="BERT") == [[]]


def test_what_is_compared_with_is_no_condition() -> None:
    assert conditions("It gains 2.0% on [MODEL BERT].", compared={"BERT"}) == [[]]
