"""`kg search TEXT`: entities by any alias, papers by their title, typing errors allowed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Literal, TextIO, TypeAlias

from kg.api.public_records import Hit
from kg.api.searching import search_store
from kg.cli.opened import writing_to
from kg.export import csv_writer, jsonl_writer
from kg.model.errors import EXIT_OK
from kg.store.database import open_to_read
from kg.system.console import replace_controls
from kg.system.table_view import Table, write_table

Format = Literal["table", "csv", "jsonl"]
Row: TypeAlias = Sequence[str | int | float | None]
COLUMNS = tuple(field.name for field in fields(Hit))


def run(text: str, *, graph: Path, found_type: str | None, limit: int, output_format: Format) -> int:
    """Print what is found, best first, and return an exit code; that nothing is found is no error.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the text is longer than any name.
    """
    with open_to_read(graph / "store") as store:
        rows: list[Row] = [astuple(hit) for hit in search_store(store, text, wanted_type=found_type, limit=limit)]
    with writing_to("-", json=output_format == "jsonl") as file:
        match output_format:
            case "table":
                _table(rows, file)
            case "csv":
                csv_writer.write_rows(COLUMNS, rows, file)
            case "jsonl":
                jsonl_writer.write_rows((dict(zip(COLUMNS, row, strict=True)) for row in rows), file)
    if not rows:
        print(
            f"Nothing is spelled like {replace_controls(text)!r}; `kg entities` lists what there is.", file=sys.stderr
        )
    return EXIT_OK


def _table(rows: Sequence[Row], file: TextIO) -> None:
    if not rows:
        return
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if file.isatty():  # the name that was found says nothing where it is the one that is shown
        matched, name = COLUMNS.index("matched"), COLUMNS.index("name")
        for row in cells:
            row[matched] = "" if row[matched] == row[name] else row[matched]
    write_table(Table(COLUMNS, cells, aside=("id", "matched"), fold=False), file)
