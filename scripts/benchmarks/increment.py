"""What it takes to add a few papers to a large folder, stage by stage, as a share of what the build of all took.

The corpora are recombined from a built graph (see `scripts.benchmarks recombined`), extractions included, so that the
stage "extracting" has nothing to do. The papers are added once by a build without exports and then published, which
is what one build does at once. Each runs in a process of its own, and its processor time is taken.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from kg import pipeline
from kg.analyse import analysis
from kg.api.publishing import publish_read
from scripts.arguments import add_graph, positive
from scripts.benchmarks.recombined import read_graph, recombine, write
from scripts.benchmarks.scale import PARTS, StageClock
from scripts.benchmarks.table import Row, report

_DERIVING = ("build_incidence", "count_cooccurrence", "link_concepts", "keep_backbone", "find_communities")
_PARTS = (*PARTS, *((analysis, name, "deriving") for name in _DERIVING))


def measure(graph: Path, size: int, added: int) -> Iterator[Row]:
    """The figures of a folder of `size` papers to which `added` are added."""
    papers = recombine(read_graph(graph), size + added)
    with tempfile.TemporaryDirectory() as place:
        folder, first, later = (Path(place, name) for name in ("built", "first.jsonl", "later.jsonl"))
        write(islice(papers, size), first, folder)
        whole = _run("build", first, folder)
        write(papers, later, folder)
        read = _run("read", later, folder)
        published = _run("publish", later, folder)
    for stage, seconds in whole.items():
        yield Row(f"{size:,} papers", f"{stage}: processor time", seconds, "s", 1)
    for stage, seconds in published.items():
        name = f"{added:,} papers more"
        yield Row(name, f"{stage}: processor time", seconds, "s", 1)
        if stage in whole:
            yield Row(name, f"{stage}: share of that of all", 100 * seconds / whole[stage], "%", 1)
    total = sum(read.values())
    yield Row(f"{added:,} papers more, --no-exports", "all: processor time", total, "s", 1)
    share = 100 * total / sum(whole.values())
    yield Row(f"{added:,} papers more, --no-exports", "all: share of that of all", share, "%", 1)


def _run(what: str, source: Path, folder: Path) -> dict[str, float]:
    """Build, read or publish in a new process; the processor time of each stage in seconds."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_measure_stages, args=(what, source, folder, sending))
    process.start()
    sending.close()
    try:
        stages: dict[str, float] = receiving.recv()
    except EOFError:
        raise SystemExit("The build failed; its message stands above.") from None
    process.join()
    return stages


def _measure_stages(what: str, source: Path, folder: Path, to: Connection) -> None:
    clock = StageClock(_PARTS)
    if what == "publish":
        publish_read(folder, progress=clock)
    else:
        summary = pipeline.build([str(source)], folder, exports=what == "build", progress=clock)
        if summary.new_texts:
            raise SystemExit(f"{summary.new_texts} recombined papers were extracted; the benchmark is wrong.")
    clock("")
    to.send({stage: took.seconds for stage, took in clock.stages.items() if stage != "extracting"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--papers", type=positive, default=10_000, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--add", type=positive, default=50, metavar="N", help="(default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(measure(arguments.graph, arguments.papers, arguments.add))
