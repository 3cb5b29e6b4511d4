"""Kills builds at moments chosen by chance: fails where the next run does not end as if nothing had happened.

    python -m scripts.checks.kills [--kills 5] [--seed 1]

A folder holds a build of some papers. More papers are added to a copy of it by a build whose whole process group is
killed (SIGKILL): half of the builds after a random share of the time that all of it takes, half after a random share of
the time that writing takes, from the moment that it begins. Then the same command runs to its end: every export has to
have the bytes of a build that nobody disturbed, and no temporary file or former generation may be left.

All the while others read: `kg query`, `kg show`, `kg stats`, and a program that knows nothing of kg and reads two
exports in the folder that `current` leads to. Each answer has to be, whole, that of the build before or of the build
after.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from scripts.arguments import positive
from scripts.checks.kills_readers import STATES, Answers, Readers, list_answers

_SUBJECTS = ("speech", "vision", "language", "planning", "retrieval", "translation")
_LEFT_AFTER = 10  # kills, of which one is followed by another build, once nobody reads
_PATIENCE = 300.0  # seconds until a build that writes nothing is given up


def make_papers(first: int, count: int) -> str:
    """Papers as JSON lines, numbered from `first`."""
    papers = (
        {
            "title": f"Network {number}: A Study of {_SUBJECTS[number % len(_SUBJECTS)]}",
            "abstract": f"We propose Network {number}, which outperforms BERT by {number % 9 + 1}% on GLUE. "
            f"It scores {60 + number % 30}.{number % 10} F1 on SQuAD.",
        }
        for number in range(first, first + count)
    )
    return "".join(json.dumps(paper) + "\n" for paper in papers)


def run_kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `kg` to its end."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def hash_exports(folder: Path) -> dict[str, str]:
    """The hash of every export, by file name."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def begin_build(source: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A build in a process group of its own."""
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def wait_until_written(build: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a build begins to write a generation, or ends."""
    end = time.monotonic() + _PATIENCE
    while build.poll() is None and not any((folder / "generations").glob(".*.tmp")) and time.monotonic() < end:
        time.sleep(0.001)


def kill_build(source: Path, folder: Path, seconds: float, *, written: bool) -> bool:
    """Begin a build and kill all its processes after some seconds; whether it had not ended by itself.

    With `written`, the seconds begin when the build begins to write.
    """
    with begin_build(source, folder) as build:
        if written:
            wait_until_written(build, folder)
        time.sleep(seconds)
        if build.poll() is not None:
            return False
        os.killpg(build.pid, signal.SIGKILL)
    return True


def measure_build(source: Path, folder: Path) -> tuple[float, float]:
    """Run a build that nobody disturbs: the seconds that all of it takes, and those from when it begins to write."""
    began = time.monotonic()
    with begin_build(source, folder) as build:
        wait_until_written(build, folder)
        writes = time.monotonic()
        if build.wait():
            raise SystemExit("The build that nobody disturbed has failed.")
    ended = time.monotonic()
    return ended - began, ended - writes


def find_faults(source: Path, folder: Path, expected: dict[str, str]) -> list[str]:
    """What is wrong with a folder in which a build was killed, after the build ran again."""
    for path in folder.rglob(".*.tmp"):
        os.utime(path, (1, 1), follow_symlinks=False)  # what was left a moment ago is taken for what is being written
    again = run_kg("build", source, "-o", folder)
    if again.returncode:
        return [f"the next build failed: {again.stderr[-300:]}"]
    exports = hash_exports(folder)
    names = sorted(exports.keys() | expected)
    return [f"{name} differs" for name in names if exports.get(name) != expected.get(name)]


def list_left(source: Path, folder: Path) -> list[str]:
    """What is left of killed builds and former generations once nobody reads and a build has run."""
    run_kg("build", source, "-o", folder).check_returncode()
    left = [*folder.rglob(".*.tmp"), *sorted((folder / "generations").iterdir())[1:]]
    return [f"{path.relative_to(folder)} was left" for path in left]


def check(kills: int, seed: int, place: Path) -> int:
    """Kill, read and compare; prints what was done, and returns the exit code."""
    chance = random.Random(seed)
    first, second = place / "first.jsonl", place / "second.jsonl"
    first.write_text(make_papers(0, 20), encoding="utf-8")
    second.write_text(make_papers(20, 20), encoding="utf-8")
    base, whole = place / "base", place / "whole"
    run_kg("build", first, "-o", base).check_returncode()
    shutil.copytree(base, whole, symlinks=True)
    seconds, writing = measure_build(second, whole)
    expected, answers = hash_exports(whole), Answers(list_answers(base), list_answers(whole))
    answers.check_that_they_differ()
    faulty, late = 0, 0
    read: Counter[str] = Counter()
    for number in range(kills):
        folder, written = place / "killed", bool(number % 2)
        after = chance.uniform(0.0, 1.1) * (writing if written else seconds)
        shutil.copytree(base, folder, symlinks=True)
        with Readers(folder, answers) as readers:
            late += not kill_build(second, folder, after, written=written)
            faults = find_faults(second, folder, expected)
        faults += [*readers.faults, *answers.find_other_than_after(folder)]
        if number % _LEFT_AFTER == 0:
            faults += list_left(second, folder)
        read += readers.counts
        faulty += bool(faults)
        for fault in faults:
            print(f"kill {number} after {after:.2f} s{' of writing' if written else ''}: {fault}")
        shutil.rmtree(folder)
    print(f"{kills - late} builds killed ({late} had ended), {faulty} with faults")
    for kind in ("commands", "files"):
        told = ", ".join(f"{read[f'{state}, {kind}']} of {words}" for state, words in STATES.items())
        print(f"answers of {kind} meanwhile: {told}")
    return 1 if faulty else 0


def main() -> int:
    """Run the check."""
    about = (__doc__ or "").partition(":")[0]
    parser = argparse.ArgumentParser(prog="python -m scripts.checks.kills", description=about)
    parser.add_argument("--kills", type=positive, default=5, help="how many builds to kill (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        return check(arguments.kills, arguments.seed, Path(place))


if __name__ == "__main__":
    sys.exit(main())
