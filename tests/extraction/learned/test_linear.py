from __future__ import annotations

import math

import pytest

from kg.extraction.learned.linear import BIAS, Model, load, softmax

MODEL = Model(("no", "yes"), {BIAS: (1.0, 0.0), "good": (0.0, 2.0), "bad": (3.0, 0.0)})


@pytest.mark.parametrize(
    ("features", "yes"),
    [
        ([], 1 / (1 + math.e)),  # the bias counts though nobody names it
        (["good"], math.exp(2) / (math.exp(2) + math.e)),
        (["good", "good"], math.exp(2) / (math.exp(2) + math.e)),
        (["never seen"], 1 / (1 + math.e)),
        (["good", "bad"], math.exp(2) / (math.exp(2) + math.exp(4))),
    ],
)
def test_probabilities_follow_the_weights_of_distinct_features(features: list[str], yes: float) -> None:
    probabilities = MODEL.probabilities(features)
    assert probabilities["yes"] == pytest.approx(yes)
    assert sum(probabilities.values()) == pytest.approx(1.0)


def test_great_scores_overflow_nothing() -> None:
    assert softmax([1e4, 0.0, -1e4]) == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("name", ["labels", "proposals", "roles"])
def test_a_shipped_model_has_a_weight_a_class(name: str) -> None:
    model = load(name)
    assert BIAS in model.weights
    assert {len(row) for row in model.weights.values()} == {len(model.classes)}
