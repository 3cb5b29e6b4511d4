"""Patterns of relations: phrases that state a relation of the paper to the mentions after them.

To add one, add a row to `PATTERNS`, with the share of its claims that are right on annotated mentions as its score.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.discourse.rule import Rule, compile_words
from kg.model.types import ACHIEVERS, Label, RelationType


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPattern(Rule):
    """A phrase and the relation that it states to the mentions after it; its name is the origin of its claims."""

    prefilter: tuple[str, ...]  # every match holds one of them, in lower case; a sentence with none is not searched
    type: RelationType
    labels: frozenset[Label]  # of the mentions that may be its object
    needs_own_subject: bool = False  # `own_work.Speaker` must say, where the phrase ends, that the paper is its subject
    score: float  # the share that was right of 11 to 40 claims judged by eye, on gold mentions


METHODS_AND_MODELS: frozenset[Label] = frozenset(ACHIEVERS)
_TASKS: frozenset[Label] = frozenset({"TASK"})
_METRICS: frozenset[Label] = frozenset({"METRIC"})


PATTERNS = (
    RelationPattern(
        name="based on",
        says="The paper's own work uses what follows.",
        pattern=compile_words(
            r"(?:is |are |it |and )?(?:based (?:up)?on|built (?:up)?on(?: top of)?|builds? (?:up)?on(?: top of)?|"
            r"building (?:up)?on|grounded in|extends?|extension of|adapted from|initialized (?:from|with))"
        ),
        example="We propose a model that is built on top of [MODEL X].",
        no_op="We propose an LLM-based on-device [MODEL X].",
        why="a part of a compound",
        prefilter=("based ", "built ", "build", "grounded", "exten", "adapted ", "initialized"),
        type="uses",
        labels=METHODS_AND_MODELS,
        needs_own_subject=True,
        score=0.88,
    ),
    RelationPattern(
        name="we use",
        says="The paper's own work uses what follows.",
        pattern=compile_words(
            r"we (?:\w+ ){0,2}?(?:use|adopt|employ|leverage|utili[sz]e|fine-?tune|apply|incorporate|integrate|combine|"
            r"extend|adapt|exploit|build (?:up)?on|train)"
        ),
        example="We also adopt [METHOD X].",
        no_op="They use [METHOD X].",
        why="others use it",
        prefilter=("we",),
        type="uses",
        labels=METHODS_AND_MODELS,
        score=0.93,
    ),
    RelationPattern(
        name="using",
        says="The paper's own work uses what follows.",
        pattern=compile_words(
            r"using|leveraging|employing|adopting|utili[sz]ing|incorporat(?:es|ing)|leverages|employs|adopts|utili[sz]es|"
            r"integrates|combines|exploits"
        ),
        example="We train it using [METHOD X].",
        no_op="We are reusing [METHOD X].",
        why="another word",
        prefilter=("using", "leverag", "employ", "adopt", "utili", "incorporat", "integrates", "combines", "exploits"),
        type="uses",
        labels=METHODS_AND_MODELS,
        needs_own_subject=True,
        score=0.9,
    ),
    RelationPattern(
        name="we address",
        says="The paper addresses the task that follows.",
        pattern=compile_words(
            r"we (?:\w+ ){0,2}?(?:address|tackle|study|investigate|explore|examine|revisit|pose|solve|consider|"
            r"focus on|target|analy[sz]e)|"
            r"(?:address(?:es|ing)?|tackl(?:es?|ing)) (?:the )?(?:problem|task|challenge)s? of|"
            r"(?<!training )(?<!pretext )(?<!auxiliary )(?<!proxy )(?:problem|task) of|focus(?:es|ing) on"
        ),
        example="We further investigate [TASK X].",
        no_op="We use the pre-training task of [TASK X].",
        why="a means of training",
        prefilter=("we ", "address", "tackl", "problem", "task", "focus"),
        type="addresses",
        labels=_TASKS,
        needs_own_subject=True,
        score=0.93,
    ),
    RelationPattern(
        name="method for",
        says="The paper addresses the task that follows.",
        pattern=compile_words(
            r"(?:framework|method|approach|model|models|benchmark|dataset|system|algorithm|pipeline|architecture|paradigm|"
            r"strategy|network|suite|technique|solution|designed|tailored|corpus|objective|loss|mechanism|recipe|"
            r"transformer) for|"
            r"(?:approach|approaches|solution|applied|apply|tailored|adapted|extended) to"
        ),
        example="We present a framework for [TASK X].",
        no_op="We vote for [TASK X].",
        why="no noun of a method",
        prefilter=(" for ", " to "),
        type="addresses",
        labels=_TASKS,
        needs_own_subject=True,
        score=0.94,
    ),
    RelationPattern(
        name="to improve",
        says="The paper addresses the task that follows.",
        pattern=compile_words(
            r"(?:to|that|can|for|and|which|significantly|substantially|effectively|it|,) "
            r"(?:improv|enhanc|boost|advanc|perform|achiev|solv|enabl|support)(?:e|es|s|ing)?"
        ),
        example="We propose a loss that improves [TASK X].",
        no_op="We see improvements in [TASK X].",
        why="a noun",
        prefilter=("improv", "enhanc", "boost", "advanc", "perform", "achiev", "solv", "enabl", "support"),
        type="addresses",
        labels=_TASKS,
        needs_own_subject=True,
        score=0.93,
    ),
    RelationPattern(
        name="experiments on",
        says="The paper addresses the task that follows.",
        pattern=compile_words(r"(?:experiments|experimental results) (?:\w+ ){0,2}?(?:on|in|across|for|with)"),
        example="Extensive experiments across several [TASK X] show it.",
        no_op="Our experiments show [TASK X].",
        why="no preposition",
        prefilter=("experiments", "experimental results"),
        type="addresses",
        labels=_TASKS,
        score=0.95,
    ),
    RelationPattern(
        name="performance on",
        says="The paper addresses the task that follows.",
        pattern=compile_words(
            r"(?:evaluated?|validated?|tested?|evaluations?|effectiveness|superiority|improvements?|gains?|performances?|"
            r"results?) "
            r"(?:\w+ ){0,2}?(?:on|in|across|for)"
        ),
        example="We evaluate it on [TASK X].",
        no_op="We see retests on [TASK X].",
        why="another word",
        prefilter=(
            "performance",
            "result",
            "evaluat",
            "effectiveness",
            "superiority",
            "validat",
            "improvement",
            "gain",
            "test",
        ),
        type="addresses",
        labels=_TASKS,
        needs_own_subject=True,
        score=0.9,
    ),
    RelationPattern(
        name="in terms of",
        says="The paper reports an outcome in the metric that follows.",
        pattern=compile_words(
            r"in terms of|(?:as )?measured (?:by|with|in|using)|"
            r"(?:evaluat|assess|quantif)(?:ed|ing) (?:by|with|using|via)|metrics?,? (?:such as|like|including)"
        ),
        example="It wins in terms of [METRIC X].",
        no_op="It agrees on terms of [METRIC X].",
        why="another preposition",
        prefilter=("terms of", "measured", "evaluat", "assess", "quantif", "metric"),
        type="measuredBy",
        labels=_METRICS,
        score=0.85,
    ),
)
