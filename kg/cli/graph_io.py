"""Reading the built graph of an output folder, and opening what a command writes its answer to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from kg.bounds.doubt import SetApart


def load_apart(folder: Path, precision: float | None) -> SetApart:
    """All that the last build of an output folder resolved, divided at a precision, or as the build divided it.

    Raises:
        GraphNotFound: there is no built graph.
    """
    from kg.export.views import read_apart

    return read_apart(folder, precision)


@contextmanager
def open_output(output: str, *, json: bool = False) -> Iterator[TextIO]:
    """Open standard output for `-`, else a file that appears whole or not at all.

    Args:
        json: JSON is written; characters that the encoding of standard output lacks become JSON escapes.
    """
    from kg.system.terminal import escaping_as_json, wrap_terminal

    if output == "-":
        with escaping_as_json(sys.stdout) if json else nullcontext():
            yield sys.stdout
        return
    from kg.system.files import replacing

    with replacing(Path(output)) as file:
        yield wrap_terminal(file)
