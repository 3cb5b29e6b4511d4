"""F1 and speed side by side: this version, other checkouts, and plain spaCy, in one run.

Every reader reads the same papers in a process of its own, one thread each, in turns; what a process takes to read the
first half of them, which holds its start and what it loads when it first meets a number, is taken off. Speed counts the
processor's time, so that a core that is shared does not tell.
F1 is counted by this version's `kg eval` on what each wrote. --picture draws F1 against papers a second as SVG.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import kg
from kg.evaluation import read_gold
from kg.system.files import replacing
from scripts.arguments import add_gold_file, folder_with, positive
from scripts.benchmarks.scatter import Point, draw
from scripts.benchmarks.table import Row, report

HERE = Path(__file__).parents[2]
LEVELS = ("mention", "tuple")  # whose F1 is printed
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_SPACY = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1])
rows = (json.loads(line) for line in open(sys.argv[2], encoding="utf-8"))
for doc in nlp.pipe(row["title"] + "\\n\\n" + row["abstract"] for row in rows):
    len(doc.ents)
"""


@dataclass(slots=True)
class Reader:
    """What reads papers: a name, a command that gets a file of papers appended, and what it has taken so far."""

    name: str
    command: Sequence[str]
    folder: Path  # that it runs in
    writes: bool  # whether it takes a file to write, after -o
    seconds: list[float] = field(default_factory=list)

    def run(self, papers: Path, output: Path) -> float:
        """Read the papers; the seconds of processor time that took, of all its processes."""
        command = [*self.command, str(papers), *(["-o", str(output)] if self.writes else [])]
        environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": str(self.folder)}
        process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{self.name}: {' '.join(command)} failed")
        return usage.ru_utime + usage.ru_stime


def list_readers(others: Sequence[tuple[str, Path]], spacy: Path | None) -> Iterator[Reader]:
    """This version, then the other checkouts, then the pipeline of spaCy."""
    for name, checkout in (("this version", HERE), *others):
        yield Reader(name, [sys.executable, "-m", "kg", "extract"], checkout, writes=True)
    if spacy:
        yield Reader(f"spaCy, {spacy.name}", [sys.executable, "-c", _SPACY, str(spacy)], HERE, writes=False)


def measure(readers: Sequence[Reader], gold: Path, runs: int, folder: Path) -> Iterator[tuple[Reader, list[Row]]]:
    """Each reader with its rows: papers a second of processor time, and F1 where it writes what `kg eval` reads."""
    papers = folder / "papers.jsonl"
    annotated = list(read_gold(gold))
    lines = []
    for paper in annotated:
        title, _, abstract = paper.text.partition("\n\n")
        lines.append(json.dumps({"id": paper.id, "title": title, "abstract": abstract}) + "\n")
    papers.write_text("".join(lines), encoding="utf-8")
    half = len(lines) // 2
    first = folder / "first.jsonl"
    first.write_text("".join(lines[:half]), encoding="utf-8")
    for _ in range(runs):
        for number, reader in enumerate(readers):
            start = reader.run(first, folder / "first")
            reader.seconds.append(reader.run(papers, folder / f"facts{number}.jsonl") - start)
    for number, reader in enumerate(readers):
        seconds = statistics.median(reader.seconds)
        rows = [
            Row(reader.name, "processor time a paper", 1000 * seconds / (len(lines) - half), "ms", runs),
            Row(reader.name, "beside this version", seconds / statistics.median(readers[0].seconds), "times", runs),
        ]
        if reader.writes:
            figures = kg.evaluate(gold, folder / f"facts{number}.jsonl")
            rows += [Row(reader.name, f"F1, {level}", round(figures[level].f1, 3), "", 1) for level in LEVELS]
        yield reader, rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="dev.jsonl")
    parser.add_argument(
        "--other", nargs=2, action="append", default=[], metavar=("NAME", "CHECKOUT"), help="another version of kg"
    )
    parser.add_argument("--spacy", type=folder_with("config.cfg"), metavar="PIPELINE", help="a pipeline of spaCy's")
    parser.add_argument("--runs", type=positive, default=3, help="of each (default: %(default)s)")
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help="draw F1 against papers a second")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    others = [(name, Path(checkout).resolve()) for name, checkout in arguments.other]
    readers = list(list_readers(others, arguments.spacy and arguments.spacy.resolve()))
    points: list[Point] = []

    def rows(folder: Path) -> Iterator[Row]:
        for reader, measured in measure(readers, Path(arguments.gold).resolve(), arguments.runs, folder):
            yield from measured
            speed = 1000 / float(measured[0].figure)
            f1 = [float(row.figure) for row in measured if row.what.startswith("F1")]
            points.append(Point(reader.name, speed, tuple(f1)))

    with tempfile.TemporaryDirectory() as folder:
        code = report(rows(Path(folder)))
    if arguments.picture:
        with replacing(arguments.picture) as file:
            file.write(draw(points, [f"F1, {level}" for level in LEVELS], "papers a second of processor time"))
    return code
