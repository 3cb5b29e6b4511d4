"""From the scores of tags to spans: the best path that the tags allow, and what each of its spans is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extraction.mentions.encoder.heads import OUTSIDE, TAGS

Floats = NDArray[np.float32]

_NEVER = -1e4


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Which tag may follow which, come first and come last: 0, or far below any score."""

    tags: Sequence[str]
    follow: Floats
    first: Floats
    last: Floats


def grammar(tags: Sequence[str]) -> Grammar:
    """What tags of the form B-X, I-X, E-X, S-X and O allow: begin, inside, end, single, outside."""
    opens = np.array([tag == OUTSIDE or tag[0] in "BS" for tag in tags])
    closes = np.array([tag == OUTSIDE or tag[0] in "ES" for tag in tags])
    allowed = np.outer(closes, opens)
    for i, tag in enumerate(tags):
        if tag[0] in "BI":
            for place in "IE":
                allowed[i, tags.index(f"{place}{tag[1:]}")] = True
    cost = [np.where(may, 0.0, _NEVER).astype(np.float32) for may in (allowed, opens, closes)]
    return Grammar(tags, *cost)


OURS = grammar(TAGS)


def decode(scores: Floats, rules: Grammar = OURS) -> Iterator[tuple[int, int, str]]:
    """The spans (first word, word after the last, label) of the best path through (words, tags), by Viterbi (1967)."""
    if not len(scores):
        return
    best = scores[0] + rules.first
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        through = best[:, None] + rules.follow
        back[i] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[i]
    tag = int((best + rules.last).argmax())
    path = [tag]
    for i in range(len(scores) - 1, 0, -1):
        tag = int(back[i, tag])
        path.append(tag)
    start = 0
    for i, tag in enumerate(reversed(path)):
        place = rules.tags[tag][0]
        if place in "BS":
            start = i
        if place in "ES":
            yield start, i + 1, rules.tags[tag][2:]
