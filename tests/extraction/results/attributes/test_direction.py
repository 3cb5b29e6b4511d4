"""Which way a change goes: by its sign, the words around it, the number that it is coordinated with, or its metric."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.direction import find_direction
from kg.model.results import Direction, ResultKind
from tests.fixtures.documents import document, report


def directions(sentence: str, *kinds: ResultKind) -> list[Direction | None]:
    """The direction of each number, read with those before it; changes where no kinds are given."""
    read = document(sentence)
    known: dict[int, Direction | None] = {}
    all_directions = []
    for number in report(read, *(kinds or ("delta",) * 9)):
        direction = find_direction(read, number, known)
        if number.kind != "absolute":
            known[number.sentence.tokens[number.at].candidate] = direction
        all_directions.append(direction)
    return all_directions


UP, DOWN = "increase", "decrease"


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It changes by +2.5%.", [UP], "plus"),
        ("It changes by -2.5%.", [DOWN], "minus"),
        ("It changes by −2.5%.", [DOWN], "the sign of minus"),
        ("It raises accuracy by 2.5%.", [UP], "the verb before"),
        ("It cuts cost by 2.5%.", [DOWN], "the verb before"),
        ("It gains little, and is 3x smaller.", [DOWN], "the phrase after the number comes first"),
        ("It shows a 34% token usage reduction.", [DOWN], "the noun that the number counts"),
        ("It has a 24% higher FLOPs reduction.", [DOWN], "more of a decrease"),
        ("It brings 12% and 7% relative gains in safety.", [UP, UP], "the noun behind a list"),
        ("It brings 12%, 9%, and 7% lower cost.", [DOWN] * 3, "the noun behind a list"),
        ("It improves by 12% and takes 7% fewer steps.", [UP, DOWN], "no list: words between"),
        ("It is 12% ahead relative to larger models.", [UP], "what it is relative to does not count"),
        ("It has 24% higher throughput at less cost.", [UP], "what follows the phrase does not count"),
        ("It yields a 3x [METRIC speedup].", [UP], "a metric that says so"),
        ("It improves [METRIC accuracy] by 2.5%.", [UP], "better, of what is better when higher"),
        ("It improves [METRIC FID] by 2.5%.", [DOWN], "better, of what is better when lower"),
        ("It degrades [METRIC accuracy] by 2.5%.", [DOWN], "worse, of what is better when higher"),
        ("It improves results by 2.5%.", [UP], "better, where no metric is known"),
        ("It improves accuracy by 5% on A and 4% on B.", [UP, UP], "coordinated with an earlier change"),
        ("It changes by -5% on A and 4% on B.", [DOWN, DOWN], "coordinated with one that has a sign"),
        ("The [METRIC token savings], on all of the many sets at hand, were 5%.", [DOWN], "the name of the metric"),
        ("A change of 5% is seen, a gain.", [None], "no word of change in the phrase or the clause before"),
        ("By 5% faster it runs.", [UP], "right after the number"),
        ("It reduces 8% of the compute.", [DOWN], "a share that is saved"),
        ("It grows by more than 10%.", [UP], "more than only bounds the number"),
    ],
)
def test_which_way_a_change_goes(sentence: str, expected: list[str | None], why: str) -> None:
    assert directions(sentence) == expected, why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It needs 8% of the compute.", "a share of something"),
        ("It reduces cost, but needs 5%.", "another clause"),
        ("It reduces cost, although at 5%.", "another clause, by a word of concession"),
        ("Results vary by 5%.", "a spread goes no way"),
        ("It is at 5%.", "no word of change"),
    ],
)
def test_a_change_without_direction(sentence: str, why: str) -> None:
    assert directions(sentence) == [None], why


def test_a_level_has_no_direction() -> None:
    assert directions("It raises accuracy to +5%.", "absolute") == [None]


def test_a_level_before_it_gives_a_change_no_direction() -> None:
    assert directions("It reduces cost to 5% and 4%.", "absolute", "delta") == [None, DOWN]
