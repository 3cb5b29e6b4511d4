"""What bounds a number: its own words, or those before the list that it stands in."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.bound import read_bound
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.quantity import Quantity
from kg.model.results import Bound
from tests.fixtures.documents import document


def bounds(sentence: str) -> list[str]:
    """The bound of each number, read with the one before it."""
    read = document(sentence)
    previous: Quantity | None = None
    bound: Bound = "exact"
    all_bounds: list[str] = []
    for quantity in find_candidates(read):
        bound = read_bound(read.text, quantity, previous, bound)
        previous = quantity
        all_bounds.append(bound)
    return all_bounds


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It gains up to 4% and 9%.", ["up to", "up to"], "a list of two"),
        ("It gains up to 4%, 9%, and 6%.", ["up to", "up to", "up to"], "each takes it from the one before"),
        ("It gains up to 4% (7B) / 9% (14B).", ["up to", "up to"], "a slash"),
        ("It gains up to 4% on A and 9% on B.", ["up to", "up to"], "words between"),
        ("No model exceeds 75%.", ["up to"], "what nothing exceeds is a maximum"),
        ("It gains 6x to over 300x.", ["at least"], "a range without an upper end"),
    ],
)
def test_a_bound_that_the_number_has_not_of_itself(sentence: str, expected: list[str], why: str) -> None:
    assert bounds(sentence) == expected, why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It gains up to 4% on A and reduces B by 9%.", ["up to", "exact"], "a new verb"),
        ("It gains up to 4% and is 9% smaller.", ["up to", "exact"], "a new predicate"),
        ("It gains up to 4% with A and 9% there.", ["up to", "exact"], "a new preposition"),
        ("It gains up to 4% and 9 points.", ["up to", "exact"], "another unit"),
        ("It gains up to 4% and 2% on average.", ["up to", "exact"], "a mean is no maximum"),
        ("It gains up to 4%; 9% on B.", ["up to", "exact"], "a semicolon ends the list"),
        ("It gains at least 4% and 9%.", ["at least", "exact"], "only a maximum goes over to the next"),
        ("It gains up to 4% and about 9%.", ["up to", "about"], "it has a bound of its own"),
        ("It is above the 25% of B.", ["exact"], "an article makes the number known"),
        ("It is above 25%.", ["at least"], "no article"),
        ("Models exceed 75%.", ["at least"], "no negation"),
        ("It gains 6x to 300x.", ["exact"], "a range with both ends"),
    ],
)
def test_a_bound_of_its_own_or_none(sentence: str, expected: list[str], why: str) -> None:
    assert bounds(sentence) == expected, why
