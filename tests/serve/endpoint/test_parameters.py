"""Requests of the SPARQL 1.1 Protocol: what is read of them, and what is refused with which status."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from kg.serve.endpoint.parameters import BadRequest, Query, read_query

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def read(method: str, query: bytes = b"", content_type: str = "", body: bytes = b"", most: int = 200_000) -> Query:
    chunks = [body[: len(body) // 2], body[len(body) // 2 :]]

    async def receive() -> dict[str, Any]:
        chunk = chunks.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(chunks)}

    headers = [(b"content-type", content_type.encode())] if content_type else []
    scope = {"type": "http", "method": method, "path": "/sparql", "query_string": query, "headers": headers}
    return asyncio.run(read_query(Request(scope, receive), most=most))


@pytest.mark.parametrize(
    ("http_request", "query"),
    [
        (("GET", b"query=ASK+%7B%7D"), Query("ASK {}", (), ())),
        (("HEAD", b"query=ASK+%7B%7D"), Query("ASK {}", (), ())),
        (("GET", b""), Query(None, (), ())),  # asks for the description of the service
        (("GET", b"format=json"), Query(None, (), ())),  # what is not of the protocol is nothing
        (("GET", b"query="), Query("", (), ())),  # a query, though an empty one
        (("POST", b"", FORM, b"query=ASK+%7B%7D"), Query("ASK {}", (), ())),
        (("POST", b"", f"{FORM}; charset=UTF-8", b"query=%C3%A9"), Query("é", (), ())),
        (("POST", b"", DIRECT, "ASK {} # é".encode()), Query("ASK {} # é", (), ())),
        (("POST", b"", f'{DIRECT.upper()};charset="utf-8"', b"ASK {}"), Query("ASK {}", (), ())),
        (
            ("POST", b"default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c", DIRECT, b"ASK {}"),
            Query("ASK {}", ("urn:a", "urn:b"), ("urn:c",)),
        ),
        (("GET", b"query=x", "", b"query=y"), Query("x", (), ())),  # a GET has no body
    ],
)
def test_a_query_is_read_with_its_graphs(http_request: tuple[Any, ...], query: Query) -> None:
    assert read(*http_request) == query


@pytest.mark.parametrize(
    ("http_request", "status", "message"),
    [
        (("GET", b"query=a&query=b"), 400, "2 queries"),
        (("POST", b"query=a", DIRECT, b"b"), 400, "2 queries"),
        (("GET", b"default-graph-uri=urn:a"), 400, "no `query`"),  # a graph for no question
        (("POST", b"", FORM, b""), 400, "no `query`"),
        (("GET", b"update=CLEAR+ALL"), 403, "Updates are not allowed"),
        (("GET", b"query=ASK+%7B%7D&update="), 403, "Updates are not allowed"),  # beside a query too
        (("POST", b"", "application/sparql-update", b"CLEAR ALL"), 403, "Updates are not allowed"),
        (("POST", b"", "text/plain", b"ASK {}"), 415, "not text/plain"),
        (("POST", b"", "", b"query=ASK"), 415, "the request names none"),
        (("POST", b"", f"{DIRECT}; charset=utf-16", b"ASK {}"), 415, "not utf-16"),
        (("POST", b"", DIRECT, b"ASK \xff"), 400, "not UTF-8 (at byte 4)"),
        (("GET", b"query=%ff"), 400, "not percent-encoded UTF-8"),
        (("GET", b"query=\xc3\xa9"), 400, "not percent-encoded UTF-8"),  # bytes as they are
        (("GET", b"&".join([b"a=1"] * 1001)), 400, "too many parameters"),
    ],
)
def test_what_is_not_of_the_protocol_is_refused(http_request: tuple[Any, ...], status: int, message: str) -> None:
    with pytest.raises(BadRequest) as raised:
        read(*http_request)
    assert raised.value.status == status
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("http_request", "status"),
    [
        (("GET", b"query=" + b"x" * 15, "", b""), 414),
        (("POST", b"", DIRECT, b"x" * 21), 413),
        (("POST", b"", FORM, b"query=" + b"x" * 15), 413),
    ],
)
def test_what_is_too_large_is_refused_and_what_just_fits_is_not(
    http_request: tuple[str, bytes, str, bytes], status: int
) -> None:
    with pytest.raises(BadRequest, match="may have 20 bytes") as raised:
        read(*http_request, most=20)
    assert raised.value.status == status
    assert read(*http_request, most=21).text
