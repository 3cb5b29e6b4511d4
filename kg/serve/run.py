"""Running the server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from kg.errors import KgError, UsageError
from kg.serve.app import create_app
from kg.serve.connections import HEADERS, connection
from kg.serve.context import Access, Limits
from kg.serve.logs import patient_log

_LEAVE = 1  # seconds that requests get to end by themselves once the server is told to stop
_BACKLOG = 2048


def serve(folder: Path, *, port: int, limits: Limits, access: Access, ready: Callable[[str], None]) -> None:
    """Serve the graph in a folder until SIGINT or SIGTERM.

    Args:
        port: 0 takes a free one.
        ready: is told the server's address once it answers.

    Raises:
        UsageError: the address cannot be listened on.
        KgError: no process for queries can be started.
    """
    host = access.host
    with listening_socket(host, port) as listener, patient_log():
        address = f"[{host}]" if ":" in host else host
        app = create_app(folder, limits=limits, access=access)
        config = uvicorn.Config(
            app,
            http=connection(limits.patience),
            ws="none",
            log_config=None,
            log_level="error",  # whatever clients send, it is not worth a line
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LEAVE,
            h11_max_incomplete_event_size=limits.request + HEADERS,
        )
        server = _Server(config, app, lambda: ready(f"http://{address}:{listener.getsockname()[1]}/"))
        server.run(sockets=[listener])
        if not server.started:
            raise KgError("The server could not start; the lines above say why.")


class _Server(uvicorn.Server):
    """A server that tells when it has started, and stops the queries that run when it is told to stop."""

    def __init__(self, config: uvicorn.Config, app: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._app.state.pool.close()
        await super().shutdown(sockets)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that takes connections.

    Raises:
        UsageError: the address cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With its protocol, without which asyncio would leave replies waiting for the client's acknowledgement.
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _unusable(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _unusable(host, port, error) from error
    return listener


def _unusable(host: str, port: int, error: Exception) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UsageError(f"The server cannot listen on {host}, port {port} ({reason}); choose another --port.")
