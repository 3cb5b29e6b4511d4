"""One worker process that applies functions to batches: the parent's end (`Worker`), and what runs in the process.

It ends with its parent, however that ended; where it dies, the next run starts another one.
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
    """The process was ended by `Worker.end`: its answer is no longer wanted."""


class Worker:
    """A worker process, started by the first `run`. One batch at a time; `end` may be called from any thread."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._ended = False
        self._lock = threading.Lock()  # of starting and ending

    def run(self, function: Callable[[In], Out], argument: In) -> Out:
        """Run a picklable function in the process; returns what it returns, or raises what it raises.

        Raises:
            WorkerDied: the process died; the next run starts another one.
            WorkerEnded: `end` was called.
        """
        line = self._connect()
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
        """Kill the process; later runs raise `WorkerEnded`."""
        self._ended = True
        self._stop(close=False)

    def _connect(self) -> Connection:
        with self._lock:
            if self._ended:
                raise WorkerEnded
            if self._process is None or self._line is None:
                ours, theirs = _CONTEXT.Pipe()
                process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
                resource_tracker.ensure_running()  # starting it lets interrupts through again
                with block_interrupts():
                    process.start()
                theirs.close()
                self._process, self._line = process, ours
            return self._line

    def _stop(self, *, close: bool = True) -> None:
        """Kill the process; with `close`, close its connection too, which only the thread that uses it may do."""
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
def block_interrupts() -> Iterator[None]:
    """Block SIGINT, so that a process started meanwhile inherits the mask and never gets the Ctrl-C of the terminal."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(line: Connection) -> None:
    """Run the process: answer until the connection is closed, or the parent ends."""
    _watch_parent()
    while True:
        try:
            function, argument = line.recv()
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001 # of importing what the function needs
            answer = _pack_error(error)
        else:
            answer = _apply(function, argument)
        try:
            line.send(answer)
        except (PicklingError, AttributeError, TypeError) as error:
            line.send(_pack_error(TypeError(f"The answer of {function} cannot be sent: {error}")))


def _apply(function: Callable[[Any], Any], argument: Any) -> tuple[bool, Any]:
    """Apply the function: whether it raised, and what it returned or raised."""
    try:
        return False, function(argument)
    except Exception as error:  # noqa: BLE001 # whatever it is, it is raised where the answer is wanted
        return _pack_error(error)


def _pack_error(error: Exception) -> tuple[bool, Exception]:
    if isinstance(error, MemoryError):
        return True, MemoryError()  # without its traceback, which holds what took the memory
    error.add_note("".join(traceback.format_exception(error)))
    return True, error


def _watch_parent() -> None:
    """End this process as soon as its parent ends."""
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
