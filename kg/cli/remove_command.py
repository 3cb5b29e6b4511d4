"""`kg remove NAME`: take one paper or one input out of a built graph."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, OutputFolder
from kg.model.errors import EXIT_OK

if TYPE_CHECKING:
    from kg.api.removing import Removal


def remove(
    name: Annotated[
        str,
        typer.Argument(
            metavar="PAPER|SOURCE",
            help="A paper's title or identifier, or the file name of an input (NAME@sha256:1a2b3c where two have it).",
            show_default=False,
        ),
    ],
    output: OutputFolder = DEFAULT_FOLDER,
) -> int:
    """Take one paper or one input out of a built graph, and write all its exports anew.

    Nothing is read again. A paper is taken out of every input; building one of these again brings it back.

    Example: `kg remove listing.txt -o outputs`
    """
    from kg.api.removing import remove_from
    from kg.cli.progress import report_mended, show_progress

    with show_progress() as progress:
        removal = remove_from(output, name, progress=progress)
    report_mended(removal.mended_texts)
    left = removal.apart.sure
    papers, entities = _count(len(left.papers), "paper", "papers"), _count(len(left.entities), "entity", "entities")
    print(f"{_describe(removal)}\n{papers} and {entities} are left in {output}", file=sys.stderr)
    return EXIT_OK


def _describe(removal: Removal) -> str:
    from kg.model.records import InputFile

    removed = removal.removed
    if isinstance(removed, InputFile):
        return f"removed the input {removed.name} with {_count(removed.entries, 'entry', 'entries')}"
    inputs = ", ".join(dict.fromkeys(source.name for source in removal.inputs))
    where = f" from {inputs}; a build of one that holds it brings it back" if inputs else ""
    return f'removed the paper "{removed.title}" ({removed.id}){where}'


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
