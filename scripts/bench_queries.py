"""Measures the competency queries on Oxigraph's index against rdflib's engine, and prints a table in Markdown.

usage: bench_queries.py [--graph outputs] [--runs 9] [--rdflib-runs 1] [--time-out 60] [--without-rdflib] [NAME...]

Each query runs with its default parameters in this process, all rows read: on the index the median of `--runs`, on
rdflib the median of `--rdflib-runs`, given up after `--time-out` seconds. Both hold the very same triples.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from kg.rdf.namespaces import prefixes
from kg.sparql import queries
from kg.sparql.evaluate import answer
from kg.sparql.index import build_index, open_index
from kg.sparql.turtle_files import GRAPHS

if TYPE_CHECKING:
    import rdflib

MEGABYTE = 1_000_000


class OutOfTime(Exception):
    """A query took longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises `OutOfTime` in what takes longer; rdflib has no time limit of its own."""

    def stop(_: int, __: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def median(run: Callable[[], int], times: int) -> tuple[float, int]:
    """The median of the processor seconds that so many runs took, and the number of rows of the last."""
    seconds, rows = [], 0
    for _ in range(times):
        start = time.process_time()
        rows = run()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), rows


def load_rdflib(folder: Path) -> rdflib.Graph:
    """All triples of a built graph in rdflib's own store in memory."""
    import rdflib

    graph = rdflib.Graph()
    for name in GRAPHS:
        if (folder / name).is_file():
            graph.parse(folder / name, format="turtle")
    return graph


def size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


def compare(
    names: Sequence[str], folder: Path, graph: rdflib.Graph | None, *, runs: int, rdflib_runs: int, limit: float
) -> Iterator[str]:
    """Yields a line of the table for each query."""
    with open_index(folder) as index:
        for name in names:
            text = queries.load(name).text

            def by_oxigraph(text: str = text) -> int:
                found = answer(index, text, limit=None)
                return len(getattr(found, "rows", ()))

            fast, rows = median(by_oxigraph, runs)
            if graph is None:
                yield f"| {name} | {rows} | {fast * 1000:.1f} | | |"
                continue

            def by_rdflib(graph: rdflib.Graph = graph, text: str = text) -> int:
                return len(list(graph.query(text, initNs=prefixes())))

            try:
                with at_most(limit * rdflib_runs):
                    slow, same = median(by_rdflib, rdflib_runs)
            except OutOfTime:
                yield f"| {name} | {rows} | {fast * 1000:.1f} | > {limit:g} s | > {limit / fast:.0f} |"
                continue
            told = f"{slow * 1000:.0f}" + ("" if same == rows else f" ({same} rows)")
            yield f"| {name} | {rows} | {fast * 1000:.1f} | {told} | {slow / fast:.0f} |"


def main() -> int:
    """Print the table and return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="queries; by default all")
    parser.add_argument("--graph", type=Path, default=Path("outputs"), metavar="FOLDER", help="a built graph")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--rdflib-runs", type=int, default=1)
    parser.add_argument("--time-out", type=float, default=60, metavar="SECONDS", help="for one run of rdflib")
    parser.add_argument("--without-rdflib", action="store_true")
    args = parser.parse_args()
    if not (args.graph / "graph.ttl").is_file():
        parser.error(f"there is no built graph in {args.graph}")
    start = time.process_time()
    index = build_index(args.graph)  # nothing to do where the folder was queried before
    made = time.process_time() - start
    with open_index(args.graph) as opened:
        triples = len(opened.store)
    files = sum(size(args.graph / name) for name in GRAPHS if (args.graph / name).is_file())
    print(f"{triples} triples, {files / MEGABYTE:.1f} MB of Turtle\n")
    print("| engine | load, seconds | size on disk, MB |\n|---|---|---|")
    print(f"| Oxigraph's index, making it or finding it made | {made:.2f} | {size(index) / MEGABYTE:.1f} |", flush=True)
    graph = None
    if not args.without_rdflib:
        start = time.process_time()
        graph = load_rdflib(args.graph)
        print(f"| rdflib, in memory ({len(graph)} triples) | {time.process_time() - start:.2f} | none |", flush=True)
    print("\n| query | rows | Oxigraph, ms | rdflib, ms | ratio |\n|---|---|---|---|---|", flush=True)
    for line in compare(
        args.names or queries.list_names(),
        args.graph,
        graph,
        runs=args.runs,
        rdflib_runs=args.rdflib_runs,
        limit=args.time_out,
    ):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
