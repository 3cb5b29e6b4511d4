"""What the program does at SIGINT (Ctrl-C) or SIGTERM. As a library, kg sets no handlers.

starting   nothing is open yet: it ends at once
running    the command is unwound: files that are half written go, worker processes end, locks are released
leaving    all of that is done: it ends at once
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from kg.model.errors import EXIT_SIGNALLED, Terminated

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_AGAIN = 0.02  # seconds after which a signal is sent again whose exception was lost


def end_at_once() -> None:
    """From now on either signal ends the program without a word."""
    _set_handler(_end)


def raise_to_unwind() -> None:
    """From now on either signal raises an exception in the main thread: KeyboardInterrupt, or Terminated."""
    sys.unraisablehook = _resend_lost_signal
    _set_handler(_raise)


def _set_handler(handler: Callable[[int, FrameType | None], None]) -> None:
    if threading.current_thread() is not threading.main_thread():
        return  # Python lets no other thread set handlers
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as a shell does for what a script runs with `&`
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    os._exit(EXIT_SIGNALLED + number)


def _raise(number: int, frame: FrameType | None) -> None:
    _set_handler(_wait)
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


def _wait(number: int, frame: FrameType | None) -> None:
    """A second signal changes nothing: the first is being obeyed. The third ends the program as it is."""
    _set_handler(_end)


def _resend_lost_signal(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a signal again whose exception was raised, and so lost, in a finaliser or a callback of the interpreter."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _set_handler(_raise)
        number = signal.SIGTERM if issubclass(unraisable.exc_type, Terminated) else signal.SIGINT
        threading.Timer(_AGAIN, os.kill, (os.getpid(), number)).start()
    else:
        sys.__unraisablehook__(unraisable)
