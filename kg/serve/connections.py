"""Connections of clients: time limits on each, and a limit on how many there are at a time."""

from __future__ import annotations

import asyncio
import resource
from typing import Any, ClassVar, Literal, TypeAlias

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.sparql.limits import Patience

HEADERS = 64_000
"""Bytes that a request's head may have after its first line."""

_LOOK = 0.5  # seconds between two looks at what a connection waits for
_Wait: TypeAlias = Literal["head", "body", "taking"]  # "taking": until the client takes more of its answer


class Connection(H11Protocol):
    """One connection; it is closed when the server waits too long for its client. `make_protocol` makes the class."""

    patience: ClassVar[Patience]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waits: tuple[_Wait | None, object, int] = (None, None, 0)
        self._since = 0.0
        self._begun = False  # a head that is not whole has come
        self._headers = 0  # bytes of it after its first line
        self._in_headers = False
        self._next_check: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._note_wait()
        self._check_wait()
        if len(self.connections) > limit_connections(self.patience.connections) and not self._make_room():
            self._refuse("503 Service Unavailable", "There are too many connections; try again in a moment.")

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        before = self.cycle
        super().data_received(data)
        self._note_wait()
        if self.conn.their_state is not h11.IDLE or self.cycle is not before:
            self._begun, self._headers, self._in_headers = False, 0, False
            return
        self._begun = True
        line_end = 0 if self._in_headers else data.find(b"\n") + 1
        if self._in_headers or line_end:
            self._in_headers = True
            self._headers += len(data) - line_end
        if self._headers > HEADERS:
            self._refuse("431 Request Header Fields Too Large", f"The headers may have {HEADERS} bytes.")

    def handle_events(self) -> None:
        try:
            super().handle_events()
        except h11.LocalProtocolError:  # what is no HTTP, after the answer: there is no other to give
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        super().send_400_response(msg)
        self._disconnect()

    def _disconnect(self) -> None:
        """Keep the application from sending its answer after the one that was sent here."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_wait()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._next_check is not None:
            self._next_check.cancel()
        super().connection_lost(exc)

    def _note_wait(self) -> None:
        """Note since when the server waits for its client; each request, and each part taken, begins a new wait."""
        left = self.transport.get_write_buffer_size()
        wait: _Wait | None = None
        if self.conn.their_state is h11.SEND_BODY:
            wait = "body"
        elif left:
            wait = "taking"
        elif self.conn.their_state is h11.IDLE or self.transport.is_closing():
            wait = "head"
        waits = (wait, self.cycle, left if wait == "taking" else 0)
        if waits != self._waits:
            self._waits = waits
            self._since = self.loop.time()

    def _check_wait(self) -> None:
        self._note_wait()
        wait = self._waits[0]
        if wait is not None and self.loop.time() - self._since >= getattr(self.patience, wait):
            if wait == "taking" or self.transport.is_closing():
                self.transport.abort()
                return
            if wait == "body" or self._begun:
                self._refuse("408 Request Timeout", "The request took too long to come.")
            else:
                self.transport.close()
        self._next_check = self.loop.call_later(_LOOK, self._check_wait)

    def _make_room(self) -> bool:
        """Close the connection that has waited longest for its client; false if no connection waits for its client."""
        others = [other for other in self.connections if other is not self and isinstance(other, Connection)]
        waiting = [other for other in others if other._waits[0] is not None and not other.transport.is_closing()]
        longest = min(waiting, key=lambda other: other._since, default=None)
        if longest is None:
            return False
        longest.transport.abort()
        return True

    def _refuse(self, status: str, text: str) -> None:
        """Send an error, unless an answer has begun, and close."""
        if self.cycle is None or not self.cycle.response_started or self.cycle.response_complete:
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
            self.transport.write(f"{head}Content-Length: {len(text) + 1}\r\n\r\n{text}\n".encode("ascii"))
        self._disconnect()
        self.transport.close()
        self._note_wait()


def make_protocol(patience: Patience) -> type[Connection]:
    """The class of connections with these limits on how long a client may take."""
    return type("Connection", (Connection,), {"patience": patience})


def limit_connections(wanted: int) -> int:
    """The number of connections allowed: as many as wanted, but at most half of the files that the process may open."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if files == resource.RLIM_INFINITY else max(1, min(wanted, files // 2))
