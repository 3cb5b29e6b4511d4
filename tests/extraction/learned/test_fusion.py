"""Opinions of the linear models and of the encoder, added up."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.extraction.learned.fusion import Fusion, load_shipped
from kg.extraction.mentions.encoder.heads import ROLES

EVEN = Fusion(
    proposal=(1.0, 0.5, 0.5, 0.0),
    proposal_threshold=0.5,
    role=(1.0, 1.0),
)


def logs(*shares: float) -> np.ndarray:
    return np.log(np.array(shares))


def test_two_who_agree_are_surer_than_each() -> None:
    assert EVEN.proposal_probability(0.8, [math.log(4), math.log(4)]) == pytest.approx(16 / 17)


def test_two_who_contradict_each_other_cancel_out() -> None:
    assert EVEN.proposal_probability(0.8, [-math.log(4)]) == pytest.approx(0.5)


def test_roles_follow_the_product_of_both() -> None:
    even = {str(role): 0.25 for role in ROLES}
    probabilities = EVEN.role_probabilities(even, np.array([logs(0.1, 0.1, 0.7, 0.1)]), roles=ROLES)
    assert probabilities == pytest.approx({"mention": 0.1, "train": 0.1, "eval": 0.7, "introduced": 0.1})


def test_the_shipped_weights_listen_to_both() -> None:
    weights = load_shipped()
    assert all(weight > 0 for weight in (*weights.role, *weights.proposal[:2]))
