"""What an engine adds to the reading of texts: processes of this machine beside a Dask cluster of as many.

Each reads the same papers once, in turn, with a build's own batches. Starting the processes and loading the extractor
counts; a build pays for both.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.engines import Cluster, map_batches, map_on_cluster, split_into_batches
from kg.model.records import Extraction, SourceEntry
from kg.pipeline import BATCH, EXTRACTION, extract_batch
from kg.read import iter_items, merge
from scripts.arguments import positive
from scripts.benchmarks.table import Row, report

Read = Generator[tuple[list[str], list[Extraction]]]


def measure(texts: list[str], workers: int) -> Iterator[Row]:
    """The time of each engine, and the second's share of the first's.

    Raises:
        ValueError: the two gave different extractions.
    """
    with TemporaryDirectory() as folder:
        engines: dict[str, Callable[[], Read]] = {
            "local": lambda: map_batches(extract_batch, split_into_batches(texts, BATCH), workers=workers),
            "dask": lambda: map_on_cluster(
                EXTRACTION, split_into_batches(texts, BATCH), Cluster(Path(folder) / "shards"), workers=workers
            ),
        }
        seconds, found = {}, {}
        for name, engine in engines.items():
            start = time.perf_counter()
            found[name] = [extraction for _, extractions in engine() for extraction in extractions]
            seconds[name] = time.perf_counter() - start
    if found["local"] != found["dask"]:
        raise ValueError("the engines gave different extractions")
    size = f"{len(texts):,} texts, {workers} processes"
    for name, took in seconds.items():
        yield Row(size, f"{name}: time", took, "s", 1)
    yield Row(size, "dask / local", seconds["dask"] / seconds["local"], "", 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="papers, as kg build takes them")
    parser.add_argument("--papers", type=positive, default=400, help="how many to read")
    parser.add_argument("--workers", type=positive, default=2)


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    entries = (item for item in iter_items(arguments.inputs) if isinstance(item, SourceEntry))
    papers = merge(islice(entries, arguments.papers))
    return report(measure([paper.text for paper in papers], arguments.workers))
