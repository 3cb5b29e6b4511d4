"""Statements that were judged by hand, for relations that no gold annotates: one JSON object a line.

    {"paper": "07c141bea2", "source": "arxiv", "relation": "uses", "object": "SSIM Loss", "start": 650,
     "sentence": "…", "origin": "using", "score": 0.9, "right": true, "why": "…"}

Each is a statement that the extraction made of a paper, drawn at random, with the score that it gave: so the share that
is right estimates its precision, and scores can be calibrated on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from kg.evaluation.checked_rows import make_line_error, read_rows
from kg.model.types import RelationType

_REMEDY = "write it as the other lines are (docs/annotation.md)."


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """A relation of a paper to what a mention names, and whether the text says so."""

    paper: str
    source: Literal["daily-papers", "arxiv"]  # the collection that the paper is from: texts that may be shown
    relation: RelationType
    object: Annotated[str, Field(min_length=1)]  # the surface of the mention
    start: Annotated[int, Field(ge=0)]  # its offset in the paper's raw text
    sentence: Annotated[str, Field(min_length=1)]  # the evidence, as readers see it
    origin: str  # the rule that made the statement
    score: Annotated[float, Field(ge=0, le=1)]  # that the extraction gave it when it was judged
    right: bool
    why: Annotated[str, Field(min_length=1)]  # in a few words


_SHAPE = TypeAdapter(JudgedStatement)


def read_judged(path: Path) -> tuple[JudgedStatement, ...]:
    """The judged statements of a file, in its order.

    Raises:
        InputError: the file cannot be read, a line is not in the format, or two lines are of one relation and mention.
    """
    line_of: dict[tuple[str, str, int], int] = {}
    statements = []
    for line, statement in read_rows(path, _SHAPE, remedy=_REMEDY):
        key = statement.paper, statement.relation, statement.start
        if key in line_of:
            raise make_line_error(
                path, line, f"Line {line_of[key]} judges the same statement; leave one of the two out."
            )
        line_of[key] = line
        statements.append(statement)
    return tuple(statements)
