"""Reported numbers: what a paper says that something measures, and about whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

ResultKind = Literal["absolute", "delta", "ratio"]
Direction = Literal["increase", "decrease"]
Bound = Literal["exact", "up to", "at least", "about"]
Holder = Literal["own", "baseline", "human"]
RESULT_KINDS: tuple[ResultKind, ...] = get_args(ResultKind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
HOLDERS: tuple[Holder, ...] = get_args(Holder)


@dataclass(frozen=True, slots=True)
class ResultClaim:
    """A number that the text reports as an outcome. Participants are positions in `Extraction.mentions`."""

    start: int  # of the number
    end: int
    value: str  # a plain decimal: "1.19", "-2.5", "0.00032", "13-25" for a range; as written where it is none: "1/3"
    value_text: str  # verbatim with its unit and spread: "54.6\\%", "+2.5 points"
    low: str | None  # the two ends of a range, else None
    high: str | None
    unit: str  # "", "%", "points", "x", "hours", ...
    kind: ResultKind
    direction: Direction | None
    bound: Bound
    holder: Holder
    metric: int | None
    dataset: int | None
    subject: int | None
    comparator: int | None
    task: int | None
    conditions: tuple[tuple[int, int], ...]  # verbatim spans
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it
    spread: str | None = None  # what follows "±", a plain decimal in the value's unit


@dataclass(frozen=True, slots=True)
class Result:
    """A reported number whose participants are entities."""

    start: int
    end: int
    value: str
    value_text: str
    low: str | None
    high: str | None
    unit: str
    kind: ResultKind
    direction: Direction | None
    bound: Bound
    holder: Holder
    metric: str | None  # entity ids
    dataset: str | None
    subject: str | None
    comparator: str | None
    task: str | None
    conditions: tuple[tuple[int, int], ...]
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it
    spread: str | None = None  # what follows "±", a plain decimal in the value's unit
