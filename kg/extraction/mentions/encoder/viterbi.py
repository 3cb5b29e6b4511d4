"""From the logits of tags to spans: Viterbi's search for the best sequence that the tag scheme BIOES allows."""

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
    """What each transition between tags costs: 0 where it is allowed, else far below any score.

    Shapes: `follow` (tags, tags), from the row's tag to the column's; `first` and `last` (tags,).
    """

    tags: Sequence[str]
    follow: Floats
    first: Floats
    last: Floats


def build_grammar(tags: Sequence[str]) -> Grammar:
    """The transitions that BIOES allows: tags are B-X, I-X, E-X, S-X (begin, inside, end, single) or O (outside)."""
    opens = np.array([tag == OUTSIDE or tag[0] in "BS" for tag in tags])
    closes = np.array([tag == OUTSIDE or tag[0] in "ES" for tag in tags])
    allowed = np.outer(closes, opens)
    for i, tag in enumerate(tags):
        if tag[0] in "BI":
            for place in "IE":
                allowed[i, tags.index(f"{place}{tag[1:]}")] = True
    cost = [np.where(may, 0.0, _NEVER).astype(np.float32) for may in (allowed, opens, closes)]
    return Grammar(tags, *cost)


BIOES = build_grammar(TAGS)


def decode(scores: Floats, grammar: Grammar = BIOES) -> Iterator[tuple[int, int, str]]:
    """The spans of the best sequence of tags (Viterbi 1967), as (first word, word after the last, label).

    Shape of `scores`: (words, tags).
    """
    if not len(scores):
        return
    best = scores[0] + grammar.first
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        through = best[:, None] + grammar.follow
        back[i] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[i]
    tag = int((best + grammar.last).argmax())
    path = [tag]
    for i in range(len(scores) - 1, 0, -1):
        tag = int(back[i, tag])
        path.append(tag)
    start = 0
    for i, tag in enumerate(reversed(path)):
        place = grammar.tags[tag][0]
        if place in "BS":
            start = i
        if place in "ES":
            yield start, i + 1, grammar.tags[tag][2:]
