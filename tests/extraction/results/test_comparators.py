"""What a number is compared with."""

from __future__ import annotations

import pytest

from kg.extraction.results.comparators import find_comparator, read_comparisons
from tests.fixtures.documents import document, report


def comparators(sentence: str, subject: str | None = None) -> list[str | None]:
    """The comparator of each percentage."""
    read = document(sentence)
    names: list[str | None] = []
    for number in report(read, unit="%", subject=subject):
        mention = find_comparator(read, number, read_comparisons(read, number.sentence))
        names.append(None if mention is None else read.mentions[mention].text)
    return names


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It outperforms [MODEL A] by 5%.", ["A"], "the comparison before by"),
        ("Compared to [MODEL A], it saves 5%.", ["A"], "what opens the clause"),
        ("It saves 5% over [MODEL A].", ["A"], "what follows the number"),
        ("It reaches 84%, surpassing [MODEL A].", ["A"], "a participle after the number"),
        ("It saves 5% and 4% compared to [MODEL A].", ["A", "A"], "behind a later number of the clause"),
        ("It saves 5% relative to [MODEL A] and 4% relative to [MODEL B].", ["A", "B"], "each its own"),
        ("It matches [MODEL A] while using only 20%.", ["A"], "while with the same subject goes on"),
        ("It beats [MODEL A] by 5%, [MODEL B] by 4% and [MODEL C] by 3%.", ["A", "B", "C"], "a list, each its own"),
        ("It beats [MODEL A] by 5% on one set and by 4% on another.", ["A", "A"], "one name for both"),
        ("It beats [MODEL A] by 5%, better than [MODEL B].", ["A"], "by binds closer than what follows"),
    ],
)
def test_what_a_number_is_compared_with(sentence: str, expected: list[str | None], why: str) -> None:
    assert comparators(sentence) == expected, why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It reaches 84%.", [None], "no comparison"),
        ("It has [MODEL A] at 84%.", [None], "a name, but no comparison"),
        ("It reaches 84%, whereas [MODEL A] is better than [MODEL B].", [None], "another clause"),
        ("It is better than [MODEL A]; it reaches 84%.", [None], "another clause, before"),
        ("It outperforms prior work by 84%.", [None], "what is compared with is no mention"),
        (
            "It reaches 84% and outperforms [MODEL A].",
            [None],
            "a finite verb after it is a statement of its own",
        ),
        ("", [], "nothing at all"),
    ],
)
def test_numbers_without_a_comparator(sentence: str, expected: list[str | None], why: str) -> None:
    assert comparators(sentence) == expected, why


def test_a_subject_is_not_compared_with_itself() -> None:
    assert comparators("[MODEL A] is 5% better than [MODEL A] and [MODEL B].", subject="A") == ["B"]
    assert comparators("[MODEL A] is 5% better than [MODEL A].", subject="A") == [None]
