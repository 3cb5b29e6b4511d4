"""Enumerations: the names that follow a phrase, one or several: "outperforms A, B, and C"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from kg.extraction.document import Document, MentionIndex
from kg.model.types import Label

_NEGATIONS = ("non-", "Non-")  # before a mention: another thing than it names
_WIDEST_AND = 40  # characters between two items of an enumeration
_WORDS_BETWEEN = 5
_WIDEST = 90  # characters between a phrase and its first name
_MOST = 100  # names of one enumeration
_FILLER = re.compile(r"[\s\w'’.,/()&+%~-]*")
_NEW_ITEM = re.compile(r"\w,\s(?:and|or|we|our|it|which)\s")
_STOP = re.compile(r"(?<!e\.g)(?<!i\.e)\.\s")
# Words that end the noun phrase after a phrase such as "outperforms": what follows them is not its object.
_ENDS_PHRASE = re.compile(
    r"(?<![\w-])(?:of|on|in|for|by|with|while|that|which|who|when|where|to|from|using|is|are|was|were|be|we|our|its?|this|these|via|"
    r"under|through|across|as|at|into|than|but|although|because|if|after|before|during|without|between|can|achiev\w+|show\w*)(?![\w-])",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\s(?:such as|including|like|e\.g\.,?|i\.e\.,?|namely)\s|\(e\.g\.,?\s?|\s?\(", re.IGNORECASE)
_AND = re.compile(
    r"\s*(?:\)|,|/|\+|and|or|as well as|both|the|a|an|even|also|its|their|standard|vanilla|existing|recent|"
    r"such as|e\.g\.,?|models?|methods?|baselines?|\s|\()*\s*",
    re.IGNORECASE,
)
# "LLM-based embedding models": the first name only says of what kind the thing named next is.
_MODIFIES = re.compile(r"-(?:based|style|like|driven|powered)\s(?:[\w-]+\s)?")


def list_following(document: Document, labels: Collection[Label], after: int, inside: range) -> Iterator[MentionIndex]:
    """Positions of the mentions with one of the labels in an enumeration that begins shortly after an offset.

    `after` is where the phrase ends, `inside` the positions of the mentions that may follow, such as its sentence's.
    """
    text, mentions = document.text, document.mentions
    end, begun = after, False
    first = bisect_left(mentions, after, inside.start, inside.stop, key=lambda mention: mention.start)
    for i in range(first, min(first + _MOST, inside.stop)):
        mention = mentions[i]
        if mention.start < end:
            continue
        if mention.start - end > (_WIDEST_AND if begun else _WIDEST):
            return
        gap = text[end : mention.start]
        if not (_AND.fullmatch(gap) if begun else _leads_to_name(gap)):
            return
        if mention.label in labels and i + 1 in inside and _is_modifier(document, i):
            continue
        if mention.label in labels and not text.startswith(_NEGATIONS, max(0, mention.start - 4)):
            begun = True
            yield MentionIndex(i)
        elif begun or mention.label not in ("METHOD", "MODEL"):
            return
        end = mention.end


def _is_modifier(document: Document, i: int) -> bool:
    """Whether a mention only modifies the next one, which is a method or model as well."""
    mention, following = document.mentions[i : i + 2]
    same = {mention.label, following.label} <= {"METHOD", "MODEL"}
    return same and _MODIFIES.fullmatch(document.text, mention.end, following.start) is not None


def _leads_to_name(gap: str) -> bool:
    """Whether the words before the first name belong to its noun phrase: "strong baselines such as X"."""
    if not _FILLER.fullmatch(gap) or _STOP.search(gap) or _NEW_ITEM.search(gap):
        return False
    phrase = _EXAMPLES.split(gap)
    return len(phrase) <= 2 and len(phrase[0].split()) <= _WORDS_BETWEEN and not any(map(_ENDS_PHRASE.search, phrase))
