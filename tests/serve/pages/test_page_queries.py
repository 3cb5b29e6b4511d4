"""What the pages ask of the graph: rows of terms, or an error in the words of the process that failed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from starlette.requests import Request

from kg.model.errors import KgError
from kg.serve.pages.page_queries import Term, run_query, select
from kg.sparql.processes.wire import QueryReply, QueryRequest

BINDINGS = [
    {"thing": {"type": "uri", "value": "urn:x"}, "name": {"type": "literal", "value": "urn:x"}},
    {"name": {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
]


class Pool:
    """Answers every query with one reply, and keeps what it was asked."""

    def __init__(self, reply: QueryReply) -> None:
        self.reply = reply
        self.requests: list[QueryRequest] = []

    async def ask(self, request: QueryRequest) -> QueryReply:
        self.requests.append(request)
        return self.reply


def request(pool: Pool) -> Request:
    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    return Request({"type": "http", "method": "GET", "path": "/", "headers": [], "state": {"pool": pool}}, receive)


def test_rows_hold_what_is_bound_and_say_what_is_a_thing() -> None:
    pool = Pool(QueryReply("results", json.dumps({"results": {"bindings": BINDINGS}}).encode()))
    rows = asyncio.run(select(request(pool), "SELECT", most=5, folder="out"))
    assert rows == [{"thing": Term("urn:x", is_iri=True), "name": Term("urn:x")}, {"name": Term("2")}]
    assert [(q.text, q.rows, q.graph, q.folder) for q in pool.requests] == [("SELECT", 5, None, "out")]


@pytest.mark.parametrize("kind", ["results", "triples"])
def test_an_answer_is_handed_on(kind: Any) -> None:
    reply = QueryReply(kind, b"body")
    assert asyncio.run(run_query(request(Pool(reply)), QueryRequest("x", rows=1))) is reply


@pytest.mark.parametrize("kind", ["refused", "unfit", "failed"])
def test_what_is_no_answer_is_an_error_in_its_own_words(kind: Any) -> None:
    with pytest.raises(KgError, match=r"^The graph cannot be queried\.$"):
        asyncio.run(
            select(request(Pool(QueryReply(kind, b"The graph cannot be queried."))), "SELECT", most=1, folder="out")
        )
