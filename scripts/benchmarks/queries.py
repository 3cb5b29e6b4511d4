"""The shipped queries on Oxigraph's index and on rdflib's engine.

Each query runs with its default parameters in this process, all rows read; times are processor time. Both engines hold
the same triples.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.rdf.namespaces import prefixes
from kg.sparql import queries
from kg.sparql.evaluate import answer
from kg.sparql.index import Index, build_index, open_index
from kg.sparql.turtle_files import GRAPHS
from scripts.arguments import add_graph, positive
from scripts.benchmarks.limit import limit_time
from scripts.benchmarks.table import Row, report

if TYPE_CHECKING:
    import rdflib

MEGABYTE = 1_000_000


def time_median(run: Callable[[], int], times: int) -> tuple[float, int]:
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


def measure_size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


def measure(
    names: Sequence[str], folder: Path, *, runs: int, rdflib_runs: int, limit: float, with_rdflib: bool
) -> Iterator[Row]:
    """Loading on both engines, then each query on both; rdflib is given up after `limit` seconds a run."""
    files = sum(measure_size(folder / name) for name in GRAPHS if (folder / name).is_file())
    yield Row("the graph", "Turtle", files / MEGABYTE, "MB", 1)
    start = time.process_time()
    index = build_index(folder)  # nothing to do where the folder was queried before
    yield Row("Oxigraph's index", "making it or finding it made", time.process_time() - start, "s", 1)
    yield Row("Oxigraph's index", "size on disk", measure_size(index) / MEGABYTE, "MB", 1)
    graph = None
    if with_rdflib:
        start = time.process_time()
        graph = load_rdflib(folder)
        yield Row("rdflib, in memory", "loading", time.process_time() - start, "s", 1)
        yield Row("rdflib, in memory", "triples", len(graph), "", 1)
    with open_index(folder) as opened:
        yield Row("Oxigraph's index", "triples", len(opened.store), "", 1)
        for name in names:
            text = queries.load(name).text
            fast, count = time_median(partial(_count_by_oxigraph, opened, text), runs)
            yield Row(name, "rows", count, "", runs)
            yield Row(name, "Oxigraph, median", fast * 1000, "ms", runs)
            if graph is None:
                continue
            try:
                with limit_time(limit * rdflib_runs):
                    slow, same = time_median(partial(_count_by_rdflib, graph, text), rdflib_runs)
            except TimeoutError:
                yield Row(name, "rdflib, median", f"over {limit * 1000:,.0f}", "ms", rdflib_runs)
                continue
            differing = "" if same == count else f" ({same} rows)"
            yield Row(name, f"rdflib, median{differing}", slow * 1000, "ms", rdflib_runs)
            yield Row(name, "rdflib over Oxigraph", slow / fast, "times", rdflib_runs)


def _count_by_oxigraph(index: Index, text: str) -> int:
    return len(getattr(answer(index, text, limit=None), "rows", ()))


def _count_by_rdflib(graph: rdflib.Graph, text: str) -> int:
    return len(list(graph.query(text, initNs=prefixes())))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="queries (default: all)")
    add_graph(parser)
    parser.add_argument("--runs", type=positive, default=9, help="on the index (default: %(default)s)")
    parser.add_argument("--rdflib-runs", type=positive, default=1, help="on rdflib (default: %(default)s)")
    parser.add_argument("--time-out", type=float, default=60, metavar="SECONDS", help="of a run of rdflib")
    parser.add_argument("--without-rdflib", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(
        measure(
            arguments.names or queries.list_names(),
            arguments.graph,
            runs=arguments.runs,
            rdflib_runs=arguments.rdflib_runs,
            limit=arguments.time_out,
            with_rdflib=not arguments.without_rdflib,
        )
    )
