"""`results.csv`: the reported numbers, one a row, with names that people read and identifiers that programs join on.

Values are as the text writes them, with their sign ("+2.5"): they are data, not formulas, and no quote is put before
them; other text that a spreadsheet would take for a formula gets one.
"""

from __future__ import annotations

import csv
from pathlib import Path

from kg.files import replacing
from kg.records import Knowledge, Paper, Result

COLUMNS = (
    "paper",
    "title",
    "metric",
    "value",
    "value_text",
    "low",
    "high",
    "unit",
    "kind",
    "direction",
    "bound",
    "dataset",
    "subject",
    "comparator",
    "task",
    "conditions",
    "holder",
    "score",
    "sentence",
    "metric_id",
    "dataset_id",
    "subject_id",
    "comparator_id",
    "task_id",
    "start",
    "end",
)
_FORMULA = ("=", "@", "+", "-", "\t", "\r")


def write(knowledge: Knowledge, path: Path) -> None:
    """Write the results, sorted by paper and position. RFC 4180 with line feeds."""
    names = {entity.id: entity.name for entity in knowledge.entities}
    with replacing(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for facts in knowledge.papers:
            table.writerows(_row(facts.paper, result, names) for result in facts.results)


def _row(paper: Paper, result: Result, names: dict[str, str]) -> tuple[object, ...]:
    parts = (result.metric, result.dataset, result.subject, result.comparator, result.task)
    metric, dataset, subject, comparator, task = ("" if part is None else _cell(names[part]) for part in parts)
    return (
        paper.id,
        _cell(paper.title),
        metric,
        result.value,
        result.value_text,
        result.low,
        result.high,
        result.unit,
        result.kind,
        result.direction,
        result.bound,
        dataset,
        subject,
        comparator,
        task,
        _cell(" | ".join(paper.text[start:end] for start, end in result.conditions)),
        result.holder,
        result.score,
        _cell(paper.text[result.sentence_start : result.sentence_end]),
        *parts,
        result.start,
        result.end,
    )


def _cell(text: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
