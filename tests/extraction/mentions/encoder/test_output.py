"""The encoder's output, asked for by characters."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.extraction.mentions.encoder.heads import (
    COLUMNS,
    COMPARED,
    DISTANCES,
    POINTERS,
    ROLES,
    WIDTH,
    classify_distances,
)
from kg.extraction.mentions.encoder.output import EncoderOutput, log_softmax, sum_runs

# "An FID of 1.19": words at 0, 3, 7, 10
STARTS, ENDS = np.array([0, 3, 7, 10]), np.array([2, 6, 9, 14])


def output(**columns: list[float]) -> EncoderOutput:
    logits = np.zeros((4, WIDTH), dtype=np.float32)
    for name, values in columns.items():
        logits[:, COLUMNS[name].start] = values
    return EncoderOutput(logits, STARTS, ENDS, np.zeros((len(POINTERS), DISTANCES), dtype=np.float32))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 2, (0, 1)), (3, 9, (1, 3)), (4, 5, (1, 2)), (2, 3, (1, 2)), (10, 14, (3, 4)), (14, 20, (3, 4))],
)
def test_words_share_a_character_with_the_span_and_are_never_none(start: int, end: int, words: tuple[int, int]) -> None:
    assert output().words(start, end) == slice(*words)


def test_own_is_the_mean_over_the_words() -> None:
    assert output(own=[0.0, 4.0, 2.0, 0.0]).proposal_log_odds([(3, 9), (0, 6)]) == pytest.approx([3.0, 2.0])


def test_roles_and_comparisons_are_log_probabilities() -> None:
    encoder_output = output(roles=[0.0, 9.0, 0.0, 0.0], compared=[0.0, 9.0, 9.0, 0.0])
    assert math.exp(encoder_output.role_log_probabilities([(3, 6)])[0, ROLES.index("mention")]) > 0.99
    (compared,) = np.exp(encoder_output.compared_log_probabilities([(3, 9)]))
    assert compared[COMPARED.index(None)] > 0.99
    assert len(compared) == len(COMPARED)
    assert compared.sum() == pytest.approx(1.0)


def test_a_pointer_prefers_the_word_that_goes_with_the_number() -> None:
    logits = np.zeros((4, WIDTH), dtype=np.float32)
    logits[3, COLUMNS["from metric"].start] = 1.0
    logits[1, COLUMNS["to metric"].start] = 8.0
    logits[3, COLUMNS["nothing"].start] = 0.5
    encoder_output = EncoderOutput(logits, STARTS, ENDS, np.zeros((len(POINTERS), DISTANCES), dtype=np.float32))
    nothing, fid, of = encoder_output.pointer_scores("metric", 10, [(3, 6), (7, 9)])
    assert fid > nothing > of


def test_a_pointer_counts_the_distance() -> None:
    biases = np.zeros((len(POINTERS), DISTANCES), dtype=np.float32)
    biases[POINTERS.index("dataset"), classify_distances(np.array([2 - 3]))[0]] = 2.0
    encoder_output = EncoderOutput(np.zeros((4, WIDTH), dtype=np.float32), STARTS, ENDS, biases)
    assert encoder_output.pointer_scores("dataset", 10, [(3, 6), (7, 9)]) == [0.0, 0.0, 2.0]


def test_distances_tell_before_from_after() -> None:
    classes = classify_distances(np.arange(5) - 2)
    assert len(set(classes.tolist())) == 5
    assert classes.max() < DISTANCES


def test_log_softmax_is_safe_for_large_scores() -> None:
    assert np.exp(log_softmax(np.array([1000.0, 1000.0]))).tolist() == pytest.approx([0.5, 0.5])


def test_log_softmax_of_rows_is_that_of_each_row() -> None:
    rows = log_softmax(np.array([[0.0, 0.0], [1000.0, 0.0]], dtype=np.float32))
    assert np.exp(rows) == pytest.approx(np.array([[0.5, 0.5], [1.0, 0.0]]))


def test_runs_of_any_lengths_are_summed_in_their_order() -> None:
    rows = np.arange(10.0).reshape(5, 2)
    sums = sum_runs(rows, np.array([3, 0, 1, 2]), np.array([2, 1, 3, 1]))
    assert sums.tolist() == [[14.0, 16.0], [0.0, 1.0], [12.0, 15.0], [4.0, 5.0]]
    assert sum_runs(rows[:, 0], np.array([1]), np.array([4])).tolist() == [20.0]
