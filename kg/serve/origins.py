"""Which pages of other sites may read the answers in a browser (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).

All may read those of the reconciliation service, as its specification wants; of the rest, nobody unless the server is
told who.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.model.errors import UsageError
from kg.serve.reconcile.manifest import ROOT
from kg.serve.replies import CUT

ANY = "*"
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#@\s]+", re.IGNORECASE)


class CrossOrigin:
    """Lets pages of some origins read, and those of all below `/reconcile`.

    Args:
        origins: as browsers name them, or `*` for all.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        self._reconciling = _allowing(app, [ANY])
        self._other = _allowing(app, list(origins)) if origins else app
        self._differs = bool(origins) and ANY not in origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        path = scope["path"]
        if path == ROOT or path.startswith(f"{ROOT}/"):
            await self._reconciling(scope, receive, send)
            return

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "origin" not in headers.get("vary", "").lower():
                    headers.add_vary_header("Origin")
            await send(message)

        await self._other(scope, receive, varying if self._differs else send)


def _allowing(app: ASGIApp, origins: list[str]) -> CORSMiddleware:
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=[ANY],
        expose_headers=[CUT, "Link", "Retry-After"],
    )


def origin(text: str) -> str:
    """An origin as browsers name it.

    Raises:
        UsageError: it is none.
    """
    if text != ANY and not _ORIGIN.fullmatch(text):
        raise UsageError(f"--cors takes an origin such as https://example.org, or * for all, not {text!r}.")
    return text.lower()
