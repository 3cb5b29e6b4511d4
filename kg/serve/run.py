"""Runs the server until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from kg.model.errors import KgError, Terminated, UsageError
from kg.serve.application import create_app
from kg.serve.connections import HEADERS, make_protocol
from kg.serve.context import Access
from kg.serve.logs import log_patiently
from kg.sparql.limits import Limits

_LEAVE = 1  # seconds that requests get to end by themselves once the server is told to stop
_BACKLOG = 2048


def serve(
    folder: Path,
    *,
    precision: float | None = None,
    port: int,
    limits: Limits,
    access: Access,
    ready: Callable[[str], None],
) -> None:
    """Serve the graph in a folder until SIGINT or SIGTERM.

    Args:
        precision: at which the graph is shown, if not at that of its build.
        port: 0 takes a free one.
        ready: called with the server's address once the server answers.

    Raises:
        KeyboardInterrupt, Terminated: it was told to stop, at whatever moment, and has stopped.
        UsageError: the address cannot be listened on.
        KgError: no process for queries can be started.
    """
    host = access.host
    with open_listening_socket(host, port) as listener, log_patiently():
        address = f"[{host}]" if ":" in host else host
        app = create_app(folder, precision=precision, limits=limits, access=access)
        config = uvicorn.Config(
            app,
            http=make_protocol(limits.patience),
            ws="none",
            log_config=None,
            log_level="error",  # whatever clients send, it is not worth a line
            access_log=False,
            use_colors=False,  # a terminal gets text alone
            server_header=False,
            timeout_graceful_shutdown=_LEAVE,
            h11_max_incomplete_event_size=limits.request + HEADERS,
        )
        server = _Server(config, app, lambda: ready(f"http://{address}:{listener.getsockname()[1]}/"))
        with server.stopping_on_signals():
            server.run(sockets=[listener])
        if server.stop_signal is not None:
            raise Terminated if server.stop_signal == signal.SIGTERM else KeyboardInterrupt
        if not server.started:
            raise KgError("The server could not start; the lines above say why.")


class _Server(uvicorn.Server):
    """A server that calls `ready` once it has started, and stops at a signal at any moment, even while it starts."""

    def __init__(self, config: uvicorn.Config, app: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._ready = ready
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self.stop_signal: int | None = None  # the signal that told it to stop

    @contextmanager
    def stopping_on_signals(self) -> Iterator[None]:
        """In the block SIGINT and SIGTERM stop the server, if this is the main thread: no other receives signals."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        log = logging.getLogger("uvicorn.error")
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        log.addFilter(self._is_worth_logging)
        try:
            yield
        finally:
            log.removeFilter(self._is_worth_logging)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.stop_signal is not None:
            self.force_exit = True
            return
        self.stop_signal = number
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    def _is_worth_logging(self, record: logging.LogRecord) -> bool:
        """False for the message that the start has failed where a signal interrupted it."""
        return self.stop_signal is None or self.started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing: `stopping_on_signals` begins before the event loop and ends after it."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        if self.stop_signal is not None:
            return
        starting = asyncio.create_task(self._start(sockets))
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not starting.done():
            starting.cancel()
            await asyncio.wait({starting})
        elif not starting.cancelled():
            starting.result()  # what it raised

    async def _start(self, sockets: list[socket.socket] | None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:  # uvicorn's way to say that it has told why the start failed
            self.should_exit = True
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._app.state.pool.close()
        await super().shutdown(sockets)


def open_listening_socket(host: str, port: int) -> socket.socket:
    """A socket that takes connections.

    Raises:
        UsageError: the address cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With its protocol, without which asyncio would leave replies waiting for the client's acknowledgement.
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _explain_listen_error(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _explain_listen_error(host, port, error) from error
    return listener


def _explain_listen_error(host: str, port: int, error: Exception) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UsageError(f"The server cannot listen on {host}, port {port} ({reason}); choose another --port.")
