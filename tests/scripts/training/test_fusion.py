"""Fitting how much two models count."""

from __future__ import annotations

import pytest

from scripts.training.calibrate import measure_calibration_error
from scripts.training.decisions import logit
from scripts.training.fusion import choose_threshold, fit_binary, fit_choices


def test_log_odds_of_certain_probabilities_are_finite() -> None:
    assert logit(0.5) == 0
    assert logit(1.0) == pytest.approx(13.8155, abs=1e-3)
    assert logit(0.0) == pytest.approx(-13.8155, abs=1e-3)


def test_without_examples_that_tell_each_model_counts_half() -> None:
    assert fit_binary([[0.0, 0.0]] * 4, [True, False] * 2) == pytest.approx((0.5, 0.5, 0.0), abs=1e-3)
    assert fit_choices([]) == (0.5, 0.5)


def test_the_model_that_is_right_counts_more() -> None:
    rows = [[3.0, -3.0], [-3.0, 3.0]] * 20
    right_model, wrong_model, _ = fit_binary(rows, [True, False] * 20)
    assert right_model > 0.5 > wrong_model
    choices = [([(-0.1, -2.0), (-2.0, -0.1)], [0])] * 20
    right_model, wrong_model = fit_choices(choices)
    assert right_model > 0.5 > wrong_model == 0.0


def test_of_thresholds_that_are_as_good_the_lowest_is_taken() -> None:
    part = ([0.9, 0.8, 0.2], [True, True, False], 2)
    assert choose_threshold([part]) == 0.25


@pytest.mark.parametrize(
    ("scores", "right", "error"),
    [
        ([0.75] * 4, [True, True, True, False], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.05, 0.95], [False, True], 0.05),
    ],
)
def test_the_calibration_error_is_the_gap_of_score_and_share_right(
    scores: list[float], right: list[bool], error: float
) -> None:
    assert measure_calibration_error(scores, right) == pytest.approx(error)
