"""`kg query`: SPARQL over the built graph."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TextIO

from rich.text import Text

from kg.cli.opened import writing_to
from kg.cli.unmatched import tell_unmatched
from kg.model.errors import EXIT_OK, InputError, UsageError
from kg.sparql import queries
from kg.sparql.limits import MOST_MEMORY
from kg.sparql.query_graph import query_graph as ask
from kg.sparql.query_results import Boolean, Solutions, Triples, render, tabulate
from kg.sparql.turtle_files import read_prefixes
from kg.system.console import console, paragraph
from kg.system.table_view import Table, write_table

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
    answer = ask(graph, named.bind(values) if named else query, limit=limit, timeout=timeout, memory=MOST_MEMORY)
    with writing_to(output, json=output_format == "json") as file:
        if output_format == "table" and not isinstance(answer, Boolean):
            _print_table(answer, graph, file)
        else:
            file.write(render(answer, output_format=output_format))
    if named and isinstance(answer, Solutions):
        if not answer.rows:
            tell_unmatched(named, values, graph)
        if limit is None:
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
    return None if queries.is_sparql(query) else queries.load(query)


def _say_what_is_left_out(
    named: queries.CompetencyQuery, values: Mapping[str, str], shown: int, graph: Path, timeout: float | None
) -> None:
    """Tell on standard error how many rows are missing because the extraction is not sure enough of them."""
    floor = next((one.default for one in named.parameters if one.name == SURE_ENOUGH), None)
    if floor is None:
        return
    everything = ask(graph, named.bind({**values, SURE_ENOUGH: "0"}), timeout=timeout, memory=MOST_MEMORY)
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
    shipped = [queries.load(name) for name in queries.list_names()]
    if not file.isatty():
        write_table(Table(("query", "question", "parameters"), [_told(query) for query in shipped]), file)
        return
    out = console(file)
    for query in shipped:
        paragraph(out, Text.assemble((query.name, "bold"), "  ", query.title), hanging=4)
        for parameter in query.parameters:
            paragraph(out, f"{_as_set(parameter)}  {parameter.about}", style="dim", indent=4, hanging=4)


def _told(query: queries.CompetencyQuery) -> tuple[str, str, str]:
    settings = "; ".join(f"{_as_set(parameter)}  {parameter.about}" for parameter in query.parameters)
    return query.name, query.title, settings


def _as_set(parameter: queries.Parameter) -> str:
    return f"--set {parameter.name}={parameter.default!r}"


def _print_table(answer: Solutions | Triples, graph: Path, file: TextIO) -> None:
    header, rows = tabulate(answer, read_prefixes(graph))
    write_table(Table(header, rows), file)
    file.flush()
    print(f"{len(rows)} rows", file=sys.stderr)
