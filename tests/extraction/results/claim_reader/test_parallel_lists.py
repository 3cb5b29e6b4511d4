"""Lists of numbers and of names that are read in parallel."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.parallel_lists import ParallelList, align, find_parallel_lists
from kg.model.results import ROLES
from tests.extraction.results.claim_reader.test_assignment import make_scores
from tests.fixtures.documents import document


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It gets 52.3 and 45.1 on [DATASET PTB] and [DATASET C4].", [("52.3", "PTB"), ("45.1", "C4")], "two and two"),
        ("On [DATASET A], [DATASET B], and [DATASET C] it gets 1.5%, 2.5%, and 3.5%.",
         [("1.5", "A"), ("2.5", "B"), ("3.5", "C")], "names before numbers"),
        ("It gains 12.0% and 7.5% in [METRIC factuality] and [METRIC safety].",
         [("12.0", "factuality"), ("7.5", "safety")], "metrics"),
        ("It gets 52.3 and 45.1 on [DATASET PTB].", [], "one name for two numbers"),
        ("It gets 52.3 and 45.1 on [DATASET PTB], [DATASET C4] and [DATASET WT2].", [], "three for two"),
        ("It gets 52.3 on [DATASET PTB] and 45.1 on [DATASET C4].", [], "each number beside its own"),
        ("On [DATASET A] and [DATASET B] or [METHOD X] and on [DATASET C] and [DATASET D] it gets 1.5 and 2.5.", [],
         "two lists that are as long"),
    ],
)  # fmt: skip
def test_lists(sentence: str, expected: list[tuple[str, str]], why: str) -> None:
    paper = document(sentence)
    numbers = list(find_candidates(paper))
    pairs = [
        (numbers[i].value, paper.mentions[m].text)
        for parallel in find_parallel_lists(paper, numbers)
        for i, m in zip(parallel.numbers, parallel.mentions, strict=True)
    ]
    assert pairs == expected, why


def test_each_number_is_drawn_to_its_own_item() -> None:
    dataset = ROLES.index("dataset")
    scores = make_scores(2, 2, {(0, dataset): [0.1, 0.6, 0.3], (1, dataset): [0.1, 0.6, 0.3]})
    aligned = align(scores, np.array([0, 1]), [ParallelList((0, 1), (0, 1), ("dataset",))])
    assert np.exp(aligned.pointers[:, dataset]).sum(axis=1) == pytest.approx(1.0)
    assert aligned.pointers[:, dataset].argmax(axis=1).tolist() == [1, 2]
    assert scores.pointers[1, dataset].argmax() == 1  # what was given stays as it is
    other = ROLES.index("metric")
    assert np.array_equal(aligned.pointers[:, other], scores.pointers[:, other])


def test_two_names_of_one_thing_do_not_stand_against_each_other() -> None:
    dataset = ROLES.index("dataset")
    scores = make_scores(2, 2, {(0, dataset): [0.1, 0.6, 0.3], (1, dataset): [0.1, 0.6, 0.3]})
    aligned = align(scores, np.array([0, 0]), [ParallelList((0, 1), (0, 1), ("dataset",))])
    assert np.exp(aligned.pointers[1, dataset, 1]) > 0.1
