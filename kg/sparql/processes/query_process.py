"""A worker process that answers queries, as the server sees it: start, ask, kill."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from kg.model.errors import KgError
from kg.sparql.processes.wire import LENGTHS, QueryReply, QueryRequest, pack_request, unpack_reply
from kg.sparql.query_errors import PROCESS_ENDED

_PIECE = 4096  # bytes of standard error that are read at a time
_log = logging.getLogger(__name__)


class ProcessEnded(KgError):
    """A query's process ended before it had answered."""


class NotTaken(ProcessEnded):
    """A process ended before it had received the query: another process may answer it."""


class QueryProcess:
    """A running process, ready for queries, one at a time. Made by `start_query_process`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._listening = asyncio.get_running_loop().create_task(_log_lines(process.stderr))

    @property
    def is_alive(self) -> bool:
        """Whether the process runs, as far as the event loop knows."""
        return (
            self._process.returncode is None and self._process.stdout is not None and not self._process.stdout.at_eof()
        )

    @property
    def pid(self) -> int:
        """The process's identifier in the operating system."""
        return self._process.pid

    async def ask(self, request: QueryRequest) -> QueryReply:
        """Send a query and wait for its answer; a caller that stops waiting has to kill the process.

        Raises:
            NotTaken: it had ended before.
            ProcessEnded: it took too much memory, or the engine crashed.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("the process was started without pipes")
        try:
            self._process.stdin.write(pack_request(request))
            await self._process.stdin.drain()
            await self.read_reply()  # "taken"
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise NotTaken("A process for queries ended without a query; is there enough memory?") from error
        try:
            return await self.read_reply()
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise ProcessEnded(PROCESS_ENDED) from error

    async def read_reply(self) -> QueryReply:
        """Wait for the next reply. The first comes without a request, once the process is ready."""
        if self._process.stdout is None:
            raise ValueError("the process was started without pipes")
        head, body = LENGTHS.unpack(await self._process.stdout.readexactly(LENGTHS.size))
        return unpack_reply(await self._process.stdout.readexactly(head), await self._process.stdout.readexactly(body))

    def kill(self) -> None:
        """Kill the process, whatever it does."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.kill(self.pid, signal.SIGKILL)  # Popen's own would reap it before the event loop can
        if self._process.stdin is not None:
            self._process.stdin.close()

    async def wait_until_ended(self) -> None:
        """Wait until a killed process has gone."""
        await self._process.wait()
        await self._listening


async def _log_lines(stream: asyncio.StreamReader | None) -> None:
    """Log what a process writes to standard error, so that it never blocks on a full pipe."""
    while stream is not None and (data := await stream.read(_PIECE)):
        for line in data.decode("utf-8", "backslashreplace").splitlines():
            _log.warning("%s", line)


async def start_query_process(folder: Path, *, memory: int) -> QueryProcess:
    """Start a process over the graph in a folder and wait until it is ready.

    Raises:
        ProcessEnded: it ended before it was ready.
        OSError: no process can be started.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kg.sparql.processes.worker",
        str(folder),
        str(memory),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,  # so that an interrupt at the terminal is the server's alone
    )
    started = QueryProcess(process)
    try:
        await started.read_reply()
    except BaseException as error:
        started.kill()
        await started.wait_until_ended()
        if isinstance(error, asyncio.IncompleteReadError):
            raise ProcessEnded("A process for queries ended as it started; is there enough memory?") from error
        raise
    return started
