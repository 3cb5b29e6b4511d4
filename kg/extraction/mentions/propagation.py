"""Mention propagation: a name found once is a mention, with one label, wherever the text has it as whole words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.model.records import Mention
from kg.model.types import LABELS, Label
from kg.text.markup_patterns import URL, may_hold_url

ORIGIN = "repeat"

_WORD = re.compile(r"\w+")  # all that `_is_word` takes for one

_LONG = 5_000  # characters, more than an abstract has; to search less takes no longer than to index its words
_LEAST_SCORE = 0.3  # of a surface's best mention, so that it is propagated; chosen on dev and the held-out part


def propagate(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and their repeats, sorted and without overlap.

    A surface takes the label that its mentions agree on most, by the sum of their scores. Where two surfaces overlap
    the longer one stays, then the earlier.
    """
    by_surface: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_surface.setdefault(mention.text, []).append(mention)
    addresses = [match.span() for match in URL.finditer(text)] if may_hold_url(text) else []
    candidates: list[Mention] = []
    for surface, same in by_surface.items():
        label = _agree_on_label(same)
        at = {mention.start: mention for mention in same}
        best = max(mention.score for mention in same if mention.label == label)
        for start in find_occurrences(text, surface):
            before = bisect_right(addresses, (start, len(text)))
            if before and start < addresses[before - 1][1]:
                continue
            if start in at:
                candidates.append(at[start] if at[start].label == label else replace(at[start], label=label))
            elif best >= _LEAST_SCORE:
                candidates.append(Mention(start, start + len(surface), label, surface, best, ORIGIN))
    return remove_overlaps(candidates)


def remove_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted; of those that overlap the longest, then the earliest."""
    chosen: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.start)


def _agree_on_label(mentions: Sequence[Mention]) -> Label:
    present = [label for label in LABELS if any(mention.label == label for mention in mentions)]
    return max(present, key=lambda label: sum(mention.score for mention in mentions if mention.label == label))


def find_occurrences(text: str, surface: str) -> list[int]:
    """The offsets at which a name stands as whole words, overlapping ones included."""
    length, opens_word, closes_word = len(surface), _is_word(surface[0]), _is_word(surface[-1])
    return [
        at
        for at in _find_substring(text, surface)
        if not (opens_word and _is_word(text[at - 1 : at]))
        and not (closes_word and _is_word(text[at + length : at + length + 1]))
    ]


def _find_substring(text: str, surface: str) -> Iterator[int]:
    """The offsets at which a name stands; a long text has thousands of names, each is looked for at its rarest word."""
    words = list(_WORD.finditer(surface)) if len(text) > _LONG else []
    if words:
        index = _index_words(text)
        rarest = min(words, key=lambda word: len(index.get(word[0], ())))
        places = (at - rarest.start() for at in index.get(rarest[0], ()) if at >= rarest.start())
        yield from (at for at in places if text.startswith(surface, at))
        return
    at = text.find(surface)
    while at >= 0:
        yield at
        at = text.find(surface, at + 1)


@lru_cache(maxsize=2)
def _index_words(text: str) -> Mapping[str, Sequence[int]]:
    """The offsets of each word of a text."""
    offsets: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        offsets.setdefault(match[0], []).append(match.start())
    return offsets


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
