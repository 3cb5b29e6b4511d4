"""Metrics that stand right behind a number are that number's."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.adjacent_metrics import leave_to_neighbours
from kg.model.results import ROLES
from tests.extraction.results.claim_reader.test_assignment import make_scores
from tests.fixtures.documents import document

METRIC = ROLES.index("metric")


@pytest.mark.parametrize(
    ("sentence", "less_likely", "why"),
    [
        ("A 10% gain and a 4.6x [METRIC speedup].", [True, False], "right behind the second"),
        ("It gains 10% and 4.6x in [METRIC speedup].", [False, False], "a word between"),
        ("It has a 5% and 4% [METRIC accuracy].", [False, False], "numbers of one list share it"),
        ("A 10% gain. It has a 4.6x [METRIC speedup].", [False, False], "another sentence"),
        ("A 10% gain and a 4.6x [METHOD Tuno].", [False, False], "no metric"),
    ],
)
def test_a_metric_right_behind_a_number(sentence: str, less_likely: list[bool], why: str) -> None:
    paper = document(sentence)
    numbers = list(find_candidates(paper))
    scores = make_scores(2, 1, {(0, METRIC): [0.4, 0.6], (1, METRIC): [0.4, 0.6]})
    new_scores = leave_to_neighbours(paper, numbers, [0, 1], scores)
    assert (new_scores.pointers[:, METRIC, 1] < np.log(0.5)).tolist() == less_likely, why
    assert np.exp(new_scores.pointers[:, METRIC]).sum(axis=1) == pytest.approx(1.0)


def test_a_number_that_is_no_outcome_has_no_metric() -> None:
    paper = document("A 10% gain and a 4.6x [METRIC speedup].")
    scores = make_scores(2, 1, {(0, METRIC): [0.4, 0.6]})
    assert leave_to_neighbours(paper, list(find_candidates(paper)), [0], scores) is scores
