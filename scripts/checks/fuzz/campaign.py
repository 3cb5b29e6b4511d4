"""The fuzzing of one reader: its inputs, from seeds on, until a number of them or a time is reached."""

from __future__ import annotations

import mmap
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from scripts.checks.fuzz import seeds
from scripts.checks.fuzz.failures import Failure, shrink, try_check
from scripts.checks.fuzz.limits import interrupted_when_slow, limit_memory
from scripts.checks.fuzz.lines_run import Line, collect
from scripts.checks.fuzz.mutations import LONGEST, mutate
from scripts.checks.fuzz.readers import READERS

_TRACED = 256  # one input in so many is traced line by line
_LARGEST_CORPUS = 4000  # inputs; later ones take the place of others
_LENGTH = 4  # bytes before the input in the file that survives the process


@dataclass(frozen=True, slots=True)
class Task:
    """What to fuzz, how long, and the file that holds the input at hand, for the case that it ends the process."""

    reader: str
    seed: int
    runs: int | None
    seconds: float | None
    at_hand: Path


@dataclass(slots=True)
class Outcome:
    """What came of a task."""

    reader: str
    executions: int = 0
    seconds: float = 0.0
    inputs: int = 0  # that are kept, since each made the reader behave in a new way
    first_lines: int = 0  # of kg that ran with the seeds
    lines: int = 0  # that ran with any input that was traced
    slowest: float = 0.0  # seconds of processor time of one input
    failures: list[Failure] = field(default_factory=list)


def run(task: Task) -> Outcome:
    """Fuzz one reader. Equal tasks with a number of runs give equal outcomes, times aside."""
    limit_memory()
    reader = READERS[task.reader]
    with tempfile.TemporaryDirectory() as place, interrupted_when_slow(), open_at_hand(task.at_hand) as at_hand:
        campaign = Campaign(reader.make_check(Path(place)), at_hand, Outcome(task.reader))
        random = Random(f"{task.seed} {task.reader}")
        corpus = [data for data in (*reader.seeds(), *seeds.kept(task.reader)) if len(data) <= LONGEST]
        began = time.monotonic()
        for data in corpus:
            campaign.execute(data, traced=True)
        outcome = campaign.outcome
        outcome.first_lines = len(campaign.lines)
        while (task.runs is None or outcome.executions < task.runs) and (
            task.seconds is None or time.monotonic() - began < task.seconds
        ):
            # Half of the inputs are made from the latest tenth, which behaves as no earlier one did.
            newest = corpus[-max(1, len(corpus) // 10) :] if random.random() < 0.5 else corpus
            data = mutate(random.choice(newest), random, reader.mutations, corpus)
            if campaign.execute(data, traced=outcome.executions % _TRACED == 0):
                if len(corpus) < _LARGEST_CORPUS:
                    corpus.append(data)
                else:
                    corpus[random.randrange(len(corpus))] = data
        outcome.seconds = time.monotonic() - began
        outcome.inputs, outcome.lines = len(corpus), len(campaign.lines)
        outcome.failures = [shrink(failure, campaign.check) for failure in campaign.failures.values()]
    return outcome


class Campaign:
    """Executes inputs and notes which behaved in a new way."""

    def __init__(self, check: Callable[[bytes], object], at_hand: mmap.mmap, outcome: Outcome) -> None:
        self.check = check
        self.outcome = outcome
        self.lines: set[Line] = set()
        self.failures: dict[str, Failure] = {}
        self._at_hand = at_hand
        self._behaviours: set[object] = set()

    def execute(self, data: bytes, *, traced: bool) -> bool:
        """Check one input; whether it made the reader behave in a way, or run a line, that none did before."""
        self._at_hand[: _LENGTH + len(data)] = len(data).to_bytes(_LENGTH) + data
        self.outcome.executions += 1
        known, began = len(self.lines), time.process_time()
        if traced:
            with collect(self.lines):
                behaviour, fault = try_check(self.check, data)
        else:
            behaviour, fault = try_check(self.check, data)
            self.outcome.slowest = max(self.outcome.slowest, time.process_time() - began)
        if fault is not None:
            before = self.failures.get(fault)
            if before is None or len(data) < len(before.data):
                self.failures[fault] = Failure(fault, data)
            return False
        new = behaviour not in self._behaviours
        self._behaviours.add(behaviour)
        return new or len(self.lines) > known


def open_at_hand(path: Path) -> mmap.mmap:
    """The file that holds the input at hand."""
    with path.open("w+b") as file:
        file.truncate(_LENGTH + LONGEST)
        return mmap.mmap(file.fileno(), 0)


def read_at_hand(path: Path) -> bytes:
    """The input that a process had at hand when it ended."""
    held = path.read_bytes()
    return held[_LENGTH : _LENGTH + int.from_bytes(held[:_LENGTH])]
