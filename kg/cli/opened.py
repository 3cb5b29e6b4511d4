"""Opening a built graph, finding things in it by name, and writing what a command answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from kg.model.knowledge import Knowledge
from kg.search.name_lookup import find_entities, find_entity, find_papers, has_type, unknown_name_error
from kg.system.terminal import escaping_as_json, wrap_terminal

__all__ = [
    "find_entities",
    "find_entity",
    "find_papers",
    "has_type",
    "load",
    "unknown_name_error",
    "writing_to",
]


def load(folder: Path) -> Knowledge:
    """What the last build of an output folder resolved.

    Raises:
        GraphNotFound: there is none.
    """
    from kg.store.database import open_to_read

    with open_to_read(folder / "store") as store:
        return store.knowledge()


@contextmanager
def writing_to(output: str, *, json: bool = False) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that appears whole or not at all.

    Args:
        json: what is written is JSON, so that what the encoding of standard output lacks is escaped as JSON has it.
    """
    if output == "-":
        with escaping_as_json(sys.stdout) if json else nullcontext():
            yield sys.stdout
        return
    from kg.system.files import replacing

    with replacing(Path(output)) as file:
        yield wrap_terminal(file)
