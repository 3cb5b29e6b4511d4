"""Kills builds at moments chosen by chance: fails where the next run does not end as if nothing had happened.

    python -m scripts.checks.kills [--kills 5] [--seed 1]

A folder holds a build of some papers. More papers are added to a copy of it by a build whose whole process group is
killed (SIGKILL) after a random share of the time that it takes. Then the same command runs to its end: every export has
to have the bytes of a build that nobody disturbed, and no temporary file may be left. In between, `kg query` and
`kg stats` either answer or say in a sentence what to do; a traceback fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.arguments import positive

_SUBJECTS = ("speech", "vision", "language", "planning", "retrieval", "translation")
_READERS = (["query", "leaderboard"], ["stats"])


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


def read_exports(folder: Path) -> dict[str, bytes]:
    """The bytes of every export, by file name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def kill_build(source: Path, folder: Path, seconds: float) -> bool:
    """Begin a build and kill all its processes after some seconds; whether it had not ended by itself."""
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as build:
        time.sleep(seconds)
        if build.poll() is not None:
            return False
        os.killpg(build.pid, signal.SIGKILL)
    return True


def find_faults(source: Path, folder: Path, expected: dict[str, bytes]) -> list[str]:
    """What is wrong with a folder in which a build was killed, before and after the build runs again."""
    faults = []
    for arguments in _READERS:
        answer = run_kg(*arguments, "--graph", folder)
        if "Traceback" in answer.stderr or answer.returncode < 0:
            faults.append(f"kg {' '.join(arguments)} failed: {answer.stderr[-300:]}")
    for path in folder.rglob(".*.tmp"):
        os.utime(path, (1, 1), follow_symlinks=False)  # what was left a moment ago is taken for what is being written
    again = run_kg("build", source, "-o", folder)
    if again.returncode:
        faults.append(f"the next build failed: {again.stderr[-300:]}")
    exports = read_exports(folder)
    names = sorted(exports.keys() | expected)
    faults += [f"{name} differs" for name in names if exports.get(name) != expected.get(name)]
    return faults + [f"{path.relative_to(folder)} was left" for path in folder.rglob(".*.tmp")]


def check(kills: int, seed: int, place: Path) -> int:
    """Kill and compare; prints what was done, and returns the exit code."""
    chance = random.Random(seed)
    first, second = place / "first.jsonl", place / "second.jsonl"
    first.write_text(make_papers(0, 30), encoding="utf-8")
    second.write_text(make_papers(30, 60), encoding="utf-8")
    base, whole = place / "base", place / "whole"
    run_kg("build", first, "-o", base).check_returncode()
    shutil.copytree(base, whole)
    began = time.monotonic()
    run_kg("build", second, "-o", whole).check_returncode()
    seconds = time.monotonic() - began
    expected = read_exports(whole)
    faulty, late = 0, 0
    for number in range(kills):
        folder, after = place / "killed", chance.uniform(0.0, 1.1) * seconds
        shutil.copytree(base, folder)
        late += not kill_build(second, folder, after)
        faults = find_faults(second, folder, expected)
        faulty += bool(faults)
        for fault in faults:
            print(f"kill {number} after {after:.2f} of {seconds:.2f} s: {fault}")
        shutil.rmtree(folder)
    print(f"{kills - late} builds killed ({late} had ended), {faulty} with faults")
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
