"""Fitting and writing linear models over named features."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.learned import linear
from scripts.training.logistic import Example, fit, write

APPLE: Example = (["red"], "apple")
BANANA: Example = (["yellow"], "banana")
EXAMPLES = [APPLE] * 5 + [BANANA] * 5 + [(["rare", "red"], "banana")]


def fit_fruit() -> linear.Model:
    return fit(EXAMPLES, ["apple", "banana"], penalty=0.1, bias_penalty=0.1, least=2, iterations=100)


@pytest.mark.parametrize(("feature", "likely"), [("red", "apple"), ("yellow", "banana")])
def test_a_model_tells_the_classes_apart(feature: str, likely: str) -> None:
    chances = fit_fruit().probabilities([feature])
    assert max(chances, key=chances.__getitem__) == likely


def test_the_same_examples_give_the_same_weights() -> None:
    assert fit_fruit() == fit_fruit()


def test_a_feature_of_too_few_examples_is_left_out() -> None:
    assert "rare" not in fit_fruit().weights


def test_a_written_model_reads_as_the_same(tmp_path: Path) -> None:
    model = fit_fruit()
    write(model, tmp_path / "deep" / "fruit.json")
    assert linear.read(tmp_path / "deep" / "fruit.json") == model
