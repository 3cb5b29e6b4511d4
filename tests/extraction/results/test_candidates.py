"""Which numbers belong together: the ends of a range are one candidate, those of a change two."""

from __future__ import annotations

import pytest

from kg.extraction.results.candidates import find_candidates
from tests.fixtures.documents import document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 13-25%", [("13-25", "13", "25", "%")]),
        ("a 10x-70x speedup", [("10x-70", "10", "70", "x")]),
        ("gains of 6.00% to 12.82%.", [("6.00% to 12.82", "6.00", "12.82", "%")]),
        ("ranging from 1.4pp to 3.5pp", [("1.4pp to 3.5", "1.4", "3.5", "points")]),
        ("between 2 and 5 points", [("2 and 5", "2", "5", "points")]),
        ("a 5-to-10-fold increase", [("5-to-10", "5", "10", "x")]),
        ("by 25–39%", [("25–39", "25", "39", "%")]),
    ],
)
def test_a_range_is_one_candidate(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(c.value, c.low, c.high, c.unit) for c in find_candidates(document(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 55.1 to 67.2 on", [("55.1", "", 1), ("67.2", "", 2)]),
        ("from 22.9% to 39.4% on A, and 20.6% to 29.1% on B",
         [("22.9", "%", 1), ("39.4", "%", 2), ("20.6", "%", 1), ("29.1", "%", 2)]),
        ("accuracy: 0.621 → 0.661", [("0.621", "", 1), ("0.661", "", 2)]),
        ("errors fell (24% to 2.5%)", [("24", "%", 1), ("2.5", "%", 2)]),
        ("costs of 9.38 to 2.62", [("9.38", "", 1), ("2.62", "", 2)]),
    ],
)  # fmt: skip
def test_the_two_ends_of_a_change_are_two_candidates(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(c.value, c.unit, c.paired) for c in find_candidates(document(text))] == expected


@pytest.mark.parametrize(
    ("text", "values", "why"),
    [
        ("scores of 3 and 5 on it", ["3", "5"], "and joins a range only after between"),
        ("from 3 on A, to 5 on B", ["3", "5"], "words between the numbers"),
        ("3.0, 5.0 and 6.0", ["3.0", "5.0", "6.0"], "a list"),
        ("3% / 5%", ["3", "5"], "a slash"),
    ],
)
def test_numbers_that_do_not_belong_together(text: str, values: list[str], why: str) -> None:
    candidates = list(find_candidates(document(text)))
    assert [candidate.value for candidate in candidates] == values, why
    assert {candidate.paired for candidate in candidates} == {0}


@pytest.mark.parametrize(
    ("text", "paired", "why"),
    [
        ("It rose from 22.9% to 39.4%, and 20.6% to 29.1%.", [1, 2, 1, 2], "in one sentence the second is read alike"),
        ("It rose from 22.9% to 39.4%. It is 20.6% to 29.1%.", [1, 2, 0], "not in the next sentence"),
        ("It is ranging from 22.9% to 39.4%.", [0], "ranging from A to B is a range"),
        ("It is 39.4% to 22.9%.", [1, 2], "a range does not fall"),
    ],
)
def test_a_change_or_a_range(text: str, paired: list[int], why: str) -> None:
    assert [candidate.paired for candidate in find_candidates(document(text))] == paired, why


def test_a_range_has_the_offsets_of_both_ends_and_the_bound_of_the_first() -> None:
    read = document("It gains up to 13% to 25% more.")
    (candidate,) = find_candidates(read)
    assert read.text[candidate.start : candidate.text_end] == "13% to 25%"
    assert (candidate.low, candidate.high, candidate.bound) == ("13", "25", "up to")


@pytest.mark.parametrize(
    ("text", "values", "why"),
    [
        ("27.1%, 16.4% on [DATASET ShellBench 1.0], 2.0 and Pro", ["27.1", "16.4"], "a version of the name before"),
        ("on [MODEL Rotor-2], 3, and 4 we get 5.1", ["5.1"], "versions are joined by commas"),
        ("on [DATASET ShellBench 1.0] and 62.3 on [DATASET X]", ["62.3"], "it is not written alike"),
        ("on [DATASET ShellBench 1.0], 2.0%", ["2.0"], "it has a unit"),
        ("on [DATASET ShellBench 1.0] it is 2.0", ["2.0"], "words between"),
        ("with [METHOD Rotor 1.0] and 2.0", ["2.0"], "methods have no versions"),
    ],
)
def test_the_versions_of_a_name_are_no_candidates(text: str, values: list[str], why: str) -> None:
    assert [candidate.value for candidate in find_candidates(document(text))] == values, why
