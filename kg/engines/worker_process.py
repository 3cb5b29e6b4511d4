"""One process that applies functions to batches, as the process that started it sees it, and what runs in it.

It ends with its parent, however that ended, and is started anew where it dies.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pickle import PicklingError
from typing import Any, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

# Spawned, not forked: a fork copies the locks of whatever threads numerical libraries have started.
_CONTEXT = multiprocessing.get_context("spawn")
_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


class WorkerDied(Exception):
    """The process ended before it had answered, or ran out of memory."""


class WorkerEnded(Exception):
    """The process was ended from outside, since nobody wants its answer any more."""


class Worker:
    """A process, started when there is first something to do. One batch at a time; `end` may come from any thread."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._ended = False
        self._lock = threading.Lock()  # of starting and ending

    def run(self, function: Callable[[In], Out], argument: In) -> Out:
        """What a picklable function gives for an argument, or raises.

        Raises:
            WorkerDied: the process died of it; the next run has a new one.
            WorkerEnded: it was ended.
        """
        line = self._started()
        try:
            line.send((function, argument))
            raised, value = line.recv()
        except (EOFError, OSError) as error:  # the other end of the line has gone
            self._stop()
            if self._ended:
                raise WorkerEnded from error
            raise WorkerDied from error
        if isinstance(value, MemoryError):
            self._stop()
            raise WorkerDied from value
        if raised:
            raise value
        return value  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process now, whatever it does, and for good."""
        self._ended = True
        self._stop(close=False)

    def _started(self) -> Connection:
        with self._lock:
            if self._ended:
                raise WorkerEnded
            if self._process is None or self._line is None:
                ours, theirs = _CONTEXT.Pipe()
                process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
                resource_tracker.ensure_running()  # starting it lets interrupts through again
                with _interrupts_blocked():
                    process.start()
                theirs.close()
                self._process, self._line = process, ours
            return self._line

    def _stop(self, *, close: bool = True) -> None:
        """Kill the process; its line is closed by the thread that uses it alone."""
        with self._lock:
            process, line = self._process, self._line
            if process is not None:
                process.kill()
                process.join()
            if close:
                if line is not None:
                    line.close()
                self._process = self._line = None


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """A process that is started here is never reached by Ctrl-C, which goes to all processes of a terminal.

    It inherits the mask, so that there is no moment in which it could tell of the interrupt.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(line: Connection) -> None:
    """What the process does: answer until the line ends, or the parent does."""
    _watch_parent()
    while True:
        try:
            function, argument = line.recv()
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001 # of importing what the function needs
            answer = _raised(error)
        else:
            answer = _applied(function, argument)
        try:
            line.send(answer)
        except (PicklingError, AttributeError, TypeError) as error:
            line.send(_raised(TypeError(f"The answer of {function} cannot be sent: {error}")))


def _applied(function: Callable[[Any], Any], argument: Any) -> tuple[bool, Any]:
    """Whether the function raised, and what it gave or raised."""
    try:
        return False, function(argument)
    except Exception as error:  # noqa: BLE001 # whatever it is, it is raised where the answer is wanted
        return _raised(error)


def _raised(error: Exception) -> tuple[bool, Exception]:
    if isinstance(error, MemoryError):
        return True, MemoryError()  # without its traceback, which holds what took the memory
    error.add_note("".join(traceback.format_exception(error)))
    return True, error


def _watch_parent() -> None:
    """End this process as soon as its parent has ended."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        # The thread has to wait for a library that keeps the interpreter's lock, the kernel does not. It kills when the
        # thread that started this process ends, which is when the worker is given up.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # no clean-up: the main thread may be deep in a library, and nothing here needs any
