"""Queries about the graph that the server's own pages need."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from starlette.requests import Request

from kg.model.errors import KgError
from kg.serve.context import get_pool
from kg.serve.replies import cancel_if_gone
from kg.sparql.processes.wire import QueryReply, QueryRequest


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term that a variable is bound to."""

    value: str
    is_iri: bool = False


Row: TypeAlias = Mapping[str, Term]
"""The bound variables of a solution."""

_JSON = "application/sparql-results+json"


async def select(request: Request, text: str, *, most: int, folder: str) -> Sequence[Row]:
    """The rows of a SELECT of our own over the state in a folder, as many as `most`.

    Raises:
        KgError: the graph cannot be asked.
        Busy, TooLong: as `Pool.ask`.
    """
    answer = await run_query(request, QueryRequest(text=text, rows=most, results=_JSON, folder=folder))
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [
        {name: Term(bound["value"], bound["type"] == "uri") for name, bound in binding.items()} for binding in bindings
    ]


async def run_query(request: Request, query: QueryRequest) -> QueryReply:
    """Run a query of our own; it is stopped if the client disconnects. Raises as `select`."""
    answer = await cancel_if_gone(request, get_pool(request).ask(query))
    if answer.kind not in ("results", "triples"):
        raise KgError(answer.body.decode("utf-8"))
    return answer
