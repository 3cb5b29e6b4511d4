"""The model of results: sums of weights over the features that hold, turned into probabilities.

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
from kg.extraction.results.earlier_links import LINKED_ROLES, LinkedRole
from kg.model.results import ResultKind

KINDS: tuple[ResultKind, ...] = ("absolute", "delta", "ratio")
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ResultModel:
    """Weights by feature for each decision, and what calibrates the score of a result."""

    outcome: Weights
    kind: Mapping[ResultKind, Weights]
    roles: Mapping[LinkedRole, Weights]
    measure: Weights
    threshold: float  # a number less likely to be an outcome is dropped
    slope: float  # the score is a logistic function of the log odds that everything in the result is right
    intercept: float

    def outcome_probability(self, features: Iterable[str]) -> float:
        """The probability that the number with these features is a reported outcome."""
        return logistic(sum_weights(self.outcome, features))

    def kind_probabilities(self, features: Sequence[str]) -> dict[ResultKind, float]:
        """The probability of each kind."""
        return dict(zip(KINDS, softmax([sum_weights(self.kind[kind], features) for kind in KINDS]), strict=True))

    def option_scores(self, role: LinkedRole, options: Sequence[Sequence[str]]) -> list[float]:
        """A score for each option: log probabilities up to a constant."""
        return [sum_weights(self.roles[role], features) for features in options]

    def choose_metric_span(self, spans: Sequence[Sequence[str]]) -> tuple[int, float]:
        """Which span most likely names the metric of a number, by its features, and its probability."""
        return choose_most_likely([sum_weights(self.measure, features) for features in spans])

    def result_score(self, joint: float) -> float:
        """The calibrated score of a result whose parts are all right with the probability `joint`."""
        return round(logistic(self.slope * log_odds(joint) + self.intercept), 4)


@cache
def load_shipped() -> ResultModel:
    """The model that comes with the package."""
    return parse_model(files("kg.extraction.results").joinpath("weights.json").read_text(encoding="utf-8"))


def parse_model(text: str) -> ResultModel:
    """A model from what `python -m scripts.training results` wrote."""
    raw = json.loads(text)
    return ResultModel(
        outcome=raw["outcome"],
        kind={kind: raw["kind"][kind] for kind in KINDS},
        roles={role: raw["roles"][role] for role in LINKED_ROLES},
        measure=raw["measure"],
        threshold=raw["threshold"],
        slope=raw["slope"],
        intercept=raw["intercept"],
    )


def choose_most_likely(scores: Sequence[float]) -> tuple[int, float]:
    """The option with the highest score, the first of equals, and its probability."""
    likely = softmax(scores)
    best = max(range(len(likely)), key=lambda i: (likely[i], -i))
    return best, likely[best]


def sum_weights(weights: Weights, features: Iterable[str]) -> float:
    """The sum of the weights of the features; a feature that was never seen counts nothing."""
    return sum(weights.get(feature, 0.0) for feature in features)
