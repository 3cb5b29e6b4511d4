"""`kg entities`: lists for other tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TextIO

from rich.table import Table
from rich.text import Text

from kg.commands.console import console, plain
from kg.commands.opened import has_type, load, writing_to
from kg.errors import EXIT_OK
from kg.export import csvfile, entities, jsonl, patterns
from kg.records import Entity

Format = Literal["table", "csv", "jsonl", "spacy"]


def run(*, graph: Path, entity_type: str | None, output_format: Format, min_papers: int, output: str) -> int:
    """Write the list and return an exit code."""
    knowledge = load(graph)
    chosen = [e for e in knowledge.entities if has_type(e, entity_type) and e.paper_count >= min_papers]
    with writing_to(output) as file:
        match output_format:
            case "table":
                _table(chosen, file)
            case "csv":
                csvfile.dump(entities.COLUMNS, entities.csv_rows(chosen, knowledge.entity_relations), file)
            case "jsonl":
                jsonl.dump(entities.json_rows(chosen, knowledge.entity_relations), file)
            case "spacy":
                jsonl.dump(patterns.rows(chosen), file)
    return EXIT_OK


def _table(chosen: Iterable[Entity], file: TextIO) -> None:
    table = Table(box=None, pad_edge=False, header_style="cyan")
    for column in ("papers", "type", "name", "also written"):
        table.add_column(column, justify="right" if column == "papers" else "left", overflow="fold")
    for entity in sorted(chosen, key=lambda e: (-e.paper_count, e.id)):
        others = ", ".join(alias for alias, _ in entity.aliases if alias != entity.name)
        kind = "benchmark" if entity.is_benchmark else entity.type.lower()
        table.add_row(str(entity.paper_count), kind, Text(plain(entity.name)), Text(plain(others), "dim"))
    console(file).print(table)
