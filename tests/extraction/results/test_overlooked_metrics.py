"""Metrics that only the numbers beside them give away."""

from __future__ import annotations

import pytest

from kg.extraction.document import Document
from kg.extraction.results.number_reading import read_numbers
from kg.extraction.results.overlooked_metrics import add_metrics, find_metrics
from tests.fixtures.documents import add_encoder_output, document


def find(abstract: str) -> list[str]:
    """The metrics that are found in an abstract beside those that it marks."""
    paper = add_encoder_output(document(abstract, title="Tuno"))
    reading = read_numbers(paper)
    return [] if reading is None else [mention.text for mention in find_metrics(paper, reading)]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Our method achieves an accuracy of 67.2% on the test set.", ["accuracy"]),
        ("Our method achieves a success rate of 84.6% on unseen tasks.", ["success rate"]),
        ("Our method reduces memory consumption by 54.6%.", ["memory consumption"]),
    ],
)
def test_a_metric_beside_an_outcome_is_found(abstract: str, expected: list[str]) -> None:
    assert find(abstract) == expected


@pytest.mark.parametrize(
    ("abstract", "reason"),
    [
        ("Our method achieves an [METRIC accuracy] of 67.2% on the test set.", "the metric is known already"),
        ("Our method outperforms the baseline by 4.2%.", "no metric is named"),
        ("The data set holds 1,319 questions.", "the number is no outcome"),
    ],
)
def test_what_is_no_metric(abstract: str, reason: str) -> None:
    assert find(abstract) == [], reason


def test_added_metrics_are_sorted_among_the_mentions_and_apart_from_them() -> None:
    abstract = "[METHOD Tuno] is new. Our method achieves a success rate of 84.6% on unseen tasks with [MODEL BERT]."
    paper = add_encoder_output(document(abstract, title="Tuno"))
    completed = add_metrics(paper, read_numbers(paper))
    assert [mention.text for mention in completed.mentions] == ["Tuno", "success rate", "BERT"]
    added = completed.mentions[1]
    assert (added.label, completed.text[added.start : added.end]) == ("METRIC", added.text)
    assert 0 < added.score <= 1


def test_a_paper_without_numbers_stays_as_it_is() -> None:
    paper: Document = add_encoder_output(document("It is fast."))
    assert add_metrics(paper, read_numbers(paper)) is paper
