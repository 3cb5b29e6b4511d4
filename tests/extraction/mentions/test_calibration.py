"""The score of a mention, from the probabilities of its span and of its label."""

from __future__ import annotations

import math

import pytest

from kg.extraction.assemble import MODEL
from kg.extraction.mentions.calibration import CALIBRATION, Calibration
from kg.model.types import LABELS


def test_even_odds_and_a_label_as_likely_as_not_leave_the_offset() -> None:
    calibration = Calibration(path=0.5, certainty=0.3, offsets={"MODEL": math.log(3)})
    assert calibration.score("MODEL", 0.0, 0.5) == 0.75


def test_the_score_grows_with_each_opinion() -> None:
    calibration = Calibration(0.5, 0.3, {"MODEL": -1.0})
    assert (
        calibration.score("MODEL", 2.0, 0.9)
        > calibration.score("MODEL", 1.0, 0.9)
        > calibration.score("MODEL", 1.0, 0.5)
    )


def test_the_shipped_calibration_knows_every_label() -> None:
    assert set(Calibration.read(MODEL / CALIBRATION).offsets) == set(LABELS)


@pytest.mark.parametrize("content", ["", "{"])
def test_what_is_no_json_is_refused(tmp_path, content) -> None:
    path = tmp_path / CALIBRATION
    path.write_text(content)
    with pytest.raises(ValueError):
        Calibration.read(path)
