"""The server's processes for queries: each answers one query at a time, and further queries wait in a bounded queue.

Here a query of the server is stopped: a process whose query exceeds the time limit, or whose client has gone, is
killed, and another one is started in its place. A thread a process waits for it, so that the event loop never does.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kg.model.errors import KgError
from kg.sparql.index import mend_index
from kg.sparql.limits import Limits
from kg.sparql.processes.query_process import NotTaken, ProcessEnded, QueryProcess
from kg.sparql.processes.wire import QueryReply, QueryRequest

_ATTEMPTS = 5  # how often a query that no process has received is sent to another one
_PAUSE = 1.0  # seconds between two attempts to start a process where the first has failed
_Out = TypeVar("_Out")
_STOPPING = "The server is being stopped."
_log = logging.getLogger(__name__)


class Busy(KgError):
    """Too many queries are waiting already, or one has waited too long."""


class TooLong(KgError):
    """A query was stopped at the time limit."""


class Pool:
    """The processes over the graph in one folder; an asynchronous context manager."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._idle: asyncio.LifoQueue[QueryProcess | None] = asyncio.LifoQueue()
        self._alive: set[QueryProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="kg-query")
        self._waiting = 0
        self._closed = False

    async def __aenter__(self) -> Self:
        try:
            await self._start()  # the first alone: it may have to make the index
            await asyncio.gather(*(self._start() for _ in range(self._limits.workers - 1)))
        except BaseException:  # cancellation too: end those that run already
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop all queries and end all processes. Callers that wait for an answer get `Busy`."""
        self._closed = True
        for _ in range(self._waiting):
            self._idle.put_nowait(None)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for process in self._alive:
            process.kill()
        await asyncio.gather(*(self._in_thread(process.wait_until_ended) for process in self._alive))
        self._alive.clear()
        self._threads.shutdown(wait=False)

    async def ask(self, request: QueryRequest) -> QueryReply:
        """Run a query in a process of the pool. Cancelling this stops the query.

        Raises:
            Busy: the queue is full, no process became free in time, or the pool is closed.
            TooLong: the query was stopped.
            ProcessEnded: the query took too much memory, or crashed the engine.
        """
        for _ in range(_ATTEMPTS):
            with contextlib.suppress(NotTaken):
                return await self._ask_once(request)
        raise Busy("The processes for queries end as they start; is there enough memory? Ask again in a moment.")

    async def _ask_once(self, request: QueryRequest) -> QueryReply:
        process = await self._take_process()
        try:
            async with asyncio.timeout(self._limits.timeout):
                reply = await self._in_thread(lambda: process.ask(request))
        except BaseException as error:  # any error, cancellation too: the process may still be busy
            self._replace(process, doubtful=isinstance(error, ProcessEnded))
            if isinstance(error, TimeoutError):
                raise TooLong(
                    f"The query was stopped after {self._limits.timeout:g} seconds. Ask for less, or put a LIMIT to it."
                ) from error
            if isinstance(error, ProcessEnded) and self._closed:
                raise Busy(_STOPPING) from error
            raise
        self._idle.put_nowait(process)
        return reply

    async def _take_process(self) -> QueryProcess:
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
        task = asyncio.get_running_loop().create_task(self._start_in_place_of(process, doubtful=doubtful))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start_in_place_of(self, process: QueryProcess, *, doubtful: bool) -> None:
        await self._in_thread(process.wait_until_ended)
        self._alive.discard(process)
        if doubtful:  # a damaged index may have ended it, and would end the next one too
            with contextlib.suppress(KgError):
                await asyncio.to_thread(mend_index, self._folder)
        while True:
            try:
                return await self._start()
            except (ProcessEnded, OSError) as error:
                _log.warning("a process for queries could not be started: %s", error)
                await asyncio.sleep(_PAUSE)

    async def _start(self) -> None:
        process = QueryProcess(self._folder, memory=self._limits.memory, logs=True)
        self._alive.add(process)
        try:
            await self._in_thread(process.wait_until_ready)
        except BaseException:  # cancellation too
            process.kill()
            if not self._closed:
                await self._in_thread(process.wait_until_ended)
                self._alive.discard(process)
            raise
        self._idle.put_nowait(process)

    async def _in_thread(self, function: Callable[[], _Out]) -> _Out:
        """Run what blocks in a thread; if this is cancelled, it has to be ended by `QueryProcess.kill`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)
