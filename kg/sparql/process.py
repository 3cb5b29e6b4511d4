"""One process that answers queries, as the server sees it."""

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
from kg.sparql.wire import LENGTHS, Answer, Ask, pack_ask, unpack_answer

_PIECE = 4096  # bytes of standard error that are read at a time
_log = logging.getLogger(__name__)


class ProcessEnded(KgError):
    """A query's process ended before it had answered."""


class NotTaken(ProcessEnded):
    """A process ended before a query had reached it: another one may answer that."""


class QueryProcess:
    """A running process, ready for queries. It answers one at a time. Made by `started`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._listening = asyncio.get_running_loop().create_task(_logged(process.stderr))

    @property
    def is_alive(self) -> bool:
        """Whether it can answer, as far as the event loop has heard."""
        return (
            self._process.returncode is None and self._process.stdout is not None and not self._process.stdout.at_eof()
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    async def ask(self, ask: Ask) -> Answer:
        """Have a query answered; whoever gives up waiting has to kill the process.

        Raises:
            NotTaken: it had ended before.
            ProcessEnded: it took too much memory, or the engine crashed.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("the process was started without pipes")
        try:
            self._process.stdin.write(pack_ask(ask))
            await self._process.stdin.drain()
            await self.answer()  # that it has the query
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise NotTaken("A process for queries ended without a query; is there enough memory?") from error
        try:
            return await self.answer()
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise ProcessEnded(
                "The query ended its process: it took too much memory, or was nested too deeply. Ask for less."
            ) from error

    async def answer(self) -> Answer:
        """The next answer. After a start there is one without a question, once the process is ready."""
        if self._process.stdout is None:
            raise ValueError("the process was started without pipes")
        head, body = LENGTHS.unpack(await self._process.stdout.readexactly(LENGTHS.size))
        return unpack_answer(await self._process.stdout.readexactly(head), await self._process.stdout.readexactly(body))

    def kill(self) -> None:
        """End the process now, whatever it does."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.kill(self.pid, signal.SIGKILL)  # Popen's own would reap it before the event loop can
        if self._process.stdin is not None:
            self._process.stdin.close()

    async def ended(self) -> None:
        """Wait until a killed process has gone."""
        await self._process.wait()
        await self._listening


async def _logged(stream: asyncio.StreamReader | None) -> None:
    """What a process writes to standard error goes to the log, so that it never waits for somebody to read that."""
    while stream is not None and (said := await stream.read(_PIECE)):
        for line in said.decode("utf-8", "backslashreplace").splitlines():
            _log.warning("%s", line)


async def started(folder: Path, *, memory: int) -> QueryProcess:
    """A new process over the graph in a folder, once it is ready.

    Raises:
        ProcessEnded: it did not get so far.
        OSError: no process can be started.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kg.sparql.worker",
        str(folder),
        str(memory),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,  # so that an interrupt at the terminal is the server's alone
    )
    made = QueryProcess(process)
    try:
        await made.answer()
    except BaseException as error:
        made.kill()
        await made.ended()
        if isinstance(error, asyncio.IncompleteReadError):
            raise ProcessEnded("A process for queries ended as it started; is there enough memory?") from error
        raise
    return made
