"""Spans that belong to a number: the best sequence of tags over the words of its sentence (Viterbi, 1967)."""

from __future__ import annotations

import numpy as np

from kg.extraction.mentions.encoder.output import LogProbabilities
from kg.extraction.results.claim_reader.columns import SPAN_TAGS
from kg.extraction.results.claim_reader.pair_features import Ints

_OUTSIDE, _BEGIN, _INSIDE = (SPAN_TAGS.index(tag) for tag in "OBI")
_NEVER = -1e9


def decode_spans(log_probabilities: LogProbabilities, words: Ints) -> list[tuple[int, int]]:
    """The spans as first and last words, from the log probabilities of tags of all words.

    `words` are the neighbouring words that may be part of one. Shapes: (W, tags), (words,).
    """
    if not len(words):
        return []
    scores = log_probabilities[words]
    steps = np.zeros((len(SPAN_TAGS), len(SPAN_TAGS)))
    steps[_OUTSIDE, _INSIDE] = _NEVER
    best = scores[0].copy()
    best[_INSIDE] = _NEVER
    came_from = []
    for row in scores[1:]:
        paths = best[:, None] + steps
        came_from.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    tag = int(best.argmax())
    tags = [tag]
    for row in reversed(came_from):
        tag = int(row[tag])
        tags.append(tag)
    spans: list[tuple[int, int]] = []
    for word, tag in zip(words.tolist(), reversed(tags), strict=True):
        if tag == _BEGIN:
            spans.append((word, word))
        elif tag == _INSIDE:
            spans[-1] = (spans[-1][0], word)
    return spans
