"""Fitting what a result's score promises."""

from __future__ import annotations

import pytest

from scripts.training.claim_scores import fit


def test_a_curve_that_promises_right_is_left_as_it_is() -> None:
    joint = [0.8] * 10 + [0.2] * 10
    slope, intercept = fit(joint, [True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    assert (slope, intercept) == pytest.approx((1.0, 0.0), abs=0.01)


def test_a_curve_that_promises_too_much_is_flattened() -> None:
    slope, _ = fit([0.95] * 10 + [0.05] * 10, [True] * 6 + [False] * 4 + [True] * 4 + [False] * 6)
    assert 0 < slope < 0.5
