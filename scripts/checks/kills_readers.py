"""Programs that read a graph while builds are killed: what they answer before and after a build, and in between."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from types import TracebackType
from typing import Self

_COUNTED = (
    "SELECT (COUNT(DISTINCT ?paper) AS ?papers) (COUNT(DISTINCT ?mention) AS ?mentions) "
    "{ { ?paper a kg:Paper } UNION { ?mention a kg:Mention } }"
)  # of graph.ttl, and of mentions.ttl
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "kg query": ("query", _COUNTED, "--format", "csv"),
    "kg show": ("show", "BERT", "--all"),
    "kg stats": ("stats", "--format", "json"),
}
STATES = {"before": "the build before", "after": "the build after", "neither": "neither"}
"""What an answer may be of, with the words for it."""
_PAUSE = 0.02  # seconds between two readings of the files
_PLAIN = "files"
_READ = ("graph.ttl", "papers.jsonl")  # by the program that knows nothing of kg


def ask_kg(folder: Path, arguments: tuple[str, ...]) -> str:
    """What a command answers; of one that fails, its errors."""
    command = [sys.executable, "-m", "kg", *arguments, "--graph", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else f"exit code {done.returncode}: {done.stderr}"


def read_files(folder: Path) -> str:
    """The hashes of two exports in the folder that `current` leads to; if it goes meanwhile, in the next one."""
    while True:
        state = (folder / "current").resolve()
        try:
            return " ".join(hashlib.sha256((state / name).read_bytes()).hexdigest() for name in _READ)
        except FileNotFoundError:
            if state == (folder / "current").resolve():
                raise


def list_answers(folder: Path) -> dict[str, str]:
    """What each reader answers, by its name."""
    answers = {name: ask_kg(folder, arguments) for name, arguments in _COMMANDS.items()}
    return {**answers, _PLAIN: read_files(folder)}


@dataclass(frozen=True)
class Answers:
    """What the readers answer of two states."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    def check_that_they_differ(self) -> None:
        """Raise `SystemExit` where a reader cannot tell the states apart, so that it would see no mix either."""
        same = [name for name in self.before if self.before[name] == self.after[name]]
        if same:
            raise SystemExit(f"Before and after the build, {', '.join(same)} answer the same.")

    def classify(self, name: str, answer: str) -> str:
        """The state that an answer is of: "before", "after" or "neither"."""
        return {self.before[name]: "before", self.after[name]: "after"}.get(answer, "neither")

    def find_other_than_after(self, folder: Path) -> list[str]:
        """The readers whose answer is not that of the state after the build, as faults."""
        found = list_answers(folder)
        return [f"{name} answers otherwise at the end" for name in found if found[name] != self.after[name]]


class Readers:
    """Two threads that read a folder from the beginning of a block to its end: the commands in turn, and the files.

    `counts` says of how many answers each state was, `faults` what those of neither say.
    """

    def __init__(self, folder: Path, answers: Answers) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self._folder = folder
        self._answers = answers
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask), threading.Thread(target=self._read)]

    def _ask(self) -> None:
        for name in cycle(_COMMANDS):
            if self._stop.is_set():
                return
            self._judge(name, ask_kg(self._folder, _COMMANDS[name]))

    def _read(self) -> None:
        while not self._stop.wait(_PAUSE):
            try:
                self._judge(_PLAIN, read_files(self._folder))
            except OSError as error:
                self._judge(_PLAIN, str(error))

    def _judge(self, name: str, answer: str) -> None:
        state = self._answers.classify(name, answer)
        self.counts[f"{state}, {'files' if name == _PLAIN else 'commands'}"] += 1
        if state == "neither":
            self.faults.append(f"{name} answered of neither build: {answer[-300:]}")

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
