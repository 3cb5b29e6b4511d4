"""Fuzzes everything that reads what users and clients give; fails where one breaks what is promised of it.

    python -m scripts.checks.fuzz [--runs N | --seconds S] [--seed 1] [--only READER] [--workers N]

Every reader has to end in bounded time and memory, to raise nothing but the errors that it documents, and to account
for what is there: records, or a rejection that says where and why. Inputs that break this are made small and written
to build/fuzz/READER/; once mended they belong into tests/data/fuzz/READER/, from where they are tried again each time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from scripts.arguments import positive
from scripts.checks.fuzz import failures
from scripts.checks.fuzz.campaign import Outcome, Task, read_at_hand, run
from scripts.checks.fuzz.readers import READERS

_SECONDS = 120.0
_BROKEN = Path("build", "fuzz")


def run_all(tasks: list[Task], workers: int) -> list[Outcome]:
    """Run each task in a process of its own, so many at a time; a process that dies is a failure of its input."""
    spawned = multiprocessing.get_context("spawn")
    outcomes: list[Outcome] = []
    waiting = list(tasks)
    running: list[tuple[Task, ProcessPoolExecutor, Future[Outcome]]] = []
    while waiting or running:
        while waiting and len(running) < workers:
            pool = ProcessPoolExecutor(1, mp_context=spawned)
            running.append((waiting[0], pool, pool.submit(run, waiting.pop(0))))
        task, pool, future = running.pop(0)
        with pool:
            try:
                outcome = future.result()
            except BrokenProcessPool:
                broken = failures.Failure("ends the process", read_at_hand(task.at_hand))
                outcome = Outcome(task.reader, failures=[broken])
        report(outcome)
        outcomes.append(outcome)
    return outcomes


def report(outcome: Outcome) -> None:
    """Print a row of the table, and the failures."""
    rate = outcome.executions / outcome.seconds if outcome.seconds else 0
    print(
        f"{outcome.reader:12} {outcome.executions:>10,} {outcome.seconds:>8.1f} {rate:>7,.0f} {outcome.inputs:>7} "
        f"{outcome.first_lines:>6} {outcome.lines:>6} {outcome.slowest:>8.2f} {len(outcome.failures):>8}",
        flush=True,
    )
    for failure in outcome.failures:
        path = failures.write(failure, _BROKEN / outcome.reader)
        print(f"    {failure.fault}: {path} ({len(failure.data)} bytes)", flush=True)


def main() -> int:
    """Run the check."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.checks.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    bound = parser.add_mutually_exclusive_group()
    bound.add_argument("--runs", type=positive, help="how many inputs, over all readers")
    bound.add_argument("--seconds", type=float, help=f"how long, over all readers (default: {_SECONDS:.0f})")
    parser.add_argument("--seed", type=int, default=1, help="of the mutations (default: %(default)s)")
    parser.add_argument("--only", choices=READERS, help="this reader alone")
    parser.add_argument("--workers", type=positive, default=1, help="how many processes (default: %(default)s)")
    arguments = parser.parse_args()
    names = [arguments.only] if arguments.only else list(READERS)
    shares = sum(READERS[name].share for name in names)
    timed = arguments.runs is None
    seconds = (arguments.seconds or _SECONDS) * arguments.workers / len(names) if timed else None
    runs = {name: None if timed else -(-arguments.runs * READERS[name].share // shares) for name in names}
    print(
        f"{'reader':12} {'executions':>10} {'seconds':>8} {'a second':>7} {'inputs':>6} {'lines':>6} {'then':>6} "
        f"{'slowest':>8} {'failures':>8}",
        flush=True,
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        tasks = [Task(name, arguments.seed, runs[name], seconds, Path(place, name)) for name in names]
        outcomes = run_all(tasks, arguments.workers)
    executions, broken = sum(o.executions for o in outcomes), sum(len(o.failures) for o in outcomes)
    print(f"\n{executions:,} executions in {time.monotonic() - began:.0f} s, {broken} failures (seed {arguments.seed})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
