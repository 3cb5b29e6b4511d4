"""Time and peak memory of the main job, and the throughput of `kg extract`: the figures of docs/benchmarks.md.

    python scripts/bench_build.py [--workers N] [--papers FILE]

Every command runs three times in a process of its own; printed are the median of the times and the highest resident
memory that any one process of it took. FILE is generic input for the throughput of `kg extract`, by default the sample
listings.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

LISTINGS = Path(__file__).parent.parent / "tests" / "data" / "listings"
RUNS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the median run, and MB of the largest process."""

    seconds: float
    peak: float


def _measure(*args: object) -> Measured:
    """Run `kg` with these arguments; "{n}" in one of them becomes the number of the run."""
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


def _measure_all(papers: Path, workers: int, folder: Path) -> tuple[dict[str, Measured], int]:
    one, facts, built = folder / "one.jsonl", folder / "facts.jsonl", folder / "built{n}"
    one.write_text(json.dumps({"id": "one", "title": "One", "abstract": "We use LoRA."}) + "\n")
    many = f"--workers {workers}"
    rows = {
        "kg --help": _measure("--help"),
        "kg build, the five listings": _measure("build", LISTINGS, "-o", built),
        f"kg build {many}, the five listings": _measure("build", LISTINGS, *many.split(), "-o", f"{built}-many"),
        "kg build again, nothing new": _measure("build", LISTINGS, "-o", built),
        "kg query leaderboard": _measure("query", "leaderboard", "--graph", built),
        "kg stats": _measure("stats", "--graph", built),
        "kg extract, one paper": _measure("extract", one, "-o", facts),
        "kg extract": _measure("extract", papers, "-o", facts),
        f"kg extract {many}": _measure("extract", papers, *many.split(), "-o", facts),
    }
    with facts.open() as lines:
        return rows, sum(1 for _ in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--papers", type=Path, default=LISTINGS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows, papers = _measure_all(args.papers, args.workers, Path(folder))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| command | seconds | MB |\n|---|---|---|")
    for name, row in rows.items():
        print(f"| `{name}` | {row.seconds:.2f} | {row.peak:.0f} |")
    loading = rows["kg extract, one paper"].seconds
    print(f"\n`kg extract` after loading, {papers} papers:")
    for name in ("kg extract", f"kg extract --workers {args.workers}"):
        print(f"{name}: {papers / (rows[name].seconds - loading):.0f} papers/s")


if __name__ == "__main__":
    main()
