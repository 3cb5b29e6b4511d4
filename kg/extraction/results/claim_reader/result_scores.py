"""The score of a result: the probability that it is right, by logistic regression fitted on held-out papers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kg.extraction.document import Document
from kg.extraction.learned.linear import BIAS, log_odds, logistic
from kg.extraction.results.claim_reader.assignment import LINKED, Assignment

WEIGHTS = "result_scores.json"
_LEAST = 1e-6  # a probability below it says no more


def describe_result(
    document: Document, outcome: float, kind: float, assignment: Assignment, outcomes: int
) -> dict[str, float]:
    """The features of a result.

    Args:
        outcome: the probability that its number is an outcome.
        kind: the probability that it is an outcome of its kind.
        assignment: the entities of the number.
        outcomes: how many numbers of the paper are taken for outcomes.
    """
    features = {"outcome": log_odds(outcome), "kind": math.log(max(kind, _LEAST)), "outcomes": math.log(outcomes)}
    for role in LINKED:
        mention = assignment.mentions[role]
        features[role] = math.log(max(assignment.probabilities[role], _LEAST))
        if mention is None:
            features[f"no {role}"] = 1.0
        else:
            features[f"mention of {role}"] = log_odds(document.mentions[mention].score)
    return features


@dataclass(frozen=True, slots=True)
class ResultScores:
    """Weights of the features of a result; the weight of `BIAS` is always added."""

    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The chance that value, kind, metric, dataset and subject are all right, to four places."""
        total = self.weights[BIAS] + sum(self.weights[name] * value for name, value in features.items())
        return round(logistic(total), 4)

    @staticmethod
    @cache
    def load_shipped() -> ResultScores:
        """The weights that come with the package."""
        return parse(files("kg.extraction.results.claim_reader").joinpath(WEIGHTS).read_text(encoding="utf-8"))


def parse(text: str) -> ResultScores:
    """The weights that `python -m scripts.training claim-scores` wrote."""
    return ResultScores(MappingProxyType(json.loads(text)))
