"""Middleware: checks the host name of a request, and tells browsers what they may do with a reply.

A page of another site can have its own name lead to this machine (DNS rebinding), and its scripts would then read the
replies as their own. The name that they ask for is in the `Host` header, and cannot be chosen by a script: `KnownHosts`
refuses it. `CrossOrigin` lets scripts of other sites read replies where that is wanted (CORS,
https://fetch.spec.whatwg.org/#http-cors-protocol). `SafeHeaders` sets the headers that every reply has.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.model.errors import UsageError
from kg.serve.reconcile.manifest import ROOT
from kg.serve.replies import CUT, make_error_reply

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all; a page that needs one sets its own policy."""

ANY_ORIGIN = "*"
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#@\s]+", re.IGNORECASE)
_HOST_HEADER = re.compile(r"(\[[^\[\]]+\]|[^\[\]:]+)(?::[0-9]*)?")
_UNKNOWN_HOST = (
    "This server does not go by that name. Ask localhost or 127.0.0.1, or start it with --allow-host and the name "
    "that the address has."
)


class SafeHeaders:
    """Adds headers on what a browser may do with a reply, where the reply does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


class KnownHosts:
    """Refuses requests to other hosts (421).

    Args:
        bound: the address or name that the server listens on.
        more: other names that it goes by.
    """

    def __init__(self, app: ASGIApp, *, bound: str, more: Collection[str]) -> None:
        self._app = app
        self._anywhere = is_any(bound)
        own_names = _find_own_names() if self._anywhere else {_normalise_host(bound)}
        self._names = {"localhost", *own_names, *map(_normalise_host, more)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")  # HTTP/1.0 may have none, but no browser speaks that
            if not all(map(self.knows, given)):
                await make_error_reply(HTTPStatus.MISDIRECTED_REQUEST, _UNKNOWN_HOST)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def knows(self, header: str) -> bool:
        """Whether a `Host` header names this server: locally, by the name it listens on, or by one it was given."""
        match = _HOST_HEADER.fullmatch(header)
        if match is None:
            return False
        name = _normalise_host(match[1])
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        # An address cannot be made to lead elsewhere; where the server listens on all, each of them is its own.
        return address.is_loopback or self._anywhere or name in self._names


class CrossOrigin:
    """Lets pages of some origins read replies in a browser; those of all origins may read replies below `/reconcile`.

    The specification of the reconciliation service wants the latter.

    Args:
        origins: as browsers name them, or `*` for all; without any, nothing else may be read.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        self._reconciling = _allow_origins(app, [ANY_ORIGIN])
        self._other = _allow_origins(app, list(origins)) if origins else app
        self._differs = bool(origins) and ANY_ORIGIN not in origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        path = scope["path"]
        if path == ROOT or path.startswith(f"{ROOT}/"):
            await self._reconciling(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "origin" not in headers.get("vary", "").lower():
                    headers.add_vary_header("Origin")
            await send(message)

        await self._other(scope, receive, send_varying if self._differs else send)


def is_any(host: str) -> bool:
    """Whether a server that listens on this address listens on all addresses of the machine."""
    try:
        return ipaddress.ip_address(_normalise_host(host)).is_unspecified
    except ValueError:
        return host == ""


def parse_origin(text: str) -> str:
    """An origin as browsers name it.

    Raises:
        UsageError: it is none.
    """
    if text != ANY_ORIGIN and not _ORIGIN.fullmatch(text):
        raise UsageError(f"--cors takes an origin such as https://example.org, or * for all, not {text!r}.")
    return text.lower()


def _allow_origins(app: ASGIApp, origins: list[str]) -> CORSMiddleware:
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=[ANY_ORIGIN],
        expose_headers=[CUT, "Link", "Retry-After"],
    )


def _normalise_host(host: str) -> str:
    """A name or an address in a normal form, for comparison."""
    host = host.removeprefix("[").removesuffix("]").removesuffix(".").lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host


def _find_own_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name.partition('.')[0]}.local"}
