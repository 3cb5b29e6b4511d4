"""From the logits of tags to spans: Viterbi's search for the best sequence that the tag scheme BIOES allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extraction.mentions.encoder.heads import OUTSIDE, TAGS

Floats = NDArray[np.float32]

Path = NDArray[np.int64]  # a tag for each word

_NEVER = -1e4
_MARGINS = (2, 6)  # words on either side of a transition that is not allowed: 2 are enough for 19 texts in 20


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Scores of transitions between tags: 0 where a transition is allowed, else far below any score.

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
    """The spans of the best sequence of tags, as (first word, word after the last, label).

    Shape of `scores`: (words, tags).
    """
    start = 0
    path = find_best_path(scores, grammar)
    for i in np.flatnonzero(path != grammar.tags.index(OUTSIDE)).tolist():
        place, label = grammar.tags[path[i]].split("-", maxsplit=1)
        if place in "BS":
            start = i
        if place in "ES":
            yield start, i + 1, label


def find_best_path(scores: Floats, grammar: Grammar = BIOES) -> Path:
    """The sequence of tags with the highest sum of scores among the allowed ones. Shape of `scores`: (words, tags).

    First each word gets its own best tag; then only the stretches around forbidden transitions are searched, each
    without regard to the words outside it. If the result has no forbidden transition, no allowed sequence has a higher
    sum, since none has one within a stretch or outside. Otherwise longer stretches are, and at last the whole text.
    """
    path: Path = scores.argmax(axis=1)
    if broken := _list_forbidden(path, grammar):
        path = _search_around(broken, scores, path, grammar)
    return path


def _search_around(broken: Sequence[int], scores: Floats, path: Path, grammar: Grammar) -> Path:
    """The best path, given each word's best tag (`path`) and the forbidden transitions among these."""
    for margin in _MARGINS:
        mended = path.copy()
        for low, high in _list_stretches(broken, margin, len(path)):
            mended[low:high] = _search(scores[low:high], grammar, opens=low == 0, closes=high == len(path))
        if not _list_forbidden(mended, grammar):
            return mended
    return _search(scores, grammar, opens=True, closes=True)


def _list_forbidden(path: Path, grammar: Grammar) -> list[int]:
    """The words before which a transition is not allowed; the number of words for the end of the text."""
    if not len(path):
        return []
    broken: list[int] = (np.flatnonzero(grammar.follow[path[:-1], path[1:]] < 0) + 1).tolist()
    if grammar.first[path[0]] < 0:
        broken.insert(0, 0)
    if grammar.last[path[-1]] < 0:
        broken.append(len(path))
    return broken


def _list_stretches(broken: Sequence[int], margin: int, words: int) -> list[tuple[int, int]]:
    """The stretches of words within a margin of forbidden transitions, merged so that they do not touch."""
    stretches: list[tuple[int, int]] = []
    for at in broken:
        low, high = max(0, at - margin), min(words, at + margin)
        if stretches and low <= stretches[-1][1]:
            low = stretches.pop()[0]
        stretches.append((low, high))
    return stretches


def _search(scores: Floats, grammar: Grammar, *, opens: bool, closes: bool) -> Path:
    """The best path by Viterbi's search (1967).

    `opens` says that the text begins with the first word, `closes` that it ends with the last; otherwise any tag may
    come before or after.
    """
    best = scores[0] + grammar.first if opens else scores[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        through = best[:, None] + grammar.follow
        back[i] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[i]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = (best + grammar.last if closes else best).argmax()
    for i in range(len(scores) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path
