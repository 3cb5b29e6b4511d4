"""Time and memory of a build, stage by stage, and disk, as the corpus grows, and how they grow with it.

The corpora are recombined from a built graph (see `scripts.benchmarks recombined`), extractions included, so that the
stage "extracting" has nothing to do; what it takes a paper is measured by `scripts.benchmarks build`. Each build runs
in a process of its own, which starts no other. Memory is the most that the process held in a stage, which Linux alone
tells.

The exponent of growth of a time is the slope of the line that fits the logarithms of times and sizes best: 1 where the
time grows as the corpus.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kg import pipeline
from kg.export import build_outputs
from kg.store.graph_store import Store
from scripts.arguments import add_graph, positive
from scripts.benchmarks.recombined import read_graph, recombine, write
from scripts.benchmarks.table import Row, report

_PROCESS = Path("/proc/self")


PARTS: tuple[tuple[Any, str, str], ...] = (
    (Store, "replace_knowledge", "storing"),
    (build_outputs, "make_content", "dividing"),
    (build_outputs, "build_index", "indexing"),
    (build_outputs, "keep_shown", "counting"),
)
"""The functions, each by where it is looked up, that are stages of their own and reported as none."""


class Stage(NamedTuple):
    """What one stage took."""

    seconds: float  # of processor time
    peak: float  # MB


class StageClock:
    """Measures the stages of a build; a `kg.pipeline.Progress`."""

    def __init__(self, parts: Iterable[tuple[Any, str, str]] = PARTS) -> None:
        self.stages: dict[str, Stage] = {}
        self._stage, self._began = "", 0.0
        for place, name, stage in parts:
            setattr(place, name, self._measure(getattr(place, name), stage))

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """End the stage that runs and begin another; an empty name begins none."""
        if stage == self._stage:
            return
        if self._stage:
            before = self.stages.get(self._stage, Stage(0.0, 0.0))
            seconds = before.seconds + time.process_time() - self._began
            self.stages[self._stage] = Stage(seconds, max(before.peak, _read_memory("VmHWM")))
        (_PROCESS / "clear_refs").write_text("5")  # the peak counts from here
        self._stage, self._began = stage, time.process_time()

    def _measure(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @wraps(function)
        def measured(*arguments: Any, **named: Any) -> Any:
            outer = self._stage
            self(stage)
            try:
                return function(*arguments, **named)
            finally:
                self(outer)

        return measured


def _read_memory(name: str) -> float:
    lines = (_PROCESS / "status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _build(source: Path, folder: Path, to: Connection) -> None:
    clock = StageClock()
    summary = pipeline.build([str(source)], folder, progress=clock)
    clock("")
    to.send((clock.stages, summary.new_texts, len(summary.knowledge.entities)))


def measure(graph: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """The figures of each size, and the growth over all of them."""
    read = read_graph(graph)
    seconds: dict[str, list[float]] = {}
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
            yield Row(name, f"{stage}: papers a second of it", size / took.seconds, "", 1)
            yield Row(name, f"{stage}: memory, most", took.peak, "MB", 1)
            seconds.setdefault(stage, []).append(took.seconds)
    if len(sizes) > 1:
        for stage, times in seconds.items():
            yield Row("growth", f"{stage}: exponent of time", fit_exponent(sorted(sizes), times), "", len(sizes))


def fit_exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log time over log size by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


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
