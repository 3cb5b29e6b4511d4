"""The processes that answer queries: as many at a time as there are processes, the next ones in a bounded queue.

A process whose query takes too long, or is no longer wanted, is killed and another one started in its place.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from kg.model.errors import KgError
from kg.sparql.index import mend_index
from kg.sparql.limits import Limits
from kg.sparql.process import NotTaken, ProcessEnded, QueryProcess, started
from kg.sparql.wire import Answer, Ask

if TYPE_CHECKING:
    from starlette.requests import Request

_ATTEMPTS = 5  # processes that a query is given to as long as none has taken it
_PAUSE = 1.0  # seconds between two attempts to start a process where the first has failed
_STOPPING = "The server is being stopped."
_log = logging.getLogger(__name__)


class Busy(KgError):
    """Too many queries are waiting already, or one has waited too long."""


class TooLong(KgError):
    """A query was stopped because its time was over."""


class Pool:
    """The processes over the graph in one folder; an asynchronous context manager."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._idle: asyncio.LifoQueue[QueryProcess | None] = asyncio.LifoQueue()
        self._alive: set[QueryProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    async def __aenter__(self) -> Self:
        try:
            await self._start()  # the first alone: it may have to make the index
            await asyncio.gather(*(self._start() for _ in range(self._limits.workers - 1)))
        except BaseException:  # cancelling too: those that run already are not wanted
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop all queries and end all processes. Who waits for an answer is told that the server stops."""
        self._closed = True
        for _ in range(self._waiting):
            self._idle.put_nowait(None)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for process in self._alive:
            process.kill()
        await asyncio.gather(*(process.ended() for process in self._alive))

    async def ask(self, ask: Ask) -> Answer:
        """Have a query answered. Cancelling this stops the query.

        Raises:
            Busy: the queue is full, no process became free in time, or the pool is closed.
            TooLong: the query was stopped.
            ProcessEnded: the query took too much memory, or crashed the engine.
        """
        for _ in range(_ATTEMPTS):
            with contextlib.suppress(NotTaken):
                return await self._answered(ask)
        raise Busy("The processes for queries end as they start; is there enough memory? Ask again in a moment.")

    async def _answered(self, ask: Ask) -> Answer:
        process = await self._free()
        try:
            async with asyncio.timeout(self._limits.timeout):
                answer = await process.ask(ask)
        except BaseException as error:  # whatever it is, cancelling too: this process is of no more use
            self._replace(process, doubtful=isinstance(error, ProcessEnded))
            if isinstance(error, TimeoutError):
                raise TooLong(
                    f"The query was stopped after {self._limits.timeout:g} seconds. Ask for less, or put a LIMIT to it."
                ) from error
            if isinstance(error, ProcessEnded) and self._closed:
                raise Busy(_STOPPING) from error
            raise
        self._idle.put_nowait(process)
        return answer

    async def _free(self) -> QueryProcess:
        if self._closed:
            raise Busy(_STOPPING)
        if self._idle.empty() and self._waiting >= self._limits.queue:
            raise Busy(f"{self._waiting} queries are waiting already. Ask again in a moment.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.timeout):
                process = await self._idle.get()
                while process is not None and not process.is_alive:  # it ended while it had nothing to do
                    self._replace(process, doubtful=False)
                    process = await self._idle.get()
        except TimeoutError as error:
            raise Busy("The queries before this one took all the time. Ask again in a moment.") from error
        finally:
            self._waiting -= 1
        if process is None:
            raise Busy(_STOPPING)
        return process

    def _replace(self, process: QueryProcess, *, doubtful: bool) -> None:
        process.kill()
        if self._closed:
            return
        task = asyncio.get_running_loop().create_task(self._replaced(process, doubtful=doubtful))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replaced(self, process: QueryProcess, *, doubtful: bool) -> None:
        await process.ended()
        self._alive.discard(process)
        if doubtful:  # a damaged index may have ended it, and would end the next one
            with contextlib.suppress(KgError):
                await asyncio.to_thread(mend_index, self._folder)
        while True:
            try:
                return await self._start()
            except (ProcessEnded, OSError) as error:
                _log.warning("a process for queries could not be started: %s", error)
                await asyncio.sleep(_PAUSE)

    async def _start(self) -> None:
        process = await started(self._folder, memory=self._limits.memory)
        self._alive.add(process)
        self._idle.put_nowait(process)


def pool_of(request: Request) -> Pool:
    """The pool of the server that handles a request."""
    return cast("Pool", request.state.pool)
