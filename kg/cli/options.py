"""The options that several commands share."""

from __future__ import annotations

import sys
from enum import StrEnum
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from kg.model.types import FILTERS, PAPER, TypeWord, join_words

if TYPE_CHECKING:
    TypeName: TypeAlias = TypeWord
    FoundType: TypeAlias = TypeWord
else:  # the words that a value may be, which typer reads; mypy knows no enumeration that is made of a table
    TypeName = StrEnum("TypeName", {word.upper(): word for word in FILTERS})
    FoundType = StrEnum("FoundType", {word.upper(): word for word in (*FILTERS, PAPER.word)})

ONLY_TYPE = f"Only this: {join_words(FILTERS, 'or')}"
ONLY_FOUND = f"Only this: {join_words((*FILTERS, PAPER.word), 'or')}"
"""Help for options of these types."""


def _refuse_nan(value: float | None) -> float | None:
    """Refuse NaN, which is neither below nor above a bound."""
    if value is not None and isnan(value):
        raise typer.BadParameter("it must be a number.")
    return value


_INPUT = typer.Argument(
    metavar="INPUT",
    help="Files, folders, globs, or `-` for standard input: listings, JSONL, JSON or CSV, recognised by content.",
    show_default=False,
)


def tell_unpublished(folder: Path) -> Path:
    """Tell on standard error that a folder has read what its graph does not show; returns the folder."""
    from kg.store.unpublished import read_unpublished

    if unpublished := read_unpublished(folder):
        more = f"{unpublished.papers:,} papers more" if unpublished.papers != 1 else "1 paper more"
        what = f"{more} than are shown" if unpublished.papers else "more of its papers than is shown"
        print(f"kg: {folder} has read {what}; `kg export --all --graph {folder}` publishes that", file=sys.stderr)
    return folder


Inputs = Annotated[list[str], _INPUT]
InputsOrNone = Annotated[list[str] | None, _INPUT]
Year = Annotated[
    int | None,
    typer.Option(help="The year of dates that have none. Without it: a year later than any on the page."),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read texts; the result is the same for any number.")]
Engine = Annotated[
    Literal["local", "dask"],
    typer.Option(help="Where texts are read: by processes of this machine, or by the workers of a Dask cluster."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="The Dask scheduler, as tcp://host:8786. Without it: a cluster of --workers processes on this machine.",
        show_default=False,
    ),
]
Shards = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="A folder that all workers of the cluster see. Without it: one in the output folder.",
        show_default=False,
    ),
]
MinScore = Annotated[
    float,
    typer.Option(
        min=0,
        max=1,
        callback=_refuse_nan,
        help="Leave out mentions, relations and results with a lower score.",
    ),
]
Precision = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        callback=_refuse_nan,
        help="How much of each kind of record is to be right, 0 to 1; less sure records are set apart.",
        show_default=False,
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help="Your corrections: aliases, names to keep apart, types, facts to retract or add.",
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if anything at all was rejected.")]
Graph = Annotated[
    Path,
    typer.Option(
        "--graph",
        envvar="KG_OUTPUT",
        metavar="FOLDER",
        help="The output folder of `kg build` to read.",
        callback=tell_unpublished,
        show_default=True,
    ),
]
OutputFolder = Annotated[
    Path, typer.Option("-o", "--output", envvar="KG_OUTPUT", metavar="FOLDER", help="Folder for store and exports.")
]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where to write; `-` is standard output.")]
DEFAULT_FOLDER = Path("outputs")
