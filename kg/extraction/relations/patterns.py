"""Patterns of relations: phrases that state a relation of the paper to the mentions after them.

To add one, add a row to `PATTERNS`, with the share of its claims that are right on annotated mentions as its score.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model.types import Label, RelationType


class RelationPattern(NamedTuple):
    """A phrase and the relation that it states to the mentions after it."""

    name: str  # the origin of its claims
    prefilter: tuple[str, ...]  # every match holds one of them, in lower case; a sentence with none is not searched
    type: RelationType
    phrase: re.Pattern[str]
    labels: frozenset[Label]  # of the mentions that may be its object
    needs_own_subject: bool  # the paper must be the subject: a claim needs `own_work.Speaker` to say so
    score: float  # the share that was right of 11 to 40 claims judged by eye, on gold mentions


METHODS_AND_MODELS: frozenset[Label] = frozenset({"METHOD", "MODEL"})
_TASKS: frozenset[Label] = frozenset({"TASK"})
_METRICS: frozenset[Label] = frozenset({"METRIC"})


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


PATTERNS = (
    RelationPattern(
        "based on",
        ("based ", "built ", "build", "grounded", "exten", "adapted ", "initialized"),
        "uses",
        _compile(
            r"(?:is |are |it |and )?(?:based (?:up)?on|built (?:up)?on(?: top of)?|builds? (?:up)?on(?: top of)?|"
            r"building (?:up)?on|grounded in|extends?|extension of|adapted from|initialized (?:from|with))"
        ),
        METHODS_AND_MODELS,
        needs_own_subject=True,
        score=0.88,
    ),
    RelationPattern(
        "we use",
        ("we",),
        "uses",
        _compile(
            r"we (?:\w+ ){0,2}?(?:use|adopt|employ|leverage|utili[sz]e|fine-?tune|apply|incorporate|integrate|combine|"
            r"extend|adapt|exploit|build (?:up)?on|train)"
        ),
        METHODS_AND_MODELS,
        needs_own_subject=False,
        score=0.93,
    ),
    RelationPattern(
        "using",
        ("using", "leverag", "employ", "adopt", "utili", "incorporat", "integrates", "combines", "exploits"),
        "uses",
        _compile(
            r"using|leveraging|employing|adopting|utili[sz]ing|incorporat(?:es|ing)|leverages|employs|adopts|utili[sz]es|"
            r"integrates|combines|exploits"
        ),
        METHODS_AND_MODELS,
        needs_own_subject=True,
        score=0.9,
    ),
    RelationPattern(
        "we address",
        ("we ", "address", "tackl", "problem", "task", "focus"),
        "addresses",
        _compile(
            r"we (?:\w+ ){0,2}?(?:address|tackle|study|investigate|explore|examine|revisit|pose|solve|consider|"
            r"focus on|target|analy[sz]e)|"
            r"(?:address(?:es|ing)?|tackl(?:es?|ing)) (?:the )?(?:problem|task|challenge)s? of|"
            r"(?<!training )(?<!pretext )(?<!auxiliary )(?<!proxy )(?:problem|task) of|focus(?:es|ing) on"
        ),
        _TASKS,
        needs_own_subject=True,
        score=0.93,
    ),
    RelationPattern(
        "method for",
        (" for ", " to "),
        "addresses",
        _compile(
            r"(?:framework|method|approach|model|models|benchmark|dataset|system|algorithm|pipeline|architecture|paradigm|"
            r"strategy|network|suite|technique|solution|designed|tailored|corpus|objective|loss|mechanism|recipe|"
            r"transformer) for|"
            r"(?:approach|approaches|solution|applied|apply|tailored|adapted|extended) to"
        ),
        _TASKS,
        needs_own_subject=True,
        score=0.94,
    ),
    RelationPattern(
        "to improve",
        ("improv", "enhanc", "boost", "advanc", "perform", "achiev", "solv", "enabl", "support"),
        "addresses",
        _compile(
            r"(?:to|that|can|for|and|which|significantly|substantially|effectively|it|,) "
            r"(?:improv|enhanc|boost|advanc|perform|achiev|solv|enabl|support)(?:e|es|s|ing)?"
        ),
        _TASKS,
        needs_own_subject=True,
        score=0.93,
    ),
    RelationPattern(
        "experiments on",
        ("experiments", "experimental results"),
        "addresses",
        _compile(r"(?:experiments|experimental results) (?:\w+ ){0,2}?(?:on|in|across|for|with)"),
        _TASKS,
        needs_own_subject=False,
        score=0.95,
    ),
    RelationPattern(
        "performance on",
        ("performance", "result", "evaluat", "effectiveness", "superiority", "validat", "improvement", "gain", "test"),
        "addresses",
        _compile(
            r"(?:evaluated?|validated?|tested?|evaluations?|effectiveness|superiority|improvements?|gains?|performances?|"
            r"results?) "
            r"(?:\w+ ){0,2}?(?:on|in|across|for)"
        ),
        _TASKS,
        needs_own_subject=True,
        score=0.9,
    ),
    RelationPattern(
        "in terms of",
        ("terms of", "measured", "evaluat", "assess", "quantif", "metric"),
        "measuredBy",
        _compile(
            r"in terms of|(?:as )?measured (?:by|with|in|using)|"
            r"(?:evaluat|assess|quantif)(?:ed|ing) (?:by|with|using|via)|metrics?,? (?:such as|like|including)"
        ),
        _METRICS,
        needs_own_subject=False,
        score=0.85,
    ),
)
