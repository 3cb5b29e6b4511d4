"""Time and memory of a picture around a name: from what the build kept, and from all records.

The names are those that most papers name, and others evenly from there on down. Each way runs in a process of its own,
one picture after the other, in processor time; each picture opens the store anew, as a command does, and what a process
loads when it starts is not counted. Memory is the most that the process held. The pages of both ways have to be equal.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.export.shown_graph import ShownGraph
from kg.export.shown_pictures import draw_shown
from kg.export.views import find_bounds, read_apart
from kg.pictures.drawing import Drawing, PictureRequest, draw
from kg.store.open_store import open_to_read
from scripts.arguments import add_graph, positive
from scripts.benchmarks.table import Row, report


class Measured(NamedTuple):
    """What the pictures around some names took."""

    seconds: float  # of processor time, the median
    peak: float  # MB
    pages: tuple[str, ...]  # hashes


def _draw_kept(folder: Path, request: PictureRequest) -> Drawing:
    with open_to_read(folder / "store") as store:
        shown = ShownGraph(store, find_bounds(store))
        if shown.open_analysis() is None:
            raise SystemExit(f"The build in {folder} kept nothing for pictures; build it again.")
        return draw_shown(shown, request, lambda: read_apart(folder))


def _draw_from_all(folder: Path, request: PictureRequest) -> Drawing:
    apart = read_apart(folder)
    return draw(apart.sure, request, doubtful=apart.doubtful)


WAYS: dict[str, Callable[[Path, PictureRequest], Drawing]] = {
    "from what the build kept": _draw_kept,
    "from all records": _draw_from_all,
}


def _choose_names(folder: Path, count: int) -> list[str]:
    with open_to_read(folder / "store") as store:
        ranked = sorted(store.shown.list_entities(), key=lambda entity: (-entity.paper_count, entity.id))
    step = max(1, len(ranked) // count)
    return [entity.id for entity in ranked[::step][:count]]


def _measure(way: str, folder: Path, names: Sequence[str]) -> Measured:
    seconds, pages = [], []
    for name in names:
        start = time.process_time()
        drawing = WAYS[way](folder, PictureRequest(around=name))
        seconds.append(time.process_time() - start)
        pages.append(hashlib.sha256(drawing.page.encode("utf-8")).hexdigest())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(statistics.median(seconds), peak, tuple(pages))


def measure(folder: Path, count: int) -> Iterator[Row]:
    """The figures of both ways, and how many times as much reading all records takes."""
    names = _choose_names(folder, count)
    found = []
    for way in WAYS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found.append(pool.apply(_measure, (way, folder, names)))
        yield Row(way, "processor time of a picture, median", found[-1].seconds, "s", len(names))
        yield Row(way, "memory, most", found[-1].peak, "MB", 1)
    kept, whole = found
    if kept.pages != whole.pages:
        raise SystemExit("The two ways do not draw the same pages.")
    yield Row("all records beside what was kept", "processor time", whole.seconds / kept.seconds, "times", len(names))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--names", type=positive, default=9, help="names (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(measure(arguments.graph, arguments.names))
