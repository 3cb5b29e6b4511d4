"""The shipped queries on Oxigraph's index, and on the engines of rdflib and maplib in memory.

Each query runs with its default parameters in this process, all rows read; times are processor time. All engines answer
from the same triples, what is doubtful left out. Graphs of several sizes can be measured in one run.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.rdf.namespaces import DOUBTFUL, prefixes
from kg.sparql import queries
from kg.sparql.evaluate import answer
from kg.sparql.index import Index, build_index, open_index
from kg.sparql.turtle_files import GRAPHS, list_sources
from kg.store.generations import find_current
from scripts.arguments import folder_with, positive
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


class Engine(NamedTuple):
    """An engine that holds the triples in memory: how it loads them, and how it counts the rows of an answer."""

    load: Callable[[Sequence[Path]], Any]
    count_rows: Callable[[Any, str], int]


def load_rdflib(files: Sequence[Path]) -> rdflib.Graph:
    """All triples of some Turtle files in rdflib's own store in memory."""
    import rdflib

    graph = rdflib.Graph()
    for path in files:
        graph.parse(path, format="turtle")
    return graph


def load_maplib(files: Sequence[Path]) -> Any:
    """All triples of some Turtle files in a model of maplib, in memory."""
    import maplib

    model = maplib.Model()
    for path in files:
        model.read(str(path), format="turtle")
    return model


def _count_by_rdflib(graph: rdflib.Graph, text: str) -> int:
    return len(list(graph.query(text, initNs=prefixes())))


def _count_by_maplib(model: Any, text: str) -> int:
    declared = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes().items())
    return len(model.query(declared + text))


def _count_by_oxigraph(index: Index, text: str) -> int:
    return len(getattr(answer(index, text, limit=None), "rows", ()))


IN_MEMORY = {
    "rdflib": Engine(load_rdflib, _count_by_rdflib),
    "maplib": Engine(load_maplib, _count_by_maplib),
}


def measure_size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


def measure(
    names: Sequence[str], folder: Path, *, runs: int, engines: Sequence[str], engine_runs: int, limit: float
) -> Iterator[Row]:
    """Loading a graph on all engines, then each query on all; one in memory is given up after `limit` seconds a run."""
    state = find_current(folder)
    files = [path for path in list_sources(state) if GRAPHS[path.name] != DOUBTFUL]
    of = f"{folder.name}: " if folder.name else ""
    yield Row(f"{of}the graph", "Turtle", sum(map(measure_size, files)) / MEGABYTE, "MB", 1)
    start = time.process_time()
    index = build_index(state)  # nothing to do where the folder was queried before
    yield Row(f"{of}Oxigraph's index", "making it or finding it made", time.process_time() - start, "s", 1)
    yield Row(f"{of}Oxigraph's index", "size on disk", measure_size(index) / MEGABYTE, "MB", 1)
    loaded = {}
    for engine in engines:
        start = time.process_time()
        loaded[engine] = IN_MEMORY[engine].load(files)
        yield Row(f"{of}{engine}, in memory", "loading", time.process_time() - start, "s", 1)
    with open_index(state) as opened:
        yield Row(f"{of}Oxigraph's index", "triples", len(opened.store), "", 1)
        for name in names:
            text = queries.load(name).text
            fast, count = time_median(partial(_count_by_oxigraph, opened, text), runs)
            yield Row(f"{of}{name}", "rows", count, "", runs)
            yield Row(f"{of}{name}", "Oxigraph, median", fast * 1000, "ms", runs)
            for engine, graph in loaded.items():
                count_rows = partial(IN_MEMORY[engine].count_rows, graph, text)
                yield from _measure_other(f"{of}{name}", engine, count_rows, fast, count, runs=engine_runs, limit=limit)


def _measure_other(
    name: str, engine: str, count_rows: Callable[[], int], fast: float, count: int, *, runs: int, limit: float
) -> Iterator[Row]:
    """A query on an engine in memory, beside its time and number of rows on the index."""
    try:
        with limit_time(limit * runs):
            slow, same = time_median(count_rows, runs)
    except TimeoutError:
        yield Row(name, f"{engine}, median", f"over {limit * 1000:,.0f}", "ms", runs)
        return
    except Exception as error:  # noqa: BLE001 # each engine has its own, and not every engine knows every function
        yield Row(name, engine, f"refused: {type(error).__name__}", "", runs)
        return
    differing = "" if same == count else f" ({same} rows)"
    yield Row(name, f"{engine}, median{differing}", slow * 1000, "ms", runs)
    yield Row(name, f"{engine} over Oxigraph", slow / fast, "times", runs)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="queries (default: all)")
    parser.add_argument(
        "--graph",
        type=folder_with("graph.ttl"),
        nargs="+",
        default=[Path("outputs")],
        metavar="FOLDER",
        help="the output folders of builds (default: outputs)",
    )
    parser.add_argument("--runs", type=positive, default=9, help="on the index (default: %(default)s)")
    parser.add_argument(
        "--engines",
        nargs="*",
        choices=sorted(IN_MEMORY),
        default=["rdflib"],
        help="in memory; maplib needs pip install maplib (default: rdflib)",
    )
    parser.add_argument("--engine-runs", type=positive, default=1, help="on these (default: %(default)s)")
    parser.add_argument("--time-out", type=float, default=60, metavar="SECONDS", help="of such a run")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    measured = (
        measure(
            arguments.names or queries.list_names(),
            folder,
            runs=arguments.runs,
            engines=arguments.engines,
            engine_runs=arguments.engine_runs,
            limit=arguments.time_out,
        )
        for folder in arguments.graph
    )
    return report(chain.from_iterable(measured))
