"""How numbers stand to mentions and to each other."""

from __future__ import annotations

import numpy as np

from kg.extraction.mentions.encoder.heads import classify_distances
from kg.model.types import LABELS
from tests.extraction.results.claim_reader.test_reader_inputs import LIST, read
from tests.fixtures.documents import document


def test_features_of_pairs() -> None:
    inputs, _ = read(LIST)
    tuno, aboo, bebo, wer = range(4)
    first, second, third = range(3)
    pairs = inputs.pairs
    assert pairs[first, wer, 0] == classify_distances(np.array(-2))  # "WER of 4.5"
    assert [int(pairs[first, m, 1]) for m in (tuno, aboo)] == [1, 0]  # the sentence before, the same
    assert [int(pairs[n, wer, 2]) for n in (first, second, third)] == [0, 1, 2]  # numbers between
    assert int(pairs[first, tuno, 2]) == 4  # in another sentence
    assert [int(pairs[first, m, 3]) for m in (aboo, bebo)] == [1, 0]  # datasets between
    assert [int(pairs[first, m, 4]) for m in (aboo, bebo)] == [4, 5]  # the first of both lists: no difference is 4
    assert [int(pairs[second, m, 4]) for m in (aboo, bebo)] == [3, 4]
    assert int(pairs[first, tuno, 4]) == 0
    assert int(pairs[first, tuno, 6]) == 2  # introduced
    assert [int(pairs[first, m, 8]) for m in (tuno, wer)] == [LABELS.index("METHOD"), LABELS.index("METRIC")]


def test_features_of_two_numbers() -> None:
    inputs, _ = read(LIST)
    assert inputs.number_pairs[0, 1].tolist() == [int(classify_distances(np.array(2))), 0, 1, 0]
    assert inputs.number_pairs[0, 2, 2:].tolist() == [0, 1]  # another unit, one number between


def test_the_title_and_later_sentences() -> None:
    paper = document("It has 4.5 points. It is [METHOD Bebo]. We like [METHOD Cebo].", title="[METHOD Aboo]: a study")
    inputs, _ = read(paper)
    assert inputs.pairs[0, :, 1].tolist() == [5, 3, 4]
