"""`kg entities`: lists for other tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TextIO

from kg.cli.opened import has_type, load, writing_to
from kg.export import csv_writer, entity_lists, jsonl_writer, spacy_patterns
from kg.model.errors import EXIT_OK
from kg.model.knowledge import Entity
from kg.system.table_view import Table, write_table

Format = Literal["table", "csv", "jsonl", "spacy"]


def run(*, graph: Path, entity_type: str | None, output_format: Format, min_papers: int, output: str) -> int:
    """Write the list and return an exit code."""
    knowledge = load(graph)
    chosen = [e for e in knowledge.entities if has_type(e, entity_type) and e.paper_count >= min_papers]
    with writing_to(output, json=output_format in ("jsonl", "spacy")) as file:
        match output_format:
            case "table":
                _table(chosen, file)
            case "csv":
                csv_writer.write_rows(
                    entity_lists.COLUMNS, entity_lists.make_csv_rows(chosen, knowledge.entity_relations), file
                )
            case "jsonl":
                jsonl_writer.write_rows(entity_lists.make_json_rows(chosen, knowledge.entity_relations), file)
            case "spacy":
                jsonl_writer.write_rows(spacy_patterns.make_rows(chosen), file)
    return EXIT_OK


def _table(chosen: Iterable[Entity], file: TextIO) -> None:
    rows = []
    for entity in sorted(chosen, key=lambda e: (-e.paper_count, e.id)):
        others = ", ".join(alias for alias, _ in entity.aliases if alias != entity.name)
        rows.append((str(entity.paper_count), entity.type_word, entity.name, others))
    write_table(Table(("papers", "type", "name", "also written"), rows), file)
