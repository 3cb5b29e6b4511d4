"""`results.csv`: the reported results, one row a number; `doubtful.csv`: those that are not sure, in the same form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.export import csv_writer
from kg.export.content import Content
from kg.model.knowledge import Entity, PaperFacts

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


def make_rows(papers: Iterable[PaperFacts], entities: Iterable[Entity]) -> Iterator[list[str | int | float | None]]:
    """The rows under `COLUMNS`, by paper and position; entities by name and, in the last columns, by identifier."""
    names: dict[str | None, str | None] = {entity.id: entity.name for entity in entities}
    names[None] = None
    for facts in papers:
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
                csv_writer.join_values(text[start:end] for start, end in result.conditions),
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


def write(content: Content, path: Path) -> None:
    """Write `results.csv`."""
    csv_writer.write_file(COLUMNS, make_rows(content.knowledge.papers, content.knowledge.entities), path)


def write_doubtful(content: Content, path: Path) -> None:
    """Write `doubtful.csv`."""
    apart = content.apart
    csv_writer.write_file(COLUMNS, make_rows(apart.doubtful.papers, apart.whole.entities), path)
