"""Spans that belong to a number: the best sequence of tags over the words of its sentence (Viterbi, 1967)."""

from __future__ import annotations

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
    scores = log_probabilities[words].tolist()
    best = scores[0]
    best[_INSIDE] = _NEVER
    came_from = []
    for row in scores[1:]:
        inside = list(best)
        inside[_OUTSIDE] += _NEVER
        before, before_inside = best.index(max(best)), inside.index(max(inside))
        came_from.append((before, before, before_inside))
        best = [best[before] + row[_OUTSIDE], best[before] + row[_BEGIN], inside[before_inside] + row[_INSIDE]]
    tag = best.index(max(best))
    tags = [tag]
    for origins in reversed(came_from):
        tag = origins[tag]
        tags.append(tag)
    spans: list[tuple[int, int]] = []
    for word, tag in zip(words.tolist(), reversed(tags), strict=True):
        if tag == _BEGIN:
            spans.append((word, word))
        elif tag == _INSIDE:
            spans[-1] = (spans[-1][0], word)
    return spans
