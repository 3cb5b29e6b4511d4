"""What a result's score makes of the joint probability of its parts."""

from __future__ import annotations

import pytest

from kg.extraction.results.claim_reader.result_calibration import ResultCalibration, parse


def test_a_calibration_that_changes_nothing() -> None:
    assert ResultCalibration(1.0, 0.0).score(0.37) == pytest.approx(0.37)


def test_a_flat_slope_draws_scores_to_the_middle_and_an_offset_moves_them() -> None:
    assert 0.5 < ResultCalibration(0.5, 0.0).score(0.9) < 0.9
    assert ResultCalibration(1.0, -1.0).score(0.5) < 0.5


def test_the_shipped_one_never_turns_the_order() -> None:
    shipped = ResultCalibration.load_shipped()
    assert shipped.score(0.1) < shipped.score(0.5) < shipped.score(0.9)


def test_what_training_writes_is_read() -> None:
    assert parse('{"slope": 0.8, "intercept": -0.1}') == ResultCalibration(0.8, -0.1)
