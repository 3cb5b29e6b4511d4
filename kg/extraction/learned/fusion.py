"""How much the encoder's opinion counts beside that of the linear models.

Both have learned the same decisions, the linear models from features that say why, the encoder from the whole text.
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

from kg.extraction.learned.linear import softmax
from kg.extraction.mentions.encoder.heads import KINDS, ROLES, Floats
from kg.extraction.mentions.encoder.logits import log_softmax
from kg.model.results import ResultKind

Pair = tuple[float, float]  # weights of a linear model and of the encoder


@dataclass(frozen=True, slots=True)
class Fusion:
    """The weights; a threshold is a probability below which an item is dropped."""

    proposal: tuple[float, float, float, float]  # linear model, the encoder's mean and most over mentions, offset
    proposal_threshold: float
    role: Pair
    outcome: tuple[float, float, float]  # linear model, encoder, offset
    outcome_threshold: float
    kind: Pair
    pointers: Mapping[str, Pair]  # by what a result is linked to
    slope: float  # a result's score is a logistic function of the log odds that all its parts are right
    intercept: float

    def proposes(self, chance: float, opinions: Sequence[float]) -> float:
        """The probability that a thing is proposed, given a linear model's and the log odds at each mention."""
        linear, mean, most, offset = self.proposal
        return _logistic(linear * _logit(chance) + mean * sum(opinions) / len(opinions) + most * max(opinions) + offset)

    def roles(self, chances: Mapping[str, float], opinions: Sequence[Floats]) -> dict[str, float]:
        """The probability of each role, given a linear model's and the encoder's log probabilities at each mention."""
        opinion = np.mean(opinions, axis=0)
        linear, encoder = self.role
        totals = [linear * math.log(max(chances[role], 1e-9)) + encoder * opinion[i] for i, role in enumerate(ROLES)]
        return dict(zip(ROLES, softmax(totals), strict=True))

    def reports(self, chance: float, kinds: Floats) -> float:
        """The probability that a number is an outcome; `kinds` are the encoder's log probabilities of `heads.KINDS`."""
        linear, encoder, offset = self.outcome
        return _logistic(linear * _logit(chance) + encoder * _logit(1.0 - math.exp(float(kinds[0]))) + offset)

    def kinds(self, chances: Mapping[ResultKind, float], kinds: Floats) -> dict[ResultKind, float]:
        """The probability of each kind of outcome."""
        linear, encoder = self.kind
        names = [kind for kind in KINDS if kind is not None]
        totals = [linear * math.log(max(chances[kind], 1e-9)) + encoder * kinds[KINDS.index(kind)] for kind in names]
        return dict(zip(names, softmax(totals), strict=True))

    def options(self, pointer: str, totals: Sequence[float], pointed: Sequence[float]) -> list[float]:
        """Scores of the options for one part of a result, nothing first, from a linear model's and the pointer's."""
        linear, encoder = self.pointers[pointer]
        opinion = log_softmax(np.array(pointed))
        return [linear * total + encoder * float(said) for total, said in zip(totals, opinion, strict=True)]

    def score(self, joint: float) -> float:
        """How often results are wholly right whose parts are right with the joint probability `joint`."""
        return round(_logistic(self.slope * _logit(joint) + self.intercept), 4)


def load(text: str) -> Fusion:
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
def shipped() -> Fusion:
    """The weights that come with the package."""
    return load((Path(__file__).parent / "weights" / "fusion.json").read_text(encoding="utf-8"))


def _logit(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
