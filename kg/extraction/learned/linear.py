"""Logistic regression over named features, with weights that the package ships.

A model is a JSON object {"classes": [...], "weights": {feature: [a weight for each class]}}; a feature that it does not
have weighs nothing. `scripts/training/logistic.py` fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from pathlib import Path
from typing import Any

BIAS = "bias"  # the feature that every example has


@dataclass(frozen=True, slots=True)
class Model:
    """Multinomial logistic regression: for each feature a weight for each class, in the order of the classes."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, given the features that are present; a repeated one counts once."""
        known = self.weights.get
        rows = filter(None, map(known, dict.fromkeys(features)))
        columns = zip(known(BIAS, (0.0,) * len(self.classes)), *rows, strict=True)
        totals = [reduce(add, column) for column in columns]  # in order: `sum` rounds otherwise from Python 3.12 on
        return dict(zip(self.classes, softmax(totals), strict=True))


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to the exponentials of the scores."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), safe for any x."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)) with `probability` limited to a millionth from 0 and 1, the precision of single floats."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


@cache
def load(name: str) -> Model:
    """The model of that name among the weights of this package."""
    return read(Path(__file__).parent / "weights" / f"{name}.json")


def read(path: Path) -> Model:
    """A model from a file that `scripts/training/logistic.py` wrote."""
    return make_model(parse_weights(path.read_text(encoding="utf-8")))


def make_model(raw: Mapping[str, Any]) -> Model:
    """A model from what such a file holds. Equal rows are one: of two classes few differ, and those stay in cache."""
    known: dict[tuple[float, ...], tuple[float, ...]] = {}
    rows = {feature: tuple(row) for feature, row in raw["weights"].items()}
    return Model(tuple(raw["classes"]), {feature: known.setdefault(row, row) for feature, row in rows.items()})


def parse_weights(text: str) -> Any:
    """JSON with equal numbers as one object: weights have three places, and few values that stay in cache are read."""
    return json.loads(text, parse_float=cache(float))
