"""The learned model of results: weights, choices and scores."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from kg.extraction.results.result_model import (
    ResultModel,
    choose_most_likely,
    load_shipped,
    parse_model,
    sum_weights,
)

MODEL = ResultModel(
    outcome={"a": 1.0},
    kind={"absolute": {"a": 1.0}, "delta": {}, "ratio": {}},
    roles={"metric": {"a": 2.0, "b": -1.0}, "dataset": {}, "subject": {"a": 3.0}},
    measure={"a": 1.0},
    threshold=0.4,
    slope=0.5,
    intercept=-1.0,
)


@pytest.mark.parametrize(
    ("features", "total", "why"),
    [
        (["a"], 2.0, "a known feature"),
        (["a", "b"], 1.0, "weights are added up"),
        (["a", "c"], 2.0, "an unknown feature counts nothing"),
        (["a", "a"], 4.0, "a repeated feature counts twice"),
        ([], 0.0, "no feature"),
    ],
)
def test_weights_are_summed(features: list[str], total: float, why: str) -> None:
    assert sum_weights(MODEL.roles["metric"], features) == total, why


def test_the_probability_of_an_outcome_is_logistic() -> None:
    assert MODEL.outcome_probability(["a"]) == pytest.approx(1 / (1 + math.exp(-1)))
    assert MODEL.outcome_probability([]) == 0.5


def test_kinds_are_a_softmax() -> None:
    kinds = MODEL.kind_probabilities(["a"])
    assert kinds["absolute"] == pytest.approx(math.e / (math.e + 2))
    assert sum(kinds.values()) == pytest.approx(1.0)


def test_each_role_has_its_weights() -> None:
    options = [["a"], ["b"], []]
    assert MODEL.option_scores("metric", options) == [2.0, -1.0, 0.0]
    assert MODEL.option_scores("dataset", options) == [0.0, 0.0, 0.0]
    assert MODEL.option_scores("subject", options) == [3.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("scores", "best", "probability", "why"),
    [
        ([0.0, 2.0], 1, math.exp(2) / (math.exp(2) + 1), "the highest score"),
        ([1.0, 1.0], 0, 0.5, "the first of equals"),
        ([3.0], 0, 1.0, "the only one"),
    ],
)
def test_the_most_likely_option(scores: list[float], best: int, probability: float, why: str) -> None:
    chosen, likely = choose_most_likely(scores)
    assert chosen == best, why
    assert likely == pytest.approx(probability), why


def test_the_span_that_names_the_metric_is_chosen_by_its_own_weights() -> None:
    assert MODEL.choose_metric_span([[], ["a"]])[0] == 1
    assert replace(MODEL, measure={"a": -1.0}).choose_metric_span([[], ["a"]])[0] == 0


@pytest.mark.parametrize(
    ("joint", "score"),
    [(0.5, 0.2689), (1.0, 0.9973), (0.0, 0.0004)],  # 1 / (1 + e) at even odds; bounded at the ends
)
def test_scores_are_calibrated(joint: float, score: float) -> None:
    assert MODEL.result_score(joint) == score


def test_a_model_is_read_as_it_was_written() -> None:
    names = ("outcome", "kind", "roles", "measure", "threshold", "slope", "intercept")
    assert parse_model(json.dumps({name: getattr(MODEL, name) for name in names})) == MODEL


def test_the_shipped_model_knows_every_decision() -> None:
    shipped = load_shipped()
    assert all([shipped.outcome, shipped.measure, *shipped.kind.values(), *shipped.roles.values()])
    assert 0 < shipped.threshold < 1
