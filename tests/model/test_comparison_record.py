"""The record of a comparison, and how it is told of other references."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.comparison_record import COMPARISON_RELATIONS
from kg.model.types import RELATION_TYPES
from tests.fixtures.comparisons import comparison


def test_each_relation_of_a_comparison_is_one_of_papers_too() -> None:
    assert set(COMPARISON_RELATIONS) <= set(RELATION_TYPES)


def test_both_sides_are_referred_to_anew_and_nothing_else_changes() -> None:
    claim = comparison(3, 40, denied=True, origin="x")
    assert claim.map_references({3: "method/a", 40: "model/b"}.get) == replace(
        claim, subject="method/a", object="model/b"
    )


@pytest.mark.parametrize("known", [{3: "method/a"}, {40: "model/b"}, {}])
def test_a_comparison_with_nothing_is_none(known: dict[int, str]) -> None:
    assert comparison(3, 40).map_references(known.get) is None


@pytest.mark.parametrize(
    ("relation", "own", "rival"),
    [
        ("outperforms", {3}, 40),
        ("outperforms", {40}, None),  # the other is better
        ("comparesWith", {3}, 40),
        ("comparesWith", {40}, 3),  # no winner: either may be named first
        ("comparesWith", {3, 40}, None),
        ("outperforms", {5}, None),
    ],
)
def test_the_rival_of_what_a_paper_calls_its_own(relation: str, own: set[int], rival: int | None) -> None:
    assert comparison(3, 40, relation=relation).find_rival(own) == rival
