"""`kg search TEXT`: find entities by any alias and papers by their title, typing errors allowed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Annotated, Literal, TextIO, TypeAlias

import typer

from kg.cli.options import DEFAULT_FOLDER, ONLY_FOUND, FoundType, Graph, Precision
from kg.model.errors import EXIT_OK

Row: TypeAlias = Sequence[str | int | float | None]


def search(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="A name or a title, or a part of one, as you remember it.", show_default=False
        ),
    ],
    found_type: Annotated[
        FoundType | None,
        typer.Option("--type", metavar="TYPE", help=f"{ONLY_FOUND}."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Print at most this many.")] = 10,
    output_format: Annotated[
        Literal["table", "csv", "jsonl"], typer.Option("--format", help="How to print.")
    ] = "table",
    precision: Precision = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Find entities by any of their names, and papers by their titles; typing errors are allowed.

    Best first: a name or alias spelled so, then one that begins so, one with these words, one spelled almost so.
    Doubtful entities are marked.

    Example: `kg search "classifer free guidence"`
    """
    from kg.api.public_records import Hit
    from kg.api.searching import search_store
    from kg.cli.graph_io import open_output
    from kg.export import csv_writer, jsonl_writer
    from kg.export.views import find_bounds
    from kg.store.open_store import open_to_read
    from kg.system.console import replace_controls

    columns = tuple(field.name for field in fields(Hit))
    with open_to_read(graph / "store") as store:
        bounds = find_bounds(store, precision)
        hits = search_store(store, text, wanted_type=found_type, limit=limit, bounds=bounds)
    rows: list[Row] = [astuple(hit) for hit in hits]
    with open_output("-", json=output_format == "jsonl") as file:
        match output_format:
            case "table":
                _print_table(columns, rows, file)
            case "csv":
                csv_writer.write_rows(columns, rows, file)
            case "jsonl":
                jsonl_writer.write_rows((dict(zip(columns, row, strict=True)) for row in rows), file)
    if not rows:
        print(
            f"Nothing is spelled like {replace_controls(text)!r}; `kg entities` lists what there is.", file=sys.stderr
        )
    return EXIT_OK


def _print_table(columns: Sequence[str], rows: Sequence[Row], file: TextIO) -> None:
    """Print the hits; on a terminal without the matched name where it is the entity's own."""
    from kg.system.table_view import Table, write_table

    if not rows:
        return
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    doubtful = columns.index("doubtful")
    for row, hit in zip(cells, rows, strict=True):
        row[doubtful] = "doubtful" if hit[doubtful] else ""
    if file.isatty():
        matched, name = columns.index("matched"), columns.index("name")
        for row in cells:
            row[matched] = "" if row[matched] == row[name] else row[matched]
    write_table(Table(columns, cells, aside=("id", "matched"), fold=False), file)
