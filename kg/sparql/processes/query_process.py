"""A process that answers queries, as the server and the command line see it: start, ask, kill.

Its methods block, so that a server calls them in threads. `kill` may be called from any thread; whatever waits for the
process then ends with an error.
"""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from kg.model.errors import KgError
from kg.sparql.processes.wire import LENGTHS, QueryReply, QueryRequest, pack_request, unpack_reply
from kg.sparql.query_errors import PROCESS_ENDED

_log = logging.getLogger(__name__)


class ProcessEnded(KgError):
    """A query's process ended before it had answered."""


class NotTaken(ProcessEnded):
    """A process ended before it had received the query: another process may answer it."""


class QueryProcess:
    """A process over the graph in a folder that answers one query at a time. It ends with its parent.

    Args:
        memory: bytes that it may take.
        logs: whether what it writes to standard error is logged; without, it is dropped.

    Raises:
        OSError: no process can be started.
    """

    def __init__(self, folder: Path, *, memory: int | None, logs: bool) -> None:
        command = [sys.executable, "-m", "kg.sparql.processes.worker", str(folder)]
        self._process = subprocess.Popen(
            command if memory is None else [*command, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if logs else subprocess.DEVNULL,
            start_new_session=True,  # so that an interrupt at the terminal is its parent's alone
        )
        self._listening = threading.Thread(target=_log_lines, args=(self._process.stderr,), daemon=True)
        self._listening.start()

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's identifier in the operating system."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until the process has opened the index.

        Raises:
            ProcessEnded: it ended before it was ready.
        """
        try:
            self._read_reply()
        except (EOFError, OSError) as error:
            raise ProcessEnded("A process for queries ended as it started; is there enough memory?") from error

    def ask(self, request: QueryRequest) -> QueryReply:
        """Send a query and wait for its answer; a caller that stops waiting has to kill the process.

        Raises:
            NotTaken: it had ended before.
            ProcessEnded: it took too much memory, the engine crashed, or it was killed.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pack_request(request))
            self._process.stdin.flush()
            self._read_reply()  # "taken"
        except (EOFError, OSError) as error:
            raise NotTaken("A process for queries ended without a query; is there enough memory?") from error
        try:
            return self._read_reply()
        except (EOFError, OSError) as error:
            raise ProcessEnded(PROCESS_ENDED) from error

    def kill(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()

    def wait_until_ended(self) -> None:
        """Wait until a killed process has gone, and close the pipes to it."""
        self._process.wait()
        self._listening.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # of a request that it never read
                    pipe.close()

    def _read_reply(self) -> QueryReply:
        """Wait for the next reply.

        Raises:
            EOFError: the process ended before all of it was there.
        """
        head, body = LENGTHS.unpack(self._read(LENGTHS.size))
        return unpack_reply(self._read(head), self._read(body))

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        data = self._process.stdout.read(size)
        if len(data) < size:
            raise EOFError
        return data


def _log_lines(stream: IO[bytes] | None) -> None:
    """Log what a process writes to standard error, so that it never blocks on a full pipe."""
    for line in stream or ():
        _log.warning("%s", line.decode("utf-8", "backslashreplace").rstrip("\r\n"))
