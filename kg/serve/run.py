"""Running the server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.serve.app import create_app
from kg.serve.context import Limits

_LEAVE = 1  # seconds that requests get to end by themselves once the server is told to stop
_HEADERS = 64_000  # bytes beside the query string


def serve(folder: Path, *, host: str, port: int, limits: Limits, listening: Callable[[str], None]) -> None:
    """Serve the graph in a folder until SIGINT or SIGTERM.

    Args:
        port: 0 takes a free one.
        listening: is told the server's address once connections are taken.

    Raises:
        UsageError: the address cannot be listened on.
    """
    with _listening(host, port) as listener:
        address = f"[{host}]" if ":" in host else host
        listening(f"http://{address}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            create_app(folder, limits=limits),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LEAVE,
            h11_max_incomplete_event_size=limits.request + _HEADERS,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(
            f"The server cannot listen on {host}, port {port} ({reason}); choose another --port."
        ) from error
