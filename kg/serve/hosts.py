"""Which names the server answers to.

A page of another site can have its own name lead to this machine (DNS rebinding), and its scripts would then read what
is here as their own. The name that they ask is in the `Host` header, and cannot be chosen by a script.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.replies import error_reply

_HEADER = re.compile(r"(\[[^\[\]]+\]|[^\[\]:]+)(?::[0-9]*)?")


class KnownHosts:
    """Refuses requests to other hosts (421).

    Args:
        bound: the address or name that the server listens on.
        more: other names that it goes by.
    """

    def __init__(self, app: ASGIApp, *, bound: str, more: Collection[str]) -> None:
        self._app = app
        self._anywhere = is_any(bound)
        here = _own_names() if self._anywhere else {_plain(bound)}
        self._names = {"localhost", *here, *map(_plain, more)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")  # HTTP/1.0 may have none, but no browser speaks that
            if not all(map(self.knows, given)):
                await error_reply(HTTPStatus.MISDIRECTED_REQUEST, _REFUSAL)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def knows(self, header: str) -> bool:
        """Whether a `Host` header names this server: local, the one it listens on, or one that it was told."""
        found = _HEADER.fullmatch(header)
        if found is None:
            return False
        name = _plain(found[1])
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        # An address cannot be made to lead elsewhere; where the server listens on all, each of them is its own.
        return address.is_loopback or self._anywhere or name in self._names


_REFUSAL = (
    "This server does not go by that name. Ask localhost or 127.0.0.1, or start it with --allow-host and the name "
    "that the address has."
)


def is_any(host: str) -> bool:
    """Whether who listens on this address listens on all that the machine has."""
    try:
        return ipaddress.ip_address(_plain(host)).is_unspecified
    except ValueError:
        return host == ""


def _plain(host: str) -> str:
    """A name or an address as they are compared."""
    host = host.removeprefix("[").removesuffix("]").removesuffix(".").lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host


def _own_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name.partition('.')[0]}.local"}
