"""`kg merge FOLDER...`: join the graphs of several folders in a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, OutputFolder
from kg.model.errors import EXIT_OK


def merge(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER", help="Output folders of `kg build`, two or more, built alike.", show_default=False
        ),
    ],
    output: OutputFolder = DEFAULT_FOLDER,
) -> int:
    """Join the graphs of several folders in a new one: what one build of all their inputs gives.

    No text is read again. Folders of which version, settings or corrections differ are refused.

    Example: `kg merge january february -o both`
    """
    from kg.api.merging import merge_into
    from kg.cli.progress import report_mended, show_progress

    with show_progress() as progress:
        merger = merge_into(output, folders, progress=progress)
    report_mended(merger.mended_texts)
    sure = merger.apart.sure
    print(
        f"{len(folders)} folders with {len(merger.inputs)} different inputs\n"
        f"{len(sure.papers):,} papers, {len(sure.entities):,} entities\n"
        f"graph in {output}: open {output / 'graph.html'}, ask with `kg query`",
        file=sys.stderr,
    )
    return EXIT_OK
