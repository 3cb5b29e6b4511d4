"""Cues of comparisons: the words that may compare what a sentence names, and what is named after them.

A cue claims nothing. Each method or model after one, or more of a list, is a candidate for what is compared with
something there; `compared_pairs` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.extraction.discourse.comparisons import Comparison as Phrase
from kg.extraction.discourse.comparisons import find_comparisons
from kg.extraction.discourse.no_rivals import claims_nothing, is_unnamed_class
from kg.extraction.document import Document, MentionIndex

_CUES = {
    "outperform": r"out-?(?:perform|class|pac)(?:e?s|e?d|ing|e)?",
    "surpass": r"(?:surpass|exceed|beat)(?:e?s|ed|ing|en)?|overtak(?:e?s|ing|en)|overcom(?:e?s|ing)|"
    r"dominat(?:e?s|ed|ing)",
    "superior": r"superior(?:ity)?(?:\s[\w-]+){0,3}?\s(?:to|over)",
    "improve over": r"improv(?:es?|ed|ing|ements?)(?:\s[\w%-]+){0,4}?\s(?:up)?(?:on|over)",
    "gain over": r"(?:gain|advantage|benefit|increase|boost|reduction|speed-?up|saving)s?(?:\s[\w%.-]+){0,4}?\s"
    r"(?:over|against)",
    "worse": r"underperform(?:s|ed|ing)?|inferior\sto|(?:lag|trail)(?:s|ged|ging|ed|ing)?(?:\sbehind)?|"
    r"f[ae]ll(?:s|ing)?\s(?:short\sof|behind|below)|below",
    "ahead": r"ahead\sof|above|upon|over",
    "match": r"(?:match|rival)(?:e?s|ed|ing|led|ling)?|approach(?:es|ed|ing)",
    "par": r"(?:on|at)\s(?:a\s)?par\swith|parity\swith|close\sto|in\sline\swith",
    "comparable": r"(?:comparabl[ey]|competitive(?:ly)?|equivalent|equal|similar|identical|same|as\s\w+)"
    r"(?:\s[\w-]+){0,4}?\s(?:to|with|against|as)",
    "compare": r"compar(?:e|es|ed|ing)(?:\s(?:to|with|against))?|(?:in\s)?comparisons?\s(?:to|with|against|between|of)|"
    r"benchmark(?:ed|ing)?\sagainst",
    "contrast": r"in\scontrast\s(?:to|with)|unlike|whereas|while|but",
    "relative": r"relative\sto|with\srespect\sto|versus|vs\.?|against",
    "than": r"than",
    "share of": r"(?:retain|preserv|maintain|achiev|reach|recover)(?:e?s|ed|ing)?\s[^,;]{0,40}?\sof|"
    r"the\sperformance\sof",
    "replace": r"instead\sof|rather\sthan",
}
_CUE = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _CUES.items()) + r")(?![\w-])",
    re.IGNORECASE,
)
# What stands between two items of a list: "A (40%), B by 12%, and the C".
_IN_LIST = re.compile(
    r"(?>[\s,;/+&)(]|"
    r"(?:and|or|as\swell\sas|also|even|the|an?|both|models?|methods?|baselines?|by|vanilla|standard|other|its)\b|"
    r"in\s[\w-]+|[~≈+-]?[0-9][0-9.,]*+\\?\s?(?:%|x\b|×|times\b|points?\b|percentage\spoints?\b)?)*+",
    re.IGNORECASE,
)


class Cue(NamedTuple):
    """The words of a cue, by what they are a form of."""

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
    for match in _CUE.finditer(text, start, end):
        yield Cue(*match.span(), (match.lastgroup or "").replace("_", " "))


def find_candidates(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """The candidates of the sentence at `start:end`, in order: each method or model with the cue that governs it.

    That is the cue of the comparison that the rules read with it, else the last before it.
    """
    inside = document.mentions_in(start, end)
    names = [i for i in inside if document.mentions[i].label in ("METHOD", "MODEL")]
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
        if _IN_LIST.fullmatch(gap):
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
