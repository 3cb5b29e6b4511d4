"""Fusion: the weighted sum of the outputs of the encoder and of the linear models.

Both have learned the same decisions, the linear models from features that can be read, the encoder from the whole text.
Their log odds, or log probabilities, are added up by a few weights (a product of experts: Hinton, 2002), which
`python -m scripts.training fusion` estimates on annotated papers that neither has learned from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extraction.learned.linear import log_odds, logistic, softmax

Weights = tuple[float, float]  # of a linear model and of the encoder


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weights of the linear models and of the encoder; an item below a threshold (a probability) is dropped."""

    proposal: tuple[float, float, float, float]  # linear model; the encoder's mean and maximum over mentions; offset
    proposal_threshold: float
    role: Weights

    def proposal_probability(self, linear_probability: float, encoder_log_odds: Sequence[float]) -> float:
        """The probability that the paper proposes an entity; the encoder's log odds are those at each mention."""
        linear, mean, highest, offset = self.proposal
        return logistic(
            linear * log_odds(linear_probability)
            + mean * sum(encoder_log_odds) / len(encoder_log_odds)
            + highest * max(encoder_log_odds)
            + offset
        )

    def role_probabilities(
        self,
        linear_probabilities: Mapping[str, float],
        encoder_log_probabilities: NDArray[np.float64],
        *,
        roles: Sequence[str],
    ) -> dict[str, float]:
        """The probability of each role of a dataset.

        The encoder's log probabilities are those at each mention, its columns in the order of `roles`. Shape:
        (mentions, roles).
        """
        log_probabilities = np.mean(encoder_log_probabilities, axis=0)
        linear, encoder = self.role
        totals = [
            linear * math.log(max(linear_probabilities[role], 1e-9)) + encoder * log_probabilities[i]
            for i, role in enumerate(roles)
        ]
        return dict(zip(roles, softmax(totals), strict=True))


def parse(text: str) -> Fusion:
    """Weights from what `python -m scripts.training fusion` wrote."""
    raw = json.loads(text)
    return Fusion(
        tuple(raw["proposal"]),
        raw["proposal_threshold"],
        tuple(raw["role"]),
    )


@cache
def load_shipped() -> Fusion:
    """The weights that come with the package."""
    return parse((Path(__file__).parent / "weights" / "fusion.json").read_text(encoding="utf-8"))
