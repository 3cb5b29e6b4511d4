"""The learned part of the result rules: sums of weights over facts, turned into probabilities.

Outcome or not is a logistic regression; the kind is a multinomial one; a role is a conditional logit over its options.
`python -m scripts.training results` estimates the weights and writes them to `weights.json` beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extraction.learned.linear import log_odds, logistic, softmax
from kg.extraction.results.link import ROLES, Role
from kg.model.results import ResultKind

KINDS: tuple[ResultKind, ...] = ("absolute", "delta", "ratio")
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by fact for each decision, and what turns their outcome into a claim's score."""

    outcome: Weights
    kind: Mapping[ResultKind, Weights]
    roles: Mapping[Role, Weights]
    measure: Weights
    threshold: float  # a number less likely to be an outcome is dropped
    slope: float  # the score is a logistic function of the log odds that everything in the claim is right
    intercept: float

    def outcome_probability(self, facts: Iterable[str]) -> float:
        """How likely the number with these facts is a reported outcome."""
        return logistic(total(self.outcome, facts))

    def kinds(self, facts: Sequence[str]) -> dict[ResultKind, float]:
        """The probability of each kind."""
        return dict(zip(KINDS, softmax([total(self.kind[kind], facts) for kind in KINDS]), strict=True))

    def weigh(self, role: Role, options: Sequence[Sequence[str]]) -> list[float]:
        """A score for each option: log probabilities up to a constant."""
        return [total(self.roles[role], facts) for facts in options]

    def choose_measure(self, choices: Sequence[Sequence[str]]) -> tuple[int, float]:
        """The stretch of text that most likely names the metric of a number, and its probability."""
        return most_likely([total(self.measure, facts) for facts in choices])

    def score(self, joint: float) -> float:
        """How often claims are wholly right whose parts are right with the joint probability `joint`."""
        return round(logistic(self.slope * log_odds(joint) + self.intercept), 4)


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    return load(files("kg.extraction.results").joinpath("weights.json").read_text(encoding="utf-8"))


def load(text: str) -> Model:
    """A model from what `python -m scripts.training results` wrote."""
    raw = json.loads(text)
    return Model(
        outcome=raw["outcome"],
        kind={kind: raw["kind"][kind] for kind in KINDS},
        roles={role: raw["roles"][role] for role in ROLES},
        measure=raw["measure"],
        threshold=raw["threshold"],
        slope=raw["slope"],
        intercept=raw["intercept"],
    )


def most_likely(scores: Sequence[float]) -> tuple[int, float]:
    """The option with the highest score, the first of equals, and its probability."""
    likely = softmax(scores)
    best = max(range(len(likely)), key=lambda i: (likely[i], -i))
    return best, likely[best]


def total(weights: Weights, facts: Iterable[str]) -> float:
    """The sum of the weights of the facts; a fact that was never seen counts nothing."""
    return sum(weights.get(fact, 0.0) for fact in facts)
