"""`kg query`: ask the built graph in SPARQL."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph, Output, Precision
from kg.model.errors import EXIT_OK, InputError, UsageError
from kg.sparql import queries
from kg.sparql.limits import MOST_MEMORY

if TYPE_CHECKING:
    from kg.sparql.query_results import Answer, Solutions, Triples


def query(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY|FILE.rq|NAME",
            help="SPARQL 1.1 text, a file of it, or the name of a shipped query. Without it: a list of these.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        Literal["table", "csv", "tsv", "json", "turtle"], typer.Option("--format", help="How to print the answer.")
    ] = "table",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter of a shipped query; repeatable."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Print at most this many rows.")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Give up after this many seconds.")] = None,
    precision: Precision = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Print only the rows that rest on doubtful facts.")
    ] = False,
    output: Output = "-",
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Ask the built graph in SPARQL 1.1; the usual prefixes are declared.

    Example: `kg query leaderboard --set benchmark="ImageNet 256x256" --set metric=FID`
    """
    from kg.cli.graph_io import open_output
    from kg.cli.unmatched_names import report_unmatched_names
    from kg.export.views import prepare_view
    from kg.sparql.query_graph import query_graph
    from kg.sparql.query_results import Boolean, Solutions, render
    from kg.store.generations import holding_current

    if query is None:
        _list_queries(sys.stdout)
        return EXIT_OK
    values = dict(_parse_setting(setting) for setting in settings or [])
    named = _find_query(query)
    if named is None and values:
        raise UsageError("--set goes with a shipped query or a .rq file that has parameters, not with a query's text.")
    text = named.bind(values) if named else query
    with holding_current(graph) as state:  # all of the answer is of one build
        asked = prepare_view(state, precision)
        answer = query_graph(asked, text, limit=None if doubtful else limit, timeout=timeout, memory=MOST_MEMORY)
        rest = _find_doubtful_rows(asked, text, answer, timeout) if doubtful or (named and limit is None) else None
        if doubtful:
            if rest is None:
                raise UsageError("--doubtful goes with a query that gives rows (SELECT).")
            answer = Solutions(rest.variables, rest.rows[:limit])
        with open_output(output, json=output_format == "json") as file:
            if output_format == "table" and not isinstance(answer, Boolean):
                _print_table(answer, state, file)
            else:
                file.write(render(answer, output_format=output_format))
        if named and isinstance(answer, Solutions):
            if not answer.rows:
                report_unmatched_names(named, values, state)
            if rest is not None and rest.rows and not doubtful:
                number = len(rest.rows)
                print(
                    f"{number} more row{'s rest' if number > 1 else ' rests'} on doubtful facts; --doubtful shows "
                    f"{'them' if number > 1 else 'it'}.",
                    file=sys.stderr,
                )
    return EXIT_OK


def _find_query(query: str) -> queries.CompetencyQuery | None:
    """The query that an argument names, a file or a shipped one; None where it is SPARQL itself."""
    if query.endswith(".rq"):
        try:
            text = Path(query).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The query file {query} cannot be read ({error}); check its name.") from error
        return queries.parse(Path(query).stem, text)
    return None if queries.is_sparql(query) else queries.load(query)


def _find_doubtful_rows(asked: Path, text: str, answer: Answer, timeout: float | None) -> Solutions | None:
    """The rows of the query over sure and doubtful facts that are not among those of `answer`, over sure ones alone.

    None where the answer has no rows, being a graph, or yes or no.
    """
    from kg.sparql.query_graph import query_graph
    from kg.sparql.query_results import Solutions

    if not isinstance(answer, Solutions):
        return None
    everything = query_graph(asked, text, timeout=timeout, memory=MOST_MEMORY, everything=True)
    assert isinstance(everything, Solutions)
    known = Counter(map(str, answer.rows))
    rows = []
    for row in everything.rows:
        if known[str(row)]:
            known[str(row)] -= 1
        else:
            rows.append(row)
    return Solutions(everything.variables, tuple(rows))


def _parse_setting(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals or not name:
        raise UsageError(f"--set takes NAME=VALUE, not {setting!r}.")
    return name.strip(), value


def _list_queries(file: TextIO) -> None:
    from rich.text import Text

    from kg.system.console import make_console, print_paragraph
    from kg.system.table_view import Table, write_table

    shipped = [queries.load(name) for name in queries.list_names()]
    if not file.isatty():
        write_table(Table(("query", "question", "parameters"), [_to_row(query) for query in shipped]), file)
        return
    out = make_console(file)
    for query in shipped:
        print_paragraph(out, Text.assemble((query.name, "bold"), "  ", query.title), hanging=4)
        for parameter in query.parameters:
            print_paragraph(out, f"{_format_setting(parameter)}  {parameter.about}", style="dim", indent=4, hanging=4)


def _to_row(query: queries.CompetencyQuery) -> tuple[str, str, str]:
    settings = "; ".join(f"{_format_setting(parameter)}  {parameter.about}" for parameter in query.parameters)
    return query.name, query.title, settings


def _format_setting(parameter: queries.Parameter) -> str:
    return f"--set {parameter.name}={parameter.default!r}"


def _print_table(answer: Solutions | Triples, graph: Path, file: TextIO) -> None:
    from kg.sparql.query_results import tabulate
    from kg.sparql.turtle_files import read_prefixes
    from kg.system.table_view import Table, write_table

    header, rows = tabulate(answer, read_prefixes(graph))
    write_table(Table(header, rows), file)
    file.flush()
    print(f"{len(rows)} rows", file=sys.stderr)
