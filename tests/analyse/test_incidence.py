from __future__ import annotations

import numpy as np
import pytest

from kg.analyse.incidence import (
    build_incidence,
    compute_corpus_weight,
    compute_inverse_document_frequency,
    rank_shared_concepts,
)
from tests.fixtures.graphs import Make


def test_information_is_the_smoothed_idf_in_bits() -> None:
    assert compute_inverse_document_frequency(np.array([1, 7, 15]), 15) == pytest.approx(
        [np.log2(16 / 1.5), np.log2(16 / 7.5), np.log2(16 / 15.5)]
    )


def test_what_every_paper_names_tells_nothing_and_never_less() -> None:
    assert compute_inverse_document_frequency(np.array([3]), 3)[0] == pytest.approx(np.log2(4 / 3.5))
    assert compute_inverse_document_frequency(np.array([0]), 0)[0] >= 0


def test_the_corpus_weight_is_greatest_between_the_common_and_the_rare() -> None:
    frequencies = np.arange(1, 401)
    best = int(frequencies[compute_corpus_weight(frequencies, 400).argmax()])
    assert 10 <= best <= 40  # near the square root of the number of papers
    assert compute_corpus_weight(np.array([20]), 400) > compute_corpus_weight(np.array([2]), 400)
    assert compute_corpus_weight(np.array([20]), 400) > compute_corpus_weight(np.array([130]), 400)


def test_shared_concepts_are_in_two_papers_and_the_hub_comes_last(make, two_themes) -> None:
    shared = rank_shared_concepts(build_incidence(two_themes))
    assert {c.entity for c in shared if "only" in c.entity} == set()
    assert [c.weight for c in shared] == sorted((c.weight for c in shared), reverse=True)
    assert {c.entity for c in shared[-2:]} == {"model/large-language-model", "metric/accuracy"}
    assert rank_shared_concepts(build_incidence(make({"a": ["method/x"], "b": ["method/y"]}))) == ()
    assert len(rank_shared_concepts(build_incidence(make({"a": ["method/x"], "b": ["method/y"]})), min_papers=1)) == 2


def test_a_mention_that_is_repeated_counts_once(make) -> None:
    incidence = build_incidence(make({"a": ["method/x", "method/x"], "b": ["method/x"]}))
    assert incidence.document_frequencies.tolist() == [2]
    assert incidence.matrix.toarray().tolist() == [[1.0], [1.0]]


def test_papers_and_entities_of_each_other(make: Make) -> None:
    incidence = build_incidence(make({"a": ["method/x", "dataset/d"], "b": ["method/x"]}))
    assert [incidence.papers_of(i).tolist() for i in range(2)] == [[0], [0, 1]]
    assert [incidence.entities_of(i).tolist() for i in range(2)] == [[0, 1], [1]]
    assert incidence.sizes.tolist() == [2, 1]
