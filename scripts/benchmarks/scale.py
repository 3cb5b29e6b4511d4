"""Time and memory of a build, stage by stage, and disk, as the corpus grows, and how they grow with it.

The corpora are recombined from a built graph (see `scripts.benchmarks recombined`), extractions included, so that the
stage "extracting" has nothing to do; what it takes a paper is measured by `scripts.benchmarks build`. Each build runs
in a process of its own. Memory is the most that the process held in a stage, which Linux alone tells.

The exponent of growth of a figure f is log(f' / f) / log(n' / n) between two sizes: 1 where it grows as the corpus.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from kg.pipeline import build
from scripts.arguments import add_graph, positive
from scripts.benchmarks.recombined import read_graph, recombine, write
from scripts.benchmarks.table import Row, report

_PROCESS = Path("/proc/self")


class Stage(NamedTuple):
    """What one stage took."""

    seconds: float  # of processor time
    peak: float  # MB
    left: float  # MB that the process holds at its end


class _Clock:
    """Measures the stages of a build; a `kg.pipeline.Progress`."""

    def __init__(self) -> None:
        self.stages: dict[str, Stage] = {}
        self._stage, self._began = "", 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self.finish()
            self._stage = stage

    def finish(self) -> None:
        """End the stage that runs."""
        if self._stage:
            seconds = time.process_time() - self._began
            self.stages[self._stage] = Stage(seconds, _read_memory("VmHWM"), _read_memory("VmRSS"))
        (_PROCESS / "clear_refs").write_text("5")  # the peak counts from here
        self._began = time.process_time()


def _read_memory(name: str) -> float:
    lines = (_PROCESS / "status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _build(source: Path, folder: Path, to: Connection) -> None:
    clock = _Clock()
    summary = build([str(source)], folder, progress=clock)
    clock.finish()
    to.send((clock.stages, summary.new_texts, len(summary.knowledge.entities)))


def measure(graph: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """The figures of each size, and the growth from the size before it."""
    read = read_graph(graph)
    before: tuple[int, Mapping[str, Stage]] | None = None
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as place:
            source, folder = Path(place, "papers.jsonl"), Path(place, "built")
            write(recombine(read, size), source, folder)
            stages, extracted, entities = _run(source, folder)
            disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        if extracted:
            raise SystemExit(f"{extracted} of {size} recombined papers were extracted; the benchmark is wrong.")
        name = f"{size:,} papers"
        yield Row(name, "entities", entities, "", 1)
        yield Row(name, "disk a paper", disk / size / 1000, "kB", 1)
        for stage, took in stages.items():
            yield Row(name, f"{stage}: processor time", took.seconds, "s", 1)
            yield Row(name, f"{stage}: memory, most", took.peak, "MB", 1)
        if before is not None:
            for stage, took in stages.items():
                growth = math.log(took.seconds / before[1][stage].seconds) / math.log(size / before[0])
                yield Row(name, f"{stage}: exponent of the growth of time", growth, "", 1)
        before = size, {stage: took for stage, took in stages.items() if took.seconds}


def _run(source: Path, folder: Path) -> tuple[dict[str, Stage], int, int]:
    """Build in a new process: what each stage took, how many texts were extracted, how many entities there are."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(source, folder, sending))
    process.start()
    sending.close()
    try:
        stages, extracted, entities = receiving.recv()
    except EOFError:
        raise SystemExit("The build failed; its message stands above.") from None
    process.join()
    return {stage: took for stage, took in stages.items() if stage != "extracting"}, extracted, entities


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--sizes", type=positive, nargs="+", default=[1000, 10_000, 100_000], metavar="PAPERS")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(measure(arguments.graph, arguments.sizes))
