"""The program `kg`; the other modules of this package add its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli.usage_errors import Group

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


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
