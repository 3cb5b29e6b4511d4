"""`kg query`: SPARQL over the built graph."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TextIO

from rich.table import Table
from rich.text import Text

from kg import questions as queries
from kg.commands.console import console, plain
from kg.commands.opened import writing_to
from kg.errors import EXIT_OK, InputError, UsageError
from kg.store.answers import Solutions, Triples, Truth, render, table
from kg.store.index import known_prefixes
from kg.store.query import query as ask

SURE_ENOUGH = "min_confidence"  # the parameter of a query that leaves out what is less sure


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
    values = dict(_setting(s) for s in settings)
    named = _named(query)
    if named is None and values:
        raise UsageError("--set goes with a shipped query or a .rq file that has parameters, not with a query's text.")
    answer = ask(graph, named.bind(values) if named else query, limit=limit, timeout=timeout)
    with writing_to(output) as file:
        if output_format == "table" and not isinstance(answer, Truth):
            _print_table(answer, graph, file)
        else:
            file.write(render(answer, output_format=output_format))
    if named and isinstance(answer, Solutions) and limit is None:
        _say_what_is_left_out(named, values, len(answer.rows), graph, timeout)
    return EXIT_OK


def _named(query: str) -> queries.CompetencyQuery | None:
    """The query that an argument names, a file or a shipped one; None where it is SPARQL itself."""
    if query.endswith(".rq"):
        try:
            text = Path(query).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The query file {query} cannot be read ({error}); check its name.") from error
        return queries.parse(Path(query).stem, text)
    if query.replace("-", "").replace("_", "").isalnum():
        return queries.load(query)
    return None


def _say_what_is_left_out(
    named: queries.CompetencyQuery, values: Mapping[str, str], shown: int, graph: Path, timeout: float | None
) -> None:
    """Tell on standard error how many rows are missing because the extraction is not sure enough of them."""
    floor = next((one.default for one in named.parameters if one.name == SURE_ENOUGH), None)
    if floor is None:
        return
    everything = ask(graph, named.bind({**values, SURE_ENOUGH: "0"}), timeout=timeout)
    if isinstance(everything, Solutions) and len(everything.rows) > shown:
        print(
            f"{len(everything.rows) - shown} more, of which the extraction is less sure than "
            f"{values.get(SURE_ENOUGH, floor)}, are left out; --set {SURE_ENOUGH}=0 shows them.",
            file=sys.stderr,
        )


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
