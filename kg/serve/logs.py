"""The server's log on standard error. It never blocks the server: lines that nobody reads are dropped and counted."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Full, Queue
from threading import Thread

_LINES = 1000  # that wait to be read
_LAST = 1.0  # seconds that what waits gets to be read in when the server ends
_STANDARD_ERROR = 2


class PatientHandler(logging.Handler):
    """A log handler that writes to a file descriptor in its own thread, so that a full pipe blocks only that thread."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._waiting: Queue[str | None] = Queue(_LINES)
        self._dropped = 0
        self._thread = Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._waiting.put_nowait(self.format(record))
        except Full:
            self._dropped += 1

    def close(self) -> None:
        with suppress(Full):
            self._waiting.put_nowait(None)
        self._thread.join(_LAST)
        super().close()

    def _write(self) -> None:
        # The descriptor, not `sys.stderr`: a thread that waits in that keeps Python from ending.
        while (text := self._waiting.get()) is not None:
            dropped, self._dropped = self._dropped, 0
            if dropped:
                text += f"\n{dropped} lines of the log were dropped, since nobody read them."
            if not self._write_all(f"{text}\n".encode("utf-8", "backslashreplace")):
                return

    def _write_all(self, data: bytes) -> bool:
        """Write all of the data; false where nobody can read it any more."""
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            return False
        return True


@contextmanager
def log_patiently() -> Iterator[None]:
    """Write everything that is logged in the block to standard error, by a `PatientHandler`."""
    handler = PatientHandler(_STANDARD_ERROR)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()
