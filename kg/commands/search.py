"""`kg search TEXT`: entities by any alias, typing errors allowed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.table import Table
from rich.text import Text

from kg.commands.console import console, plain
from kg.commands.opened import has_type
from kg.errors import EXIT_OK, UsageError
from kg.export import csvfile, jsonl
from kg.search.index import Index
from kg.search.scoring import MOST_CHARACTERS, Hit, search

Format = Literal["table", "csv", "jsonl"]
COLUMNS = ("score", "how", "matched", "papers", "type", "name", "id")


def run(text: str, *, graph: Path, entity_type: str | None, limit: int, output_format: Format) -> int:
    """Print what is found, best first, and return an exit code; that nothing is found is no error.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the text is longer than any name.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"No name has more than {MOST_CHARACTERS} characters; search for a part of the text.")
    from kg.store.database import reading

    with reading(graph / "store") as store:
        index = Index(store.entities())
    hits = search(index, text, limit=limit, wanted=lambda entity: has_type(entity, entity_type))
    rows = [_row(hit) for hit in hits]
    match output_format:
        case "table":
            _table(rows)
        case "csv":
            csvfile.dump(COLUMNS, rows, sys.stdout)
        case "jsonl":
            jsonl.dump((dict(zip(COLUMNS, row, strict=True)) for row in rows), sys.stdout)
    if not hits:
        print(f"Nothing is spelled like {plain(text)!r}; `kg entities` lists what there is.", file=sys.stderr)
    return EXIT_OK


def _row(hit: Hit) -> list[str | int | float]:
    entity = hit.entity
    kind = "benchmark" if entity.is_benchmark else entity.type.lower()
    return [hit.score, hit.how, hit.matched, entity.paper_count, kind, entity.name, entity.id]


def _table(rows: Sequence[Sequence[str | int | float]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="cyan")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in ("score", "papers") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(str(cell))) for cell in row))
    if rows:
        console().print(table)
