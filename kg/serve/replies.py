"""Replies for all groups of routes: errors as a sentence, and work that stops when the client disconnects."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from kg.model.errors import KgError
from kg.serve.endpoint.parameters import BadRequest
from kg.sparql.processes.pool import Busy, TooLong

T = TypeVar("T")
CUT = "X-KG-Truncated"
"""The header that says how many rows an answer was cut to."""

_CLIENT_GONE = 499  # nobody reads it
_RETRY_AFTER = "1"  # seconds
_STATUS: dict[type[Exception], int] = {Busy: HTTPStatus.SERVICE_UNAVAILABLE, TooLong: HTTPStatus.GATEWAY_TIMEOUT}


def make_error_reply(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A reply of one sentence in plain text that says what is wrong."""
    return PlainTextResponse(f"{text}\n", status, headers)


async def cancel_if_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, and cancel it if the client disconnects first. The request's body must have been read.

    Raises:
        HTTPException: the client has gone; nobody will read the reply.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise HTTPException(_CLIENT_GONE)
    finally:
        for waiting in (task, gone):
            waiting.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def reply_to_error(request: Request, error: Exception) -> Response:
    """The reply to an exception: its status and one sentence that says what is wrong and what to do."""
    if isinstance(error, HTTPException):
        return make_error_reply(error.status_code, error.detail, dict(error.headers or {}))
    if isinstance(error, BadRequest):
        return make_error_reply(error.status, str(error))
    if isinstance(error, ClientDisconnect):
        return Response(status_code=_CLIENT_GONE)
    status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    return make_error_reply(status, str(error), {"Retry-After": _RETRY_AFTER} if isinstance(error, Busy) else None)


HANDLERS = {HTTPException: reply_to_error, KgError: reply_to_error, ClientDisconnect: reply_to_error}
