"""Comparisons that claim nothing, because of what they compare.

That is a class of things, the paper's own kin (JudgeFam-7B beside JudgeFam), or how much is known rather than what is
better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extraction.coreference.clusters import get_name_prefix, make_name_key
from kg.extraction.discourse.own_work import NOT_OURS
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document, MentionIndex

CLASS_HEAD = re.compile(
    r"(?:models?|networks?|transformers?|llms?|vlms?|mllms?|lms?|agents?|methods?|learning|training|tuning|decoding|"
    r"generation|attention)$",
    re.IGNORECASE,
)
"""Matches the last word of a name of a class of things: "language models", "LLMs"."""

_UNNAMED = re.compile(rf"\b(?:{NOT_OURS}|other|many|most|all|competing)\s(?:[\w-]+\s){{0,2}}$", re.IGNORECASE)
_OF_A_SIZE = re.compile(
    r"\sof\s(?:the\s|a\s)?(?:same|similar|comparable|equal|larger|greater|equivalent)\s(?:size|scale|capacity|parameter)",
    re.IGNORECASE,
)
# "Less studied than", "limited compared to": how much is known or there, not what is better.
_NO_CLAIM = re.compile(
    r"\b(?:(?:less|more|rarely|under|little|hardly|better|least|most|widely|well)[\s-](?:\w+ly\s)?(?:studied|explored|understood|known|"
    r"investigated|researched|examined|discussed|documented|common|popular|mature|used)|underexplored|understudied|"
    r"limited|scarce|rare|different(?:ly)?|differs?|unclear)\s(?:when\s)?$",
    re.IGNORECASE,
)
_WINDOW = 60  # characters before a name or a cue that are looked at
_SHORTEST_STEM = 3

RULES = (
    Rule(
        name="unnamed class",
        says="A name that ends in a class noun stands for nobody in particular.",
        pattern=_UNNAMED,
        reads="before",
        example="It beats existing [MODEL LLMs].",
        no_op="It beats [MODEL LLMs].",
        why="a class that is named as such may be a rival: it is a technique of its own",
    ),
    Rule(
        name="class of a size",
        says="A name that ends in a class noun stands for nobody in particular.",
        pattern=_OF_A_SIZE,
        reads="after",
        example="It beats [MODEL language models] of the same size.",
        no_op="It beats [MODEL language models] of the last year.",
        why="the year is no bound of size",
    ),
    Rule(
        name="nothing claimed",
        says="The cue compares how much is known or there, not what is better.",
        pattern=_NO_CLAIM,
        reads="before",
        example="Rotors are less studied [CUE than] [METHOD wings].",
        no_op="Rotors are less noisy [CUE than] [METHOD wings].",
        why="less noise is better",
    ),
)


def is_unnamed_class(document: Document, mention: MentionIndex) -> bool:
    """Whether a name stands for unnamed members of a class: "existing LLMs", "language models of the same size"."""
    named, text = document.mentions[mention], document.text
    if CLASS_HEAD.search(named.text) is None:
        return False
    before = text[max(0, named.start - _WINDOW) : named.start]
    return _UNNAMED.search(before) is not None or _OF_A_SIZE.match(text, named.end) is not None


def claims_nothing(document: Document, cue_start: int) -> bool:
    """Whether the words before a cue show that it compares how much is known, or only says that two things differ."""
    return _NO_CLAIM.search(document.text[max(0, cue_start - _WINDOW) : cue_start]) is not None


def is_kin(name: str, own_names: Iterable[str]) -> bool:
    """Whether a name is kin of the paper's own, that is, built on one of them: JudgeFam-7B beside JudgeFam."""
    key, prefix = make_name_key(name), get_name_prefix(name)
    for own in own_names:
        stem = make_name_key(own)
        if len(stem) >= _SHORTEST_STEM and key.startswith(stem):
            return True
        if len(prefix) >= _SHORTEST_STEM and prefix == get_name_prefix(own) and prefix != own.casefold():
            return True
    return False
