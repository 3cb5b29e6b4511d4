"""Tells whether an output folder holds a built graph, and makes the error for one that holds none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.model.errors import GraphNotFound
from kg.store.generations import find_output_folder
from kg.text.suggestions import find_nearest, suggest

FILE = "kg.sqlite"  # what was read, in the folder `store`
GRAPH_FILE = "graph.sqlite"  # what a build knows, in its generation
_LOOKED_AT = 1000  # neighbours of a folder in which a graph is looked for


def holds_graph(folder: Path) -> bool:
    """Whether a build has written a graph to the folder. No file is opened."""
    return (folder / "graph.ttl").is_file() or (folder / "store" / FILE).is_file()


def explain_missing_graph(folder: Path) -> GraphNotFound:
    """The error for a folder without a built graph, with the names of folders that the user may have meant.

    These hold a graph, and are neighbours of similar name, or else lie within the folder.
    """
    folder = find_output_folder(folder)
    message = f"There is no built graph in {folder}; run `kg build INPUT... -o {folder}`."
    name = folder.absolute().name
    near = find_nearest(name, (path.name for path in _find_graphs(folder.absolute().parent)))
    found = [str(folder.parent / other) for other in near] or sorted(map(str, _find_graphs(folder)))[:3]
    return GraphNotFound(f"{message} {suggest(found)}".rstrip())


def _find_graphs(folder: Path) -> Iterator[Path]:
    """The folders with a graph directly in a folder."""
    try:
        yield from (path for path in islice(folder.iterdir(), _LOOKED_AT) if holds_graph(path))
    except OSError:  # no folder, or one that cannot be listed
        return
