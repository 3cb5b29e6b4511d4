"""How often a result is right whose parts have some joint probability: a logistic function, fitted on held-out text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extraction.learned.linear import log_odds, logistic

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True)
class ResultCalibration:
    """Platt scaling (1999) of the joint probability of a result's parts."""

    slope: float
    intercept: float

    def score(self, joint: float) -> float:
        """The chance that value, kind, metric, dataset and subject are all right, to four places."""
        return round(logistic(self.slope * log_odds(joint) + self.intercept), 4)

    @staticmethod
    @cache
    def load_shipped() -> ResultCalibration:
        """The calibration that comes with the package."""
        return parse(files("kg.extraction.results.claim_reader").joinpath(CALIBRATION).read_text(encoding="utf-8"))


def parse(text: str) -> ResultCalibration:
    """A calibration from what `python -m scripts.training claim-scores` wrote."""
    raw = json.loads(text)
    return ResultCalibration(raw["slope"], raw["intercept"])
