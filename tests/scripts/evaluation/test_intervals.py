"""Intervals of F1: by hand where they can be, narrower with more papers."""

from __future__ import annotations

import pytest

from kg.evaluation import AnnotatedMention, Annotation
from scripts.evaluation.intervals import measure_half_widths, wilson_interval

MENTION = AnnotatedMention(0, 1, "TASK", "x")


def papers(number: int) -> list[Annotation]:
    return [Annotation(str(i), "x", (MENTION,)) for i in range(number)]


def find_half(number: int) -> dict[str, Annotation]:
    return {paper.id: paper for paper in papers(number)[::2]}


def test_what_is_alike_in_all_papers_has_no_width() -> None:
    gold = papers(4)
    assert measure_half_widths(gold, {paper.id: paper for paper in gold})["mention"] == 0
    assert measure_half_widths(gold, {})["mention"] == 0
    assert measure_half_widths([], {}) == {}


def test_one_paper_of_two_may_be_all_or_nothing() -> None:
    assert measure_half_widths(papers(2), find_half(2))["mention"] == 0.5


def test_the_width_shrinks_with_the_papers() -> None:
    """The share found is binomial with a half, s = 0.5 / sqrt(n); F1 = 2 s / (1 + s) has the slope 8 / 9 there."""
    few, many = (measure_half_widths(papers(n), find_half(n))["  TASK"] for n in (100, 400))
    assert few == pytest.approx(1.96 * 0.05 * 8 / 9, rel=0.1)
    assert many == pytest.approx(few / 2, rel=0.15)


def test_the_same_papers_give_the_same_width() -> None:
    assert measure_half_widths(papers(9), find_half(9)) == measure_half_widths(papers(9), find_half(9))


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366), (0, 0, 0.0, 1.0)],
)
def test_the_interval_of_a_share_is_wilsons(right: int, judged: int, low: float, high: float) -> None:
    assert wilson_interval(right, judged) == pytest.approx((low, high), abs=5e-4)
