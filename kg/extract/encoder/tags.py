"""From the scores of tags to spans: the best path that the tags allow, and what each of its spans is worth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.heads import OUTSIDE, TAGS

Floats = NDArray[np.float32]

_NEVER = -1e4


def _transitions() -> tuple[Floats, Floats, Floats]:
    """What may follow what, what may come first and what last: 0, or far below any score."""
    opens = np.array([tag == OUTSIDE or tag[0] in "BS" for tag in TAGS])
    closes = np.array([tag == OUTSIDE or tag[0] in "ES" for tag in TAGS])
    allowed = np.outer(closes, opens)
    for i, tag in enumerate(TAGS):
        if tag[0] in "BI":
            for place in "IE":
                allowed[i, TAGS.index(f"{place}{tag[1:]}")] = True
    cost = [np.where(may, 0.0, _NEVER).astype(np.float32) for may in (allowed, opens, closes)]
    return cost[0], cost[1], cost[2]


_FOLLOW, _FIRST, _LAST = _transitions()


def decode(scores: Floats) -> Iterator[tuple[int, int, str]]:
    """The spans (first word, word after the last, label) of the best path through (words, tags), by Viterbi (1967)."""
    if not len(scores):
        return
    best = scores[0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        through = best[:, None] + _FOLLOW
        back[i] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[i]
    tag = int((best + _LAST).argmax())
    path = [tag]
    for i in range(len(scores) - 1, 0, -1):
        tag = int(back[i, tag])
        path.append(tag)
    start = 0
    for i, tag in enumerate(reversed(path)):
        place = TAGS[tag][0]
        if place in "BS":
            start = i
        if place in "ES":
            yield start, i + 1, TAGS[tag][2:]
