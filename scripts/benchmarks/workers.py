"""How much faster two worker processes extract than one, and how many threads each computes in.

Rounds with one process and with several come by turns, so that other jobs of the machine slow both. The clock starts
when each process has done its first batch, so that loading the models is left out; what others are doing at that moment
is counted as done, some hundredths of 448 texts. A machine with other jobs tells
little by its clock: what a text takes of processor time, with one process and with several, says how much these hinder
each other, and so how fast they are on cores of their own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg.engines import map_batches, split_into_batches
from kg.pipeline import extract_batch
from kg.read import merge, read
from scripts.arguments import positive
from scripts.benchmarks.build import LISTINGS
from scripts.benchmarks.table import Row, report

_BATCH = 16  # texts: small, so that no process waits long for the last one
_BUSY = 0.05  # of a process's time: a thread that takes more computes
_TICK = os.sysconf("SC_CLK_TCK")


class Round(NamedTuple):
    """One round of extraction."""

    speed: float  # texts a second
    milliseconds: float  # of processor time a text
    threads: int  # that compute, in the process that has most
    memory: float  # MB of the largest process at the end


def extract(texts: Sequence[str], workers: int) -> Round:
    """Extract from the texts in so many processes, in this one if it is one."""
    with closing(map_batches(extract_batch, split_into_batches(texts, _BATCH), workers=workers)) as batches:
        for _ in islice(batches, workers):
            pass
        running = [os.getpid()] if workers == 1 else [child.pid or 0 for child in multiprocessing.active_children()]
        began, before = time.perf_counter(), {process: read_threads(process) for process in running}
        done = 0
        for batch, _ in batches:  # the processes end with the last one
            done += len(batch)
            seconds = time.perf_counter() - began
            spent = {process: _subtract(read_threads(process), before[process]) for process in running}
            memory = max(_read_memory(process) for process in running)
    total = sum(sum(threads.values()) for threads in spent.values())
    busy = max(sum(took > _BUSY * sum(threads.values()) for took in threads.values()) for threads in spent.values())
    return Round(done / seconds, 1000 * total / done, busy, memory)


def read_threads(process: int) -> dict[int, float]:
    """The seconds of processor time that each thread of a process has taken (`man 5 proc`, stat: utime and stime)."""
    taken = {}
    for thread in Path(f"/proc/{process}/task").iterdir():
        fields = (thread / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        taken[int(thread.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    return taken


def _subtract(after: Mapping[int, float], before: Mapping[int, float]) -> dict[int, float]:
    return {thread: seconds - before.get(thread, 0.0) for thread, seconds in after.items()}


def _read_memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def measure(texts: Sequence[str], workers: int, rounds: int, of_round: int) -> Iterator[Row]:
    """Both kinds of rounds, by turns; the next round has the next `of_round` texts, as long as there are so many."""
    extract_batch(list(texts[:_BATCH]))  # loads the models
    alone, together = [], []
    for number in range(rounds):
        first = number * of_round if (number + 1) * of_round <= len(texts) else 0
        chosen = texts[first : first + of_round]
        alone.append(extract(chosen, 1))
        together.append(extract(chosen, workers))
    for name, found in (("one process", alone), (f"{workers} processes", together)):
        yield Row(name, "texts a second", statistics.median(r.speed for r in found), "1/s", rounds)
        yield Row(name, "processor time a text", statistics.median(r.milliseconds for r in found), "ms", rounds)
        yield Row(name, "threads that compute, in each at most", max(r.threads for r in found), "", rounds)
        yield Row(name, "memory of the largest, first round", found[0].memory, "MB", 1)
        yield Row(name, "memory of the largest, last round", found[-1].memory, "MB", 1)
    pairs = list(zip(alone, together, strict=True))
    by_clock = statistics.median(many.speed / one.speed for one, many in pairs)
    by_processor = statistics.median(workers * one.milliseconds / many.milliseconds for one, many in pairs)
    yield Row(f"{workers} processes", "times as fast as one, by the clock", by_clock, "", rounds)
    yield Row(f"{workers} processes", "times as fast, on cores of their own", by_processor, "", rounds)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("--papers", type=Path, default=LISTINGS, metavar="FILE", help="input (default: %(default)s)")
    parser.add_argument("--texts", type=positive, default=448, help="texts of a round (default: %(default)s)")
    parser.add_argument("--rounds", type=positive, default=5, help="of each kind (default: %(default)s)")
    parser.add_argument("--workers", type=positive, default=2, help="processes (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    texts = list(dict.fromkeys(paper.text for paper in merge(read([str(arguments.papers)]).entries)))
    return report(measure(texts, arguments.workers, arguments.rounds, arguments.texts))
