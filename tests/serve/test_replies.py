"""Errors as a sentence with their status, and work that ends when nobody waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from kg.model.errors import GraphNotFound, KgError
from kg.serve.endpoint.parameters import BadRequest
from kg.serve.replies import HANDLERS, cancel_if_gone, make_error_reply, reply_to_error
from kg.sparql.processes.pool import Busy, TooLong


def request(*messages: str) -> Request:
    """A request of which the server hears these messages, and then nothing more."""
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()
        return {"type": waiting.pop(0)}

    return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, receive)


def test_an_error_is_one_line_of_plain_text() -> None:
    reply = make_error_reply(404, "There is <no> such thing.", {"Vary": "Accept"})
    assert (reply.status_code, reply.body) == (404, b"There is <no> such thing.\n")
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (HTTPException(404, "Nothing here."), 404, "Nothing here.\n"),
        (BadRequest(415, "Another type."), 415, "Another type.\n"),
        (Busy("Too many queries."), 503, "Too many queries.\n"),
        (TooLong("It took too long."), 504, "It took too long.\n"),
        (GraphNotFound("No graph."), 500, "No graph.\n"),
        (ClientDisconnect(), 499, ""),  # nobody reads it
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_has_its_status_and_its_sentence(error: Exception, status: int, text: str) -> None:
    reply = asyncio.run(reply_to_error(request(), error))
    assert (reply.status_code, bytes(reply.body).decode()) == (status, text)
    assert ("retry-after" in reply.headers) is isinstance(error, Busy), "only who was busy is free again soon"


def test_every_error_of_ours_is_handled_and_a_mistake_of_ours_is_not() -> None:
    assert all(issubclass(error, (HTTPException, KgError, ClientDisconnect)) for error in HANDLERS)
    assert not any(issubclass(ValueError, error) for error in HANDLERS)


def test_work_that_is_done_is_returned() -> None:
    async def work() -> int:
        return 7

    assert asyncio.run(cancel_if_gone(request("http.request"), work())) == 7


def test_what_the_work_raises_is_raised() -> None:
    async def work() -> int:
        raise Busy("Too many.")

    with pytest.raises(Busy):
        asyncio.run(cancel_if_gone(request(), work()))


def test_work_for_a_client_that_has_gone_is_cancelled() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    with pytest.raises(HTTPException) as raised:
        asyncio.run(asyncio.wait_for(cancel_if_gone(request("http.request", "http.disconnect"), work()), 10))
    assert raised.value.status_code == 499
    assert ended == ["cancelled"]
