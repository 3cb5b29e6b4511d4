"""Calibration of mentions: makes scores of the encoder's probabilities that are the share of right mentions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.extraction.learned.linear import log_odds, logistic

CALIBRATION = "calibration.json"  # in the folder of the trained pipeline, beside spaCy's own files


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the probabilities of a span and of its label into the share of mentions like it that are right in both.

    A logistic function of the weighted sum of the two log odds, with an offset for each label.
    """

    path: float  # weight of the span's log odds
    certainty: float  # weight of the label's log odds
    offsets: Mapping[str, float]

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """The calibration that `python -m scripts.training calibrate` wrote.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is no JSON.
        """
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(values["path"], values["certainty"], values["offsets"])

    def score(self, label: str, path_odds: float, certainty: float) -> float:
        """The score, 0 to 1, to four digits; `path_odds` are the log odds of the span, `certainty` is a probability."""
        total = self.path * path_odds + self.certainty * log_odds(certainty) + self.offsets[label]
        return round(logistic(total), 4)
