"""`kg map`: a picture of the graph as one HTML file."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.opened import load, writing_to
from kg.model.errors import EXIT_OK
from kg.pictures.request import PictureRequest, draw


def run(request: PictureRequest, *, graph: Path, output: str) -> int:
    """Write the page and return an exit code.

    Raises:
        NoSuchName: nothing has one of the names.
        UsageError: what is wanted does not go together.
    """
    drawing = draw(load(graph), request)
    with writing_to(output) as file:
        file.write(drawing.page)
    print(f"{drawing.summary} in {output}", file=sys.stderr)
    return EXIT_OK
