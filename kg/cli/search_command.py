"""`kg search TEXT`: entities by any alias, papers by their title, typing errors allowed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO, TypeAlias

from kg.cli.console import plain
from kg.cli.opened import has_type, writing_to
from kg.cli.table_view import Table, write_table
from kg.export import csvfile, jsonl
from kg.model.errors import EXIT_OK, UsageError
from kg.model.types import PAPER
from kg.search.name_index import Index
from kg.search.paper_titles import Title, TitleHit, search_titles
from kg.search.scoring import MOST_CHARACTERS, Hit, search
from kg.store.database import Store, reading

Format = Literal["table", "csv", "jsonl"]
Row: TypeAlias = Sequence[str | int | float | None]
COLUMNS = ("score", "how", "matched", "papers", "type", "name", "id")


def run(text: str, *, graph: Path, found_type: str | None, limit: int, output_format: Format) -> int:
    """Print what is found, best first, and return an exit code; that nothing is found is no error.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the text is longer than any name.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"No name has more than {MOST_CHARACTERS} characters; search for a part of the text.")
    with reading(graph / "store") as store:
        rows = _found(store, text, found_type, limit)
    with writing_to("-", json=output_format == "jsonl") as file:
        match output_format:
            case "table":
                _table(rows, file)
            case "csv":
                csvfile.dump(COLUMNS, rows, file)
            case "jsonl":
                jsonl.dump((dict(zip(COLUMNS, row, strict=True)) for row in rows), file)
    if not rows:
        print(f"Nothing is spelled like {plain(text)!r}; `kg entities` lists what there is.", file=sys.stderr)
    return EXIT_OK


def _found(store: Store, text: str, found_type: str | None, limit: int) -> list[Row]:
    """The best matches as rows; of equal ones, entities come before papers. Only what may be found is read."""
    ranked: list[tuple[float, Row]] = []
    if found_type != PAPER.word:
        hits = search(Index(store.entities()), text, limit=limit, wanted=lambda entity: has_type(entity, found_type))
        ranked += [(hit.score, _entity_row(hit)) for hit in hits]
    if found_type in (None, PAPER.word):
        papers = search_titles((Title(*row) for row in store.titles()), text, limit=limit)
        ranked += [(hit.score, _paper_row(hit)) for hit in papers]
    ranked.sort(key=lambda pair: -pair[0])
    return [row for _, row in ranked[:limit]]


def _entity_row(hit: Hit) -> Row:
    entity = hit.entity
    return [hit.score, hit.how, hit.matched, entity.paper_count, entity.type_word, entity.name, entity.id]


def _paper_row(hit: TitleHit) -> Row:
    title = hit.paper.title
    return [
        hit.score,
        hit.how,
        hit.paper.id if hit.how == "identifier" else title,
        None,
        PAPER.word,
        title,
        hit.paper.id,
    ]


def _table(rows: Sequence[Row], file: TextIO) -> None:
    if not rows:
        return
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if file.isatty():  # the name that was found says nothing where it is the one that is shown
        matched, name = COLUMNS.index("matched"), COLUMNS.index("name")
        for row in cells:
            row[matched] = "" if row[matched] == row[name] else row[matched]
    write_table(Table(COLUMNS, cells, aside=("id", "matched"), fold=False), file)
