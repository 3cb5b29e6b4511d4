"""Numbers that are assigned together: what each says, what two in a row say, and what must not be."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.results.claim_reader.assignment import assign
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs
from kg.model.results import ROLES

_NONE = np.zeros(0, dtype=np.int64)
METRIC, SUBJECT, COMPARATOR = (ROLES.index(role) for role in ("metric", "subject", "comparator"))


def make_inputs(clusters: list[int]) -> ReaderInputs:
    """Inputs of which the assignment reads the clusters of mentions alone."""
    empty = np.zeros((0, 0, 0), dtype=np.int64)
    return ReaderInputs(
        *(_NONE,) * 6, _NONE.reshape(0, 0), *(_NONE,) * 3, np.array(clusters, dtype=np.int64), empty, empty, empty
    )


def make_scores(count: int, mentions: int, likely: dict[tuple[int, int], list[float]]) -> NumberScores:
    """Scores in which nothing fills a role, but where `likely` gives the probabilities of nothing and each mention."""
    pointers = np.full((count, len(ROLES), 1 + mentions), 1e-9)
    pointers[..., 0] = 1.0
    for (number, role), row in likely.items():
        pointers[number, role] = np.maximum(row, 1e-9)
    return NumberScores({}, np.log(pointers), np.zeros((count, 0, 3)), np.zeros((count, count, len(ROLES))))


def test_the_mentions_of_one_entity_count_together_and_the_likeliest_of_them_is_named() -> None:
    scores = make_scores(1, 3, {(0, METRIC): [0.0, 0.4, 0.25, 0.35]})
    (assignment,) = assign(make_inputs([0, 1, 1]), scores, [0])
    assert assignment.mentions["metric"] == 2  # 0.25 + 0.35 is more than 0.4
    assert assignment.probabilities["metric"] == pytest.approx(0.6)
    assert assignment.mentions["dataset"] is None


@pytest.mark.parametrize(("agreement", "expected"), [(0.0, [0, 1]), (3.0, [0, 0]), (-3.0, [0, 1])])
def test_what_two_numbers_say_together_decides_where_one_is_in_doubt(agreement: float, expected: list[int]) -> None:
    scores = make_scores(2, 2, {(0, METRIC): [0.0, 0.9, 0.1], (1, METRIC): [0.0, 0.45, 0.55]})
    scores.agreement[0, 1, METRIC] = agreement
    assignments = assign(make_inputs([0, 1]), scores, [0, 1], weight=1.0)
    assert [assignment.mentions["metric"] for assignment in assignments] == expected


def test_two_numbers_that_disagree_take_two_things() -> None:
    scores = make_scores(2, 2, {(0, METRIC): [0.0, 0.9, 0.1], (1, METRIC): [0.0, 0.6, 0.4]})
    scores.agreement[0, 1, METRIC] = -3.0
    assignments = assign(make_inputs([0, 1]), scores, [0, 1], weight=1.0)
    assert [assignment.mentions["metric"] for assignment in assignments] == [0, 1]


def test_agreement_is_of_numbers_that_are_outcomes_in_a_row() -> None:
    scores = make_scores(3, 2, {(0, METRIC): [0.0, 0.9, 0.1], (2, METRIC): [0.0, 0.45, 0.55]})
    scores.agreement[0, 2, METRIC] = 3.0  # the second is no outcome
    assignments = assign(make_inputs([0, 1]), scores, [0, 2], weight=1.0)
    assert [assignment.mentions["metric"] for assignment in assignments] == [0, 0]


def test_a_subject_that_is_nearly_as_likely_as_none_is_taken_and_its_probability_is_told() -> None:
    close, far = [0.55, 0.45], [0.7, 0.3]
    scores = make_scores(2, 1, {(0, SUBJECT): close, (1, SUBJECT): far})
    first, second = assign(make_inputs([0]), scores, [0, 1])
    assert (first.mentions["subject"], second.mentions["subject"]) == (0, None)
    assert first.probabilities["subject"] == pytest.approx(0.45)
    metric = make_scores(1, 1, {(0, METRIC): close})
    assert assign(make_inputs([0]), metric, [0])[0].mentions["metric"] is None


def test_what_a_number_is_compared_with_is_less_likely_its_subject() -> None:
    subjects = [0.0, 0.55, 0.45]
    alone = make_scores(1, 2, {(0, SUBJECT): subjects})
    compared = make_scores(1, 2, {(0, SUBJECT): subjects, (0, COMPARATOR): [0.4, 0.6, 0.0]})
    assignments = [assign(make_inputs([0, 1]), scores, [0])[0] for scores in (alone, compared)]
    assert [assignment.mentions["subject"] for assignment in assignments] == [0, 1]
    assert assignments[1].probabilities["subject"] == pytest.approx(0.45)


def test_a_paper_without_outcomes_or_mentions() -> None:
    assert assign(make_inputs([]), make_scores(1, 0, {}), []) == []
    (assignment,) = assign(make_inputs([]), make_scores(1, 0, {}), [0])
    assert set(assignment.mentions.values()) == {None}
