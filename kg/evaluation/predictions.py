"""Reading predictions: what `kg extract` writes, or anything else that gives the same keys.

    {"id": "…", "mentions": [{"start": 0, "end": 3, "label": "METHOD", "entity": "…"}, …],
     "proposes": […], "dataset_roles": {…}, "results": [{"metric": …, "value": …, "kind": …, …}, …],
     "comparisons": [{"subject": …, "object": …, "relation": "outperforms", "denied": false}, …]}

`text` of a paper and `score` of a mention are used where they are given; further keys are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from kg.evaluation.annotation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.evaluation.checked_rows import make_line_error, read_rows
from kg.model.types import Label

_REMEDY = "write it as `kg extract` does (docs/guide/feeding.md)."


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    label: Label
    entity: str
    score: Annotated[float, Field(ge=0, le=1)] | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    mentions: tuple[_Mention, ...]
    text: str = ""
    proposes: tuple[str, ...] = ()
    dataset_roles: Mapping[str, str] = field(default_factory=dict)
    results: tuple[AnnotatedResult, ...] = ()
    comparisons: tuple[AnnotatedComparison, ...] = ()


_SHAPE = TypeAdapter(_Row)


def read_predictions(path: Path, gold: Iterable[Annotation]) -> dict[str, Annotation]:
    """The predictions of a file by paper, those of papers that `gold` does not have among them.

    Raises:
        InputError: the file cannot be read, a line is not in the format, two lines are of one paper, or offsets are
            not into the text of `gold`.
    """
    texts = {paper.id: paper.text for paper in gold}
    line_of: dict[str, int] = {}
    predicted: dict[str, Annotation] = {}
    for line, row in read_rows(path, _SHAPE, remedy=_REMEDY):
        if row.id in line_of:
            reason = f"The paper {row.id!r} is in line {line_of[row.id]} too; leave one of the two out."
            raise make_line_error(path, line, reason)
        line_of[row.id] = line
        if misplaced := _explain_misplacement(row, texts.get(row.id)):
            raise make_line_error(path, line, misplaced)
        predicted[row.id] = _to_annotation(row)
    return predicted


def parse_prediction(row: Mapping[str, object]) -> Annotation:
    """The prediction that one object holds, such as a row that `kg extract` would write.

    Raises:
        ValidationError: it is not of that format.
    """
    return _to_annotation(_SHAPE.validate_python(row))


def _to_annotation(row: _Row) -> Annotation:
    mentions = tuple(AnnotatedMention(m.start, m.end, m.label, m.entity, m.score) for m in row.mentions)
    return Annotation(row.id, row.text, mentions, row.proposes, row.dataset_roles, row.results, row.comparisons)


def _explain_misplacement(row: _Row, text: str | None) -> str | None:
    """The reason why the offsets of a prediction cannot be into the gold's text; None where they can."""
    if text is None:
        return None
    if row.text and row.text != text:
        return f"The text of {row.id!r} is not that of the gold file; extract from the gold's own text."
    for mention in row.mentions:
        if not 0 <= mention.start < mention.end <= len(text):
            return (
                f"The mention {mention.start}-{mention.end} is no span of the {len(text)} characters of {row.id!r}; "
                "count the characters of the gold's text, line feeds included."
            )
    return None
