"""Fails where the time that a text costs grows faster than the text: one request or one paper must not hold a machine.

    python scripts/check_growth.py [--only STRING] [--stage STAGE]

Every string of `growth.txt` (`\\n` stands for a line feed) is repeated to texts of growing length, and each stage that
sees such text is timed on them: processor time, the least of five runs. The exponent is the slope of a line through
the logarithms of length and time; 1 is linear, 2 is quadratic, and more than LIMIT fails. It is no test of the
suite, because it measures time: processor time on lengths that differ by a factor of 64 hides what else the machine
does, a single time does not.

The encoder costs as much a word whatever the text, in windows of bounded length, so that the whole command is timed on
shorter texts, and the rules by themselves on longer ones. For the latter a stand-in for the encoder takes every third
word for a name and every number for an outcome, which gives each rule more to do than any encoder would.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from kg.cli import main as kg
from kg.extract import Extractor, tokens
from kg.extract.encoder import component
from kg.extract.encoder.heads import COLUMNS, KINDS, TAGS, WIDTH, Floats
from kg.extract.recognise import Calibration, Recogniser
from kg.names import normalise, slug
from kg.read.stream import read_bytes
from kg.records import LABELS, Paper
from kg.resolve import resolve
from kg.serve.negotiate import choose
from kg.text import display

STRINGS = Path(__file__).with_name("growth.txt")
LIMIT = 1.3
FLOOR = 0.004  # seconds; below it a time says more about the machine than about the text
ENOUGH = 0.5  # seconds; what takes as long is not measured by its noise, so that two runs do
RUNS = 5
SHORT = (125, 500, 2000, 8000)  # characters
MIDDLE = (250, 1000, 4000, 16000)
LONG = (1000, 4000, 16000, 64000)
_STAND_IN = "kg_every_third_word"


class EveryThirdWord(component.Encoder):
    """Says of every third word that has a letter that it is a name, and of everything else that it is an outcome."""

    def read(self, words: list[str], sentence_starts: list[int]) -> Floats:
        said = np.zeros((len(words), WIDTH), dtype=np.float32)
        tags, kinds = COLUMNS["tags"].start, COLUMNS["kinds"].start
        said[:, tags] = 9.0
        said[:, kinds + KINDS.index("delta")] = 9.0
        for i in range(0, len(words), 3):
            if any(letter.isalpha() for letter in words[i]):
                said[i, tags + TAGS.index(f"S-{LABELS[i // 3 % len(LABELS)]}")] = 18.0
        return said


@Language.factory(_STAND_IN)
def _stand_in(nlp: Language, name: str) -> Any:
    return EveryThirdWord()


def without_encoder() -> Extractor:
    """The rules, with the stand-in in the encoder's place."""
    nlp = tokens.blank()
    nlp.add_pipe(_STAND_IN, name=component.NAME)
    even = Calibration(1.0, 0.0, dict.fromkeys(map(str, LABELS), 0.0))
    return Extractor(nlp, Recogniser(nlp, even))


def as_json_lines(text: str) -> Callable[[], object]:
    """Reading, the text as abstract."""
    data = json.dumps({"title": "A title", "abstract": text}).encode()
    return lambda: read_bytes("a.jsonl", data)


def as_flat_listing(text: str) -> Callable[[], object]:
    """Reading, the text as abstract in a listing without footers."""
    data = f"A Title of a Paper\nWe study this. {text}\n\nAnother Title\nWe study that, too.\n".encode()
    return lambda: read_bytes("a.txt", data)


def as_footer(text: str) -> Callable[[], object]:
    """Reading, the text in the footer of a card."""
    data = f"A Title of a Paper\n\nWe study this. It works well.\n\n{text}\n·\nJun 17\n·\n 4 authors\n".encode()
    return lambda: read_bytes("a.txt", data)


def as_cell(text: str) -> Callable[[], object]:
    """Reading, the text as a cell of CSV, quoted and as it stands."""
    quoted = text.replace('"', '""')
    data = f'title,abstract,authors\nA title,"{quoted}","{quoted}"\nOther,{text},4\n'.encode()
    return lambda: read_bytes("a.csv", data)


def as_name(text: str) -> Callable[[], object]:
    """The normaliser of names and the maker of identifiers; what they remember is forgotten."""

    def run() -> object:
        normalise.cache_clear()
        return normalise(text), slug(text)

    return run


def whole_command(text: str) -> Callable[[], object]:
    """`kg extract` on a paper with the text in its abstract."""

    def run() -> object:
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
            path = Path(folder) / "a.jsonl"
            path.write_text(json.dumps({"title": "A title", "abstract": text}) + "\n", encoding="utf-8")
            return kg(["extract", str(path), "-o", str(Path(folder) / "found.jsonl")])

    return run


def rules(text: str) -> Callable[[], object]:
    """Display text, tokens, all rules and resolution of a paper with the text as abstract, in part as title."""
    extractor = without_encoder()
    title = f"Made: {text[: len(text) // 4]}".replace("\n", " ")
    paper = Paper(id="a", title=title, abstract=f"We propose Made. {text}", url="https://a.b/c")
    return lambda: resolve([paper], list(extractor.extract([paper.text])))


STAGES: dict[str, tuple[Callable[[str], Callable[[], object]], tuple[int, ...]]] = {
    "JSON Lines": (as_json_lines, LONG),
    "listing": (as_flat_listing, LONG),
    "footer": (as_footer, LONG),
    "CSV": (as_cell, LONG),
    "display text": (lambda text: lambda: display(text), LONG),
    "name": (as_name, LONG),
    "rules": (rules, MIDDLE),
    "kg extract": (whole_command, SHORT),
    "Accept": (lambda text: lambda: choose(text, ["text/html", "text/turtle"]), LONG),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time of one stage grows with one string."""

    stage: str
    string: str
    seconds: tuple[float, ...]  # by length
    exponent: float


def strings() -> Iterator[str]:
    """The strings to repeat."""
    for line in STRINGS.read_text(encoding="utf-8").splitlines():
        if line:
            yield line.replace("\\n", "\n")


def grown(stage: str, string: str) -> Growth:
    """The growth of one stage's time with one string; lengths end where the time has plainly grown too much."""
    make, lengths = STAGES[stage]
    seconds: list[float] = []
    for length in lengths:
        seconds.append(least(make((string * (length // len(string) + 1))[:length])))
        if len(seconds) > 1 and seconds[-1] > 30 * max(FLOOR, seconds[-2]):
            break
    return Growth(stage, string, tuple(seconds), exponent(lengths, seconds))


def least(run: Callable[[], object]) -> float:
    """The least processor time of five runs, of two where one run is long."""
    times: list[float] = []
    while len(times) < (RUNS if sum(times) < ENOUGH else min(2, RUNS)):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)


def exponent(lengths: tuple[int, ...], seconds: list[float]) -> float:
    """The slope of log time over log length by least squares; times below the floor count as the floor."""
    x = [math.log(length) for length, _ in zip(lengths, seconds, strict=False)]
    y = [math.log(max(one, FLOOR)) for one in seconds]
    middle = sum(x) / len(x), sum(y) / len(y)
    return sum((a - middle[0]) * (b - middle[1]) for a, b in zip(x, y, strict=True)) / sum(
        (a - middle[0]) ** 2 for a in x
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="this string alone")
    parser.add_argument("--stage", choices=STAGES, help="this stage alone")
    args = parser.parse_args()
    chosen = [args.only] if args.only else list(strings())
    failed: list[Growth] = []
    whole_command("a")()  # what is loaded once is no growth
    for stage in [args.stage] if args.stage else STAGES:
        began = time.monotonic()
        found = [grown(stage, string) for string in chosen]
        worst = max(found, key=lambda one: one.exponent)
        failed += [one for one in found if one.exponent > LIMIT]
        print(
            f"{stage:12}  {len(found)} strings of {STAGES[stage][1][0]} to {STAGES[stage][1][-1]} characters  "
            f"worst exponent {worst.exponent:.2f} ({worst.string!r})  "
            f"most seconds {max(max(one.seconds) for one in found):.2f}"
            f"  ({time.monotonic() - began:.0f} s)",
            flush=True,
        )
        for one in found:
            if one.exponent > LIMIT:
                times = ", ".join(f"{second:.3f}" for second in one.seconds)
                print(f"  too fast: {one.string!r} grows with exponent {one.exponent:.2f} ({times} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
