from __future__ import annotations

import pytest

from kg.extraction.document import Document
from kg.extraction.results.overlooked_metrics import add_metrics, find_metrics
from kg.model.records import Mention


def document(sentence: str, *metrics: str) -> Document:
    text = "Tuno\n\n" + sentence
    spans = [(text.index(name), text.index(name) + len(name), name) for name in metrics]
    mentions = tuple(Mention(start, end, "METRIC", name, 1.0, "test") for start, end, name in sorted(spans))
    return Document(text, ((0, 6), (6, len(text))), mentions)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Our method achieves an accuracy of 67.2% on the test set.", ["accuracy"]),
        ("Our method achieves a 12.5% higher retention rate than the baseline.", ["retention rate"]),
        ("Our method achieves 84.6% success rate on unseen tasks.", ["success rate"]),
        ("Our method reduces inference latency by 3.2x.", ["inference latency"]),
    ],
)
def test_a_metric_beside_an_outcome_is_found(sentence: str, expected: list[str]) -> None:
    doc = document(sentence)
    found = list(find_metrics(doc))
    assert [mention.text for mention in found] == expected
    assert all(doc.text[m.start : m.end] == m.text and m.label == "METRIC" and 0 < m.score <= 1 for m in found)


@pytest.mark.parametrize(
    ("sentence", "metrics", "reason"),
    [
        ("Our method achieves an accuracy of 67.2% on the test set.", ("accuracy",), "the metric is known already"),
        ("Our method outperforms the baseline by 4.2%.", (), "no metric is named"),
        ("The data set holds 1,319 questions.", (), "the number is no outcome"),
        ("", (), "an empty text"),
    ],
)
def test_what_is_no_metric(sentence: str, metrics: tuple[str, ...], reason: str) -> None:
    assert list(find_metrics(document(sentence, *metrics))) == [], reason


def test_complete_keeps_mentions_sorted_and_apart() -> None:
    doc = add_metrics(document("Our method raises accuracy by 2.5% and the retention rate by 4.1%.", "accuracy"))
    assert [mention.text for mention in doc.mentions] == ["accuracy", "retention rate"]
    assert all(a.end <= b.start for a, b in zip(doc.mentions, doc.mentions[1:], strict=False))
