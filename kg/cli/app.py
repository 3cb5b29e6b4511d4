"""The program `kg` and its commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kg import __version__
from kg.cli.build_command import build
from kg.cli.diff_command import diff
from kg.cli.entities_command import entities
from kg.cli.evaluate_command import evaluate
from kg.cli.export_command import export
from kg.cli.extract_command import extract
from kg.cli.map_command import map_graph
from kg.cli.merge_command import merge
from kg.cli.query_command import query
from kg.cli.remove_command import remove
from kg.cli.search_command import search
from kg.cli.serve_command import serve
from kg.cli.show_command import show
from kg.cli.stats_command import stats
from kg.cli.usage_errors import Group
from kg.cli.validate_command import validate

app = typer.Typer(
    name="kg",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out.\n\n"
        "Start with `kg build LISTING.txt`, then open `outputs/graph.html` and try `kg query leaderboard`."
    ),
)

# In the order of the help. Each returns its exit code.
COMMANDS: dict[str, Callable[..., int]] = {
    "build": build,
    "remove": remove,
    "merge": merge,
    "extract": extract,
    "eval": evaluate,
    "query": query,
    "search": search,
    "show": show,
    "entities": entities,
    "stats": stats,
    "diff": diff,
    "validate": validate,
    "map": map_graph,
    "export": export,
    "serve": serve,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _handle_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
