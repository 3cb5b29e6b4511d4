"""Reported results as a table: `results.csv`, one row a number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.export import csvfile
from kg.model.knowledge import Knowledge

COLUMNS = (
    "paper",
    "title",
    "metric",
    "value",
    "low",
    "high",
    "spread",
    "value_text",
    "unit",
    "kind",
    "direction",
    "bound",
    "dataset",
    "task",
    "subject",
    "comparator",
    "conditions",
    "holder",
    "start",
    "end",
    "score",
    "sentence",
    "metric_id",
    "dataset_id",
    "subject_id",
    "comparator_id",
    "task_id",
)
_SCORE_PLACES = 4


def rows(knowledge: Knowledge) -> Iterator[list[str | int | float | None]]:
    """The rows under `COLUMNS`, by paper and position. Entities by name, and at the end by identifier."""
    names: dict[str | None, str | None] = {entity.id: entity.name for entity in knowledge.entities}
    names[None] = None
    for facts in knowledge.papers:
        text = facts.paper.text
        for result in facts.results:
            yield [
                facts.paper.id,
                facts.paper.title,
                names[result.metric],
                result.value,
                result.low,
                result.high,
                result.spread,
                result.value_text,
                result.unit,
                result.kind,
                result.direction,
                result.bound,
                names[result.dataset],
                names[result.task],
                names[result.subject],
                names[result.comparator],
                csvfile.several(text[start:end] for start, end in result.conditions),
                result.holder,
                result.start,
                result.end,
                round(result.score, _SCORE_PLACES),
                text[result.sentence_start : result.sentence_end],
                result.metric,
                result.dataset,
                result.subject,
                result.comparator,
                result.task,
            ]


def write(knowledge: Knowledge, path: Path) -> None:
    """Write `results.csv`."""
    csvfile.write(COLUMNS, rows(knowledge), path)
