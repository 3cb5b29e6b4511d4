"""Time and peak memory of the commands, and the throughput of kg extract.

Every command runs three times in a process of its own; printed are the median of the times and the highest resident
memory that a process of it took.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.arguments import positive
from scripts.benchmarks.table import Row, report

LISTINGS = Path("tests/data/listings")
RUNS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the median run, and MB of the largest process."""

    seconds: float
    peak: float


def _measure(*args: object) -> Measured:
    """Run `kg` with these arguments; "{n}" in an argument becomes the number of the run."""
    times, peaks = [], []
    for n in range(RUNS):
        command = [sys.executable, "-m", "kg", *(str(arg).replace("{n}", str(n)) for arg in args)]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1024)
        if status:
            raise SystemExit(f"{' '.join(command)} failed")
    return Measured(statistics.median(times), max(peaks))


def measure(papers: Path, workers: int, folder: Path) -> Iterator[Row]:
    """Time and memory of each command, then the throughput of `kg extract` on `papers`."""
    single, facts, built = folder / "single.jsonl", folder / "facts.jsonl", folder / "built{n}"
    single.write_text(json.dumps({"id": "single", "title": "One", "abstract": "We use LoRA."}) + "\n")
    many = f"--workers {workers}"
    commands: dict[str, list[object]] = {
        "kg --help": ["--help"],
        "kg build, the five listings": ["build", LISTINGS, "-o", built],
        f"kg build {many}, the five listings": ["build", LISTINGS, *many.split(), "-o", f"{built}-many"],
        "kg build again, nothing new": ["build", LISTINGS, "-o", built],
        "kg query leaderboard": ["query", "leaderboard", "--graph", built],
        "kg stats": ["stats", "--graph", built],
        "kg extract, one paper": ["extract", single, "-o", facts],
        "kg extract": ["extract", papers, "-o", facts],
        f"kg extract {many}": ["extract", papers, *many.split(), "-o", facts],
    }
    seconds: dict[str, float] = {}
    for name, command in commands.items():
        measured = _measure(*command)
        seconds[name] = measured.seconds
        yield Row(f"`{name}`", "time, median", measured.seconds, "s", RUNS)
        yield Row(f"`{name}`", "memory, most", measured.peak, "MB", RUNS)
    with facts.open() as lines:
        count = sum(1 for _ in lines)
    for name in ("kg extract", f"kg extract {many}"):
        rate = count / (seconds[name] - seconds["kg extract, one paper"])
        yield Row(f"`{name}`", f"papers a second after loading, of {count} papers", rate, "1/s", RUNS)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("--workers", type=positive, default=os.cpu_count() or 1, help="processes (default: the cores)")
    parser.add_argument(
        "--papers",
        type=Path,
        default=LISTINGS,
        metavar="FILE",
        help="input for the throughput of kg extract (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    with tempfile.TemporaryDirectory() as folder:
        return report(measure(arguments.papers, arguments.workers, Path(folder)))
