"""Functions that worker processes can import."""

from __future__ import annotations

from types import ModuleType

import pytest

FUNCTIONS = '''
import ctypes, os, signal, sys, time
from pathlib import Path

def die(how):
    if how == "memory":
        raise MemoryError
    if how == "crash":
        ctypes.string_at(0)
    if how == "exit":
        os._exit(0)
    os.kill(os.getpid(), signal.SIGKILL)

def tell(folder):
    """Leave a file that names this process."""
    Path(folder, f"{os.getpid()}").touch()

class Killed:
    """Doubles numbers; a process that is given a deadly one dies, as often as is said."""
    def __init__(self, folder, how, deadly, times=1000):
        self.folder, self.how, self.deadly, self.times = folder, how, deadly, times
    def __call__(self, batch):
        if self.deadly in batch or self.deadly is None:
            deaths = len(list(Path(self.folder).iterdir()))
            if deaths < self.times:
                Path(self.folder, f"{deaths}").touch()
                die(self.how)
        return [2 * number for number in batch]

class Waiting:
    """Tells which process it is, then works without end, or waits for work without end."""
    def __init__(self, folder, busy):
        self.folder, self.busy = folder, busy
    def __call__(self, batch):
        tell(self.folder)
        if self.busy == "in Python":
            while True:
                pass
        if self.busy == "in C":
            sum(range(10**15))
        return batch

def fail(batch):
    raise ValueError(f"no {batch[0]}")

def unsendable(batch):
    return lambda: None
'''


@pytest.fixture
def functions(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that spawned processes find too, since they are given the path."""
    folder = tmp_path_factory.mktemp("functions")
    (folder / "functions_for_workers.py").write_text(FUNCTIONS)
    monkeypatch.syspath_prepend(folder)
    import functions_for_workers

    return functions_for_workers
