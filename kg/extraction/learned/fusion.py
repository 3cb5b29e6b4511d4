"""Fusion: how much the encoder's output counts beside that of the linear models.

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

from kg.extraction.learned.linear import log_odds, logistic, softmax
from kg.extraction.mentions.encoder.heads import KINDS, ROLES, Floats
from kg.extraction.mentions.encoder.output import log_softmax
from kg.model.results import ResultKind

Weights = tuple[float, float]  # of a linear model and of the encoder


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weights of the linear models and of the encoder; an item below a threshold (a probability) is dropped."""

    proposal: tuple[float, float, float, float]  # linear model; the encoder's mean and maximum over mentions; offset
    proposal_threshold: float
    role: Weights
    outcome: tuple[float, float, float]  # linear model, encoder, offset
    outcome_threshold: float
    kind: Weights
    pointers: Mapping[str, Weights]  # by what a result is linked to
    slope: float  # a result's score is a logistic function of the log odds that all its parts are right
    intercept: float

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
        self, linear_probabilities: Mapping[str, float], encoder_log_probabilities: Sequence[Floats]
    ) -> dict[str, float]:
        """The probability of each role of a dataset.

        The encoder's log probabilities are those at each mention. Shape of each: (roles,).
        """
        log_probabilities = np.mean(encoder_log_probabilities, axis=0)
        linear, encoder = self.role
        totals = [
            linear * math.log(max(linear_probabilities[role], 1e-9)) + encoder * log_probabilities[i]
            for i, role in enumerate(ROLES)
        ]
        return dict(zip(ROLES, softmax(totals), strict=True))

    def outcome_probability(self, linear_probability: float, kind_log_probabilities: Floats) -> float:
        """The probability that a number is a reported outcome.

        The encoder's log probabilities are those of `heads.KINDS`, of which the first is "none". Shape: (kinds,).
        """
        linear, encoder, offset = self.outcome
        of_encoder = 1.0 - math.exp(float(kind_log_probabilities[0]))
        return logistic(linear * log_odds(linear_probability) + encoder * log_odds(of_encoder) + offset)

    def kind_probabilities(
        self, linear_probabilities: Mapping[ResultKind, float], kind_log_probabilities: Floats
    ) -> dict[ResultKind, float]:
        """The probability of each kind of outcome, given that the number is one. Shape of the last: (kinds,)."""
        linear, encoder = self.kind
        kinds = [kind for kind in KINDS if kind is not None]
        totals = [
            linear * math.log(max(linear_probabilities[kind], 1e-9))
            + encoder * kind_log_probabilities[KINDS.index(kind)]
            for kind in kinds
        ]
        return dict(zip(kinds, softmax(totals), strict=True))

    def option_scores(
        self, pointer: str, linear_scores: Sequence[float], pointer_scores: Sequence[float]
    ) -> list[float]:
        """Scores of the options for one part of a result, "nothing" first: log probabilities up to a constant."""
        linear, encoder = self.pointers[pointer]
        log_probabilities = log_softmax(np.array(pointer_scores))
        return [
            linear * score + encoder * float(log_probability)
            for score, log_probability in zip(linear_scores, log_probabilities, strict=True)
        ]

    def result_score(self, joint_probability: float) -> float:
        """The share of results that are wholly right among those whose parts have this joint probability."""
        return round(logistic(self.slope * log_odds(joint_probability) + self.intercept), 4)


def parse(text: str) -> Fusion:
    """Weights from what `python -m scripts.training fusion` wrote."""
    raw = json.loads(text)
    return Fusion(
        tuple(raw["proposal"]),
        raw["proposal_threshold"],
        tuple(raw["role"]),
        tuple(raw["outcome"]),
        raw["outcome_threshold"],
        tuple(raw["kind"]),
        {name: tuple(pair) for name, pair in raw["pointers"].items()},
        raw["slope"],
        raw["intercept"],
    )


@cache
def load_shipped() -> Fusion:
    """The weights that come with the package."""
    return parse((Path(__file__).parent / "weights" / "fusion.json").read_text(encoding="utf-8"))
