"""Bounds of time and memory for one input, within the process that reads it."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from types import FrameType

MOST_SECONDS = 5.0  # of processor time that one input may take; the largest has 64 KiB
MOST_MEMORY = 2 << 30  # bytes of address space of the process


class TooSlow(BaseException):
    """An input took longer than it may. No reader can catch it by accident."""


def limit_memory() -> None:
    """Let the process fail with `MemoryError` where it asks for too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


@contextlib.contextmanager
def interrupted_when_slow() -> Iterator[None]:
    """Raise `TooSlow` at each use of `timed` that takes too long."""
    before = signal.signal(signal.SIGVTALRM, _raise_too_slow)
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def timed() -> Iterator[None]:
    """Bound the processor time of what is done inside."""
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _raise_too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow
