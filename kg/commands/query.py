"""`kg query`: SPARQL over the built graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal, TextIO

from rich.table import Table
from rich.text import Text

from kg.commands.console import console, plain
from kg.commands.opened import writing_to
from kg.errors import EXIT_OK, InputError, UsageError
from kg.store import queries
from kg.store.answers import Solutions, Triples, Truth, render, table
from kg.store.index import known_prefixes
from kg.store.query import query as ask


def run(
    query: str | None,
    *,
    graph: Path,
    output: str,
    output_format: Literal["table", "csv", "tsv", "json", "turtle"],
    settings: list[str],
    limit: int | None,
    timeout: float | None,
) -> int:
    """Print the answer, or the shipped queries where none is asked, and return an exit code.

    Raises:
        UsageError: a parameter is not NAME=VALUE, is unknown, or is set for a query that has none.
        NoSuchName: there is no shipped query of that name.
        QueryError: the query is not SPARQL, or took too long.
        GraphNotFound: there is no built graph.
    """
    if query is None:
        _list_queries(sys.stdout)
        return EXIT_OK
    answer = ask(graph, _text(query, settings), limit=limit, timeout=timeout)
    with writing_to(output) as file:
        if output_format == "table" and not isinstance(answer, Truth):
            _print_table(answer, graph, file)
        else:
            file.write(render(answer, output_format=output_format))
    return EXIT_OK


def _text(query: str, settings: list[str]) -> str:
    """The query that an argument means: a file, the name of a shipped query, or SPARQL itself."""
    values = dict(_setting(s) for s in settings)
    if query.endswith(".rq"):
        try:
            text = Path(query).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The query file {query} cannot be read ({error}); check its name.") from error
        return queries.parse(Path(query).stem, text).bind(values)
    if query.replace("-", "").replace("_", "").isalnum():
        return queries.load(query).bind(values)
    if values:
        raise UsageError("--set goes with a shipped query or a .rq file that has parameters, not with a query's text.")
    return query


def _setting(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals or not name:
        raise UsageError(f"--set takes NAME=VALUE, not {setting!r}.")
    return name.strip(), value


def _list_queries(file: TextIO) -> None:
    out = console(file)
    for name in queries.names():
        shipped = queries.load(name)
        out.print(Text.assemble((name, "bold"), "  ", shipped.title))
        for parameter in shipped.parameters:
            out.print(Text(f"    --set {parameter.name}={parameter.default!r}  {parameter.about}", "dim"))


def _print_table(answer: Solutions | Triples, graph: Path, file: TextIO) -> None:
    header, rows = table(answer, known_prefixes(graph))
    shown = Table(box=None, pad_edge=False, header_style="cyan")
    for column in header:
        shown.add_column(Text(column), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(plain(cell)) for cell in row))
    console(file).print(shown)
    print(f"{len(rows)} rows", file=sys.stderr)
