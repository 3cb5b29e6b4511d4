"""Fails where processing time grows faster than the text: no request and no paper may occupy a machine.

    python -m scripts.checks.growth [--only STRING] [--stage STAGE]

Every string of growth.txt is repeated to texts of three lengths that differ by a factor of 64 (`\\n` stands for a line
feed, `{n}` for the number of the repetition), and each stage of growth_stages.py is timed on them. The exponent is the
slope of a line through the logarithms of length and time; 1 is linear, 2 is quadratic, more than 1.3 fails.

This is no test of the suite, because it measures time. It takes the least processor time of five runs, on lengths that
are far apart, so that other jobs of the machine matter little. Long texts that take long are run less often, as the
table says; a stage that seems to grow too fast is measured again with all five runs.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from scripts.checks.growth_stages import STAGES, Work, run_command

STRINGS = Path(__file__).with_name("growth.txt")
LIMIT = 1.3
RUNS = 5
BRIEF = 0.002  # seconds of processor time that a run takes at least, of repetitions if need be
ENOUGH = 0.2  # seconds of all runs of one text together, after which there are no more
TOO_LONG = 2.0  # seconds; where so much came of growth over LIMIT, longer texts would take for ever
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """The least processor time of some runs, in seconds."""

    seconds: float
    runs: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time of one stage grows with one string."""

    stage: str
    string: str
    timings: tuple[Timing, ...]  # by length; fewer where it grew far too fast
    exponent: float


def read_strings() -> Iterator[str]:
    """The strings to repeat."""
    for line in STRINGS.read_text(encoding="utf-8").splitlines():
        if line:
            yield line.replace("\\n", "\n")


def repeat(string: str, length: int) -> str:
    """The string repeated up to a length; `{n}` becomes the number of the repetition."""
    if "{n}" not in string:
        return (string * (length // len(string) + 1))[:length]
    return "".join(string.replace("{n}", str(number)) for number in range(length // len(string) + 1))[:length]


def measure(work: Work, *, enough: float) -> Timing:
    """The least of five runs, or of as many as take `enough` seconds together."""
    began = time.process_time()
    work()
    first = time.process_time() - began
    times = math.ceil(BRIEF / max(first, BRIEF / 1000)) if first < BRIEF else 1
    found = [first] if times == 1 else []
    while len(found) < RUNS and (not found or sum(found) * times < enough):
        began = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - began) / times)
    return Timing(min(found), len(found))


def measure_growth(stage: str, string: str, *, enough: float = ENOUGH) -> Growth:
    """The growth of one stage's time with one string."""
    timings: list[Timing] = []
    lengths = STAGES[stage].lengths
    for length in lengths:
        work = STAGES[stage].work_on(repeat(string, length))
        timings.append(measure(work, enough=enough if timings else math.inf))
        if len(timings) > 1 and timings[-1].seconds > TOO_LONG and fit_exponent(lengths, timings) > LIMIT:
            break
    return Growth(stage, string, tuple(timings), fit_exponent(lengths, timings))


def fit_exponent(lengths: Sequence[int], timings: Sequence[Timing]) -> float:
    """The slope of log time over log length by least squares."""
    x = [math.log(length) for length in lengths[: len(timings)]]
    y = [math.log(timing.seconds) for timing in timings]
    middle = sum(x) / len(x), sum(y) / len(y)
    return sum((a - middle[0]) * (b - middle[1]) for a, b in zip(x, y, strict=True)) / sum(
        (a - middle[0]) ** 2 for a in x
    )


def check(task: tuple[str, str]) -> Growth:
    """The growth of a stage and a string, measured twice where it seems too fast the first time."""
    found = measure_growth(*task)
    if found.exponent > LIMIT and found.timings[-1].seconds < TOO_LONG:
        found = min(found, measure_growth(*task, enough=math.inf), key=lambda growth: growth.exponent)
    return found


def load() -> None:
    """Load the models, so that no measurement includes it."""
    run_command("a")()


def format_row(stage: str, found: Sequence[Growth]) -> str:
    """A line of the table: the worst exponent and what is behind it."""
    lengths = STAGES[stage].lengths
    worst = max(found, key=lambda growth: growth.exponent)
    slowest = max(timing.seconds for growth in found for timing in growth.timings)
    fewest = [min(g.timings[i].runs for g in found if i < len(g.timings)) for i in range(len(lengths))]
    return (
        f"{stage:16}  {lengths[0]:>5} to {lengths[-1]:>5}  {'/'.join(map(str, fewest)):>5}  {slowest:7.3f}  "
        f"{worst.exponent:8.2f}  {worst.string!r}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.checks.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", help="this string alone")
    parser.add_argument("--stage", choices=STAGES, help="this stage alone")
    args = parser.parse_args()
    stages = [args.stage] if args.stage else list(STAGES)
    chosen = [args.only.replace("\\n", "\n")] if args.only else list(read_strings())
    began = time.monotonic()
    failed: list[Growth] = []
    print(f"{len(chosen)} strings; runs are the fewest of any string, by length; seconds are the most\n")
    print(f"{'stage':16}  {'characters':>14}  {'runs':>5}  {'seconds':>7}  exponent  worst string", flush=True)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawned, initializer=load) as pool:
        results = pool.map(check, product(stages, chosen))
        for stage in stages:
            found = [next(results) for _ in chosen]
            failed += [growth for growth in found if growth.exponent > LIMIT]
            print(format_row(stage, found), flush=True)
    print(f"\n{time.monotonic() - began:.0f} s")
    for growth in failed:
        times = ", ".join(f"{timing.seconds:.4f}" for timing in growth.timings)
        print(f"{growth.stage}: {growth.string!r} grows with exponent {growth.exponent:.2f}, over {LIMIT} ({times} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
