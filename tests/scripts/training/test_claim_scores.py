"""Fitting what a result's score promises."""

from __future__ import annotations

import pytest

from scripts.training.claim_scores import JudgedResult, cross_validate, fit
from scripts.training.precision import get_fold


def results(*shares: tuple[float, int, int]) -> list[JudgedResult]:
    """For each share a feature's value, how many results have it and how many of these are right; a paper each."""
    return [
        JudgedResult(f"paper {value} {i}", {"sure": value}, i < right)
        for value, count, right in shares
        for i in range(count)
    ]


def test_a_score_promises_what_was_found() -> None:
    fitted = fit(results((1.0, 400, 320), (-1.0, 400, 80)))
    assert fitted.score({"sure": 1.0}) == pytest.approx(0.8, abs=0.01)
    assert fitted.score({"sure": -1.0}) == pytest.approx(0.2, abs=0.01)


def test_a_feature_that_tells_nothing_weighs_nothing() -> None:
    assert fit(results((1.0, 100, 60), (-1.0, 100, 60))).weights["sure"] == pytest.approx(0.0, abs=0.01)


def test_a_result_is_scored_by_what_other_papers_teach() -> None:
    mixed = results((1.0, 40, 30), (-1.0, 40, 10))
    fold = get_fold(mixed[0].paper)
    others = fit([result for result in mixed if get_fold(result.paper) != fold])
    assert cross_validate(mixed)[0] == others.score(mixed[0].features)
