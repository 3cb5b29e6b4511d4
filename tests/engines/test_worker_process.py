"""Worker processes never outlive who started them, however that ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kg.engines import map_batches

BUSY = ["in Python", "in C", "no"]
PARENT = """
import sys
sys.path.insert(0, {path!r})
from functions_for_workers import Waiting
from kg.engines import map_batches
if __name__ == "__main__":
    for _ in map_batches(Waiting({folder!r}, {busy!r}), [[1], [2]], workers=2):
        pass
    for _ in map_batches(Waiting({folder!r}, {busy!r}), [[1], [2], [3], [4]], workers=2):
        input()
"""


def find_running(pids: set[int]) -> set[int]:
    """Those of the processes that are there and no zombies."""
    return {pid for pid in pids if state(pid) not in ("", "Z")}


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def find_workers(folder: Path) -> set[int]:
    """The processes that have left a file with their number."""
    return {int(path.name) for path in folder.iterdir()}


def wait_until(reached: Callable[[], bool]) -> None:
    """Wait for it, longer than any machine needs."""
    end = time.monotonic() + 120
    while not reached():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@contextmanager
def parent(functions, folder: Path, busy: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process with two workers, each of which has something to do; none of them outlives a test that fails."""
    script = folder.parent / "parent.py"
    script.write_text(PARENT.format(path=str(Path(functions.__file__).parent), folder=str(folder), busy=busy))
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whatever the tests are started with
    )
    with process:
        try:
            yield process
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "told"
    made.mkdir()
    return made


@pytest.mark.parametrize("busy", BUSY)
def test_workers_end_with_a_parent_that_is_killed(functions, folder, busy) -> None:
    with parent(functions, folder, busy) as process:
        wait_until(lambda: len(find_running(find_workers(folder))) == 2)
        workers = find_workers(folder)
        process.kill()
        process.wait()
        wait_until(lambda: not find_running(workers))
    assert not find_running(workers)


@pytest.mark.parametrize("busy", BUSY)
def test_an_interrupt_is_the_parents_alone_and_ends_the_workers(functions, folder, busy) -> None:
    with parent(functions, folder, busy) as process:
        wait_until(lambda: len(find_running(find_workers(folder))) == 2)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, error_output = process.communicate(timeout=120)
        assert not find_running(find_workers(folder))
    assert process.returncode == -signal.SIGINT  # this parent is a plain Python program, which tells of the interrupt
    assert error_output.count(b"Traceback") == error_output.count(b"KeyboardInterrupt") == 1


def test_workers_end_when_nobody_takes_the_rest(functions, folder) -> None:
    taken = map_batches(functions.Waiting(str(folder), "no"), [[1], [2], [3], [4], [5]], workers=2)
    assert next(taken) == ([1], [1])
    workers = find_workers(folder)
    assert find_running(workers)
    taken.close()
    assert not find_running(workers | find_workers(folder))


def test_workers_end_with_the_work(functions, folder) -> None:
    assert len(list(map_batches(functions.Waiting(str(folder), "no"), [[1], [2], [3]], workers=2))) == 3
    assert find_workers(folder)
    assert not find_running(find_workers(folder))


def test_what_a_function_raises_is_raised_with_where(functions) -> None:
    with pytest.raises(ValueError, match="no 3") as caught:
        list(map_batches(functions.fail, [[3], [4]], workers=2))
    assert "functions_for_workers.py" in caught.value.__notes__[0]


def test_an_answer_that_cannot_be_sent_is_told(functions) -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        list(map_batches(functions.unsendable, [[3], [4]], workers=2))
