"""Spans of words that belong to a number, from the tags' probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.results.claim_reader.columns import SPAN_TAGS
from kg.extraction.results.claim_reader.span_tags import decode_spans


def tag_words(tags: str, sure: float = 0.9) -> np.ndarray:
    """Log probabilities under which each word most likely has its tag."""
    rows = np.full((len(tags), len(SPAN_TAGS)), (1 - sure) / 2)
    rows[np.arange(len(tags)), [SPAN_TAGS.index(tag) for tag in tags]] = sure
    return np.log(rows)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("OOO", []),
        ("OBO", [(1, 1)]),
        ("OBII", [(1, 3)]),
        ("BIOB", [(0, 1), (3, 3)]),
        ("BIBI", [(0, 1), (2, 3)]),
    ],
)
def test_tags_make_spans(tags: str, expected: list[tuple[int, int]]) -> None:
    assert decode_spans(tag_words(tags), np.arange(len(tags))) == expected


def test_nothing_begins_inside() -> None:
    # The likeliest tag of the second word cannot follow the first; to begin there is the next best.
    rows = np.log(np.array([[0.98, 0.01, 0.01], [0.1, 0.3, 0.6], [0.1, 0.1, 0.8]]))
    assert decode_spans(rows, np.arange(3)) == [(1, 2)]


def test_only_the_given_words_count_and_keep_their_positions() -> None:
    assert decode_spans(tag_words("BIBO"), np.array([2, 3])) == [(2, 2)]
    assert decode_spans(tag_words("BI"), np.array([], dtype=np.int64)) == []
