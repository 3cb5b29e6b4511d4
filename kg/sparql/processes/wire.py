"""The protocol between the server and a query's process: frames with a head in JSON and a body of bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Literal

LENGTHS = struct.Struct(">IQ")
"""The beginning of a frame: the lengths of head and body in bytes."""

Kind = Literal["ready", "taken", "results", "triples", "refused", "unfit", "failed"]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query, and the form in which its answer is wanted."""

    text: str
    rows: int  # at most
    results: str | None = None  # media type for what SELECT and ASK answer; None if none is accepted
    graph: str | None = None  # media type for what CONSTRUCT and DESCRIBE answer
    folder: str = ""  # of the state that is asked; empty for the current one of the process's folder
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryReply:
    """A message of the process, by kind:

    ready    sent once after the start: the index is open
    taken    the query has arrived; its answer follows in another frame
    results  the answer to a SELECT or ASK is in the body
    triples  the answer to a CONSTRUCT or DESCRIBE is in the body
    refused  the query is wrong; the message is in the body
    unfit    the client accepts no format for an answer of this kind
    failed   the graph cannot be queried; the message is in the body
    """

    kind: Kind
    body: bytes = b""
    cut: bool = False  # whether rows or triples beyond the limit were left out


def pack_request(request: QueryRequest) -> bytes:
    """The frame of a request."""
    return _pack_frame(asdict(request), b"")


def unpack_request(head: bytes) -> QueryRequest:
    """The request in a frame's head."""
    fields = json.loads(head)
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return QueryRequest(**fields)


def pack_reply(reply: QueryReply) -> bytes:
    """The frame of a reply."""
    return _pack_frame({"kind": reply.kind, "cut": reply.cut}, reply.body)


def unpack_reply(head: bytes, body: bytes) -> QueryReply:
    """The reply in a frame."""
    return QueryReply(body=body, **json.loads(head))


def _pack_frame(head: dict[str, object], body: bytes) -> bytes:
    packed = json.dumps(head).encode()  # escaped to ASCII, so that lone surrogates can be sent too
    return LENGTHS.pack(len(packed), len(body)) + packed + body
