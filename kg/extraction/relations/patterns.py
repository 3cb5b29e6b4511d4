"""The cue phrases of `relations`: what each says of the mentions after it, and how often it is right."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model.types import Label, RelationType


class Rule(NamedTuple):
    """A cue phrase and what it says of the mentions after it."""

    name: str
    hints: tuple[str, ...]  # every cue holds one of them, in lower case: a sentence with none is not searched
    type: RelationType
    cue: re.Pattern[str]
    labels: frozenset[Label]
    own: bool  # the paper must be the subject
    score: float  # the share that was right of 11 to 40 claims judged by eye, on gold mentions


THINGS: frozenset[Label] = frozenset({"METHOD", "MODEL"})
_TASKS: frozenset[Label] = frozenset({"TASK"})
_METRICS: frozenset[Label] = frozenset({"METRIC"})


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


RULES = (
    Rule(
        "baselines such as",
        ("baseline", "competitor", "counterpart"),
        "comparesWith",
        _cue(r"(?:baselines?|competitors?|counterparts?)(?: \w+)?,? (?:such as|like|including|e\.g\.)"),
        THINGS,
        own=False,
        score=0.9,
    ),
    Rule(
        "based on",
        ("based ", "built ", "build", "grounded", "exten", "adapted ", "initialized"),
        "uses",
        _cue(
            r"(?:is |are |it |and )?(?:based (?:up)?on|built (?:up)?on(?: top of)?|builds? (?:up)?on(?: top of)?|"
            r"building (?:up)?on|grounded in|extends?|extension of|adapted from|initialized (?:from|with))"
        ),
        THINGS,
        own=True,
        score=0.88,
    ),
    Rule(
        "we use",
        ("we",),
        "uses",
        _cue(
            r"we (?:\w+ ){0,2}?(?:use|adopt|employ|leverage|utili[sz]e|fine-?tune|apply|incorporate|integrate|combine|"
            r"extend|adapt|exploit|build (?:up)?on|train)"
        ),
        THINGS,
        own=False,
        score=0.93,
    ),
    Rule(
        "using",
        ("using", "leverag", "employ", "adopt", "utili", "incorporat", "integrates", "combines", "exploits"),
        "uses",
        _cue(
            r"using|leveraging|employing|adopting|utili[sz]ing|incorporat(?:es|ing)|leverages|employs|adopts|utili[sz]es|"
            r"integrates|combines|exploits"
        ),
        THINGS,
        own=True,
        score=0.9,
    ),
    Rule(
        "we address",
        ("we ", "address", "tackl", "problem", "task"),
        "addresses",
        _cue(
            r"we (?:\w+ ){0,2}?(?:address|tackle|study|investigate|explore|consider|focus on|target)|"
            r"(?:address(?:es|ing)?|tackl(?:es?|ing)) "
            r"(?:the )?(?:problem|task|challenge)s? of|(?:problem|task) of"
        ),
        _TASKS,
        own=True,
        score=0.93,
    ),
    Rule(
        "method for",
        (" for ",),
        "addresses",
        _cue(
            r"(?:framework|method|approach|model|models|benchmark|dataset|system|algorithm|pipeline|architecture|paradigm|strategy|"
            r"network|suite|technique|solution|designed|tailored) for"
        ),
        _TASKS,
        own=True,
        score=0.88,
    ),
    Rule(
        "in terms of",
        ("terms of", "measured", "evaluat", "assess", "quantif", "metric"),
        "measuredBy",
        _cue(
            r"in terms of|(?:as )?measured (?:by|with|in|using)|"
            r"(?:evaluat|assess|quantif)(?:ed|ing) (?:by|with|using|via)|metrics?,? (?:such as|like|including)"
        ),
        _METRICS,
        own=False,
        score=0.85,
    ),
)
