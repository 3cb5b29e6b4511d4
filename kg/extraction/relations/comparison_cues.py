"""Cues of comparisons: words that may compare names of a sentence, and the candidates named after them.

A cue claims nothing. Each method or model after one, or in a list that follows it, is a candidate for a comparison
there; `compared_pairs` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.extraction.discourse.comparison_rules import CUES
from kg.extraction.discourse.comparisons import Comparison as Phrase
from kg.extraction.discourse.comparisons import find_comparisons
from kg.extraction.discourse.enumerations import may_join_items
from kg.extraction.discourse.no_rivals import claims_nothing, is_unnamed_class
from kg.extraction.discourse.rule import combine, to_lower
from kg.extraction.document import Document, MentionIndex
from kg.model.types import ACHIEVERS

_CUE = combine(CUES)


class Cue(NamedTuple):
    """The words of a cue, by place, and the name of the rule that found them."""

    start: int
    end: int
    name: str


class Candidate(NamedTuple):
    """A method or model after a cue, and the comparison that the rules of `discourse` read with it, if any."""

    cue: Cue
    mention: MentionIndex
    phrase: Phrase | None
    head: MentionIndex  # the first of the list that it is in, which may be itself
    phrase_of_head: Phrase | None


def find_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a sentence, in order."""
    for match in _CUE.finditer(to_lower(text), start, end):
        yield Cue(*match.span(), (match.lastgroup or "").replace("_", " "))


def find_candidates(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """The candidates of the sentence at `start:end`, in order: each method or model with the cue that governs it.

    That is the cue within the comparison that the rules of `discourse` read with it, else the last cue before it.
    """
    inside = document.mentions_in(start, end)
    names = [i for i in inside if document.mentions[i].label in ACHIEVERS]
    if not names:
        return
    spans = [(document.mentions[i].start, document.mentions[i].end) for i in names]
    cues = [
        cue for cue in find_cues(document.text, start, end) if not any(a < cue.end and cue.start < b for a, b in spans)
    ]
    phrases: dict[MentionIndex, Phrase] = {}
    for read in find_comparisons(document, start, end, range(inside[0], inside[-1] + 1)):
        for i in read.objects:
            phrases.setdefault(i, read)
    heads: dict[MentionIndex, MentionIndex] = {}
    for i, following in pairwise(names):
        gap = document.text[document.mentions[i].end : document.mentions[following].start]
        if may_join_items(gap):
            heads[following] = heads.get(i, i)
    for i in names:
        phrase, head = phrases.get(i), heads.get(i, i)
        governing = phrase or phrases.get(head)
        before = [cue for cue in cues if cue.end <= document.mentions[head].start]
        if governing is not None:
            meeting = [cue for cue in before if cue.start < governing.end and governing.start < cue.end]
            before = meeting or [Cue(governing.start, governing.end, "phrase")]
        if before and not claims_nothing(document, before[-1].start) and not is_unnamed_class(document, i):
            yield Candidate(before[-1], i, phrase, head, governing)
