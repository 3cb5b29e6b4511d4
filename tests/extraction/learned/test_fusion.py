"""Opinions of the linear models and of the encoder, added up."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.extraction.learned.fusion import Fusion, load_shipped
from kg.extraction.mentions.encoder.heads import KINDS, ROLES

EVEN = Fusion(
    proposal=(1.0, 0.5, 0.5, 0.0),
    proposal_threshold=0.5,
    role=(1.0, 1.0),
    outcome=(1.0, 1.0, 0.0),
    outcome_threshold=0.5,
    kind=(1.0, 1.0),
    pointers={"metric": (1.0, 2.0)},
    slope=1.0,
    intercept=0.0,
)


def logs(*shares: float) -> np.ndarray:
    return np.log(np.array(shares))


def test_two_who_agree_are_surer_than_each() -> None:
    assert EVEN.proposal_probability(0.8, [math.log(4), math.log(4)]) == pytest.approx(16 / 17)


def test_two_who_contradict_each_other_cancel_out() -> None:
    assert EVEN.proposal_probability(0.8, [-math.log(4)]) == pytest.approx(0.5)


def test_roles_follow_the_product_of_both() -> None:
    even = {str(role): 0.25 for role in ROLES}
    found = EVEN.role_probabilities(even, [logs(0.1, 0.1, 0.7, 0.1)])
    assert found == pytest.approx({"mention": 0.1, "train": 0.1, "eval": 0.7, "introduced": 0.1})


def test_an_outcome_needs_a_kind() -> None:
    assert EVEN.outcome_probability(0.5, logs(0.9, 0.05, 0.03, 0.02)) == pytest.approx(0.1)


def test_kinds_are_those_of_outcomes() -> None:
    found = EVEN.kind_probabilities({"absolute": 0.5, "delta": 0.25, "ratio": 0.25}, logs(0.7, 0.1, 0.1, 0.1))
    assert found == pytest.approx({"absolute": 0.5, "delta": 0.25, "ratio": 0.25})
    assert set(found) == {kind for kind in KINDS if kind}


def test_options_add_the_pointer_by_its_weight() -> None:
    first, second = EVEN.option_scores("metric", [0.0, 1.0], [3.0, 3.0])
    assert second - first == pytest.approx(1.0)
    first, second = EVEN.option_scores("metric", [0.0, 0.0], [0.0, 1.0])
    assert second - first == pytest.approx(2.0)


def test_the_shipped_weights_listen_to_both() -> None:
    weights = load_shipped()
    assert all(weight > 0 for weight in (*weights.role, *weights.kind, *weights.outcome[:2]))
    assert set(weights.pointers) == {"metric", "dataset", "subject"}
