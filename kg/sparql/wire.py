"""What the server and a query's process say to each other: frames of a head in JSON and a body of bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Literal

LENGTHS = struct.Struct(">IQ")
"""What a frame begins with: the lengths of head and body."""

Kind = Literal["ready", "taken", "results", "triples", "refused", "unfit", "failed"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, and how its answer is wanted."""

    text: str
    rows: int  # at most
    results: str | None = None  # media type for what SELECT and ASK answer; None if none is accepted
    graph: str | None = None  # media type for what CONSTRUCT and DESCRIBE answer
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a query.

    ready    nothing was asked yet: the process has opened the index
    taken    the query has arrived; what becomes of it comes in another frame
    results  body is the answer to a SELECT or ASK
    triples  body is the answer to a CONSTRUCT or DESCRIBE
    refused  the query is at fault; body says why
    unfit    the answer is of a sort that is accepted in no format that there is
    failed   the graph cannot be asked; body says why
    """

    kind: Kind
    body: bytes = b""
    cut: bool = False  # there is more than was asked for


def pack_ask(ask: Ask) -> bytes:
    """The frame of a query."""
    return _frame(asdict(ask), b"")


def unpack_ask(head: bytes) -> Ask:
    """The query in a frame's head."""
    fields = json.loads(head)
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Ask(**fields)


def pack_answer(answer: Answer) -> bytes:
    """The frame of an answer."""
    return _frame({"kind": answer.kind, "cut": answer.cut}, answer.body)


def unpack_answer(head: bytes, body: bytes) -> Answer:
    """The answer in a frame."""
    return Answer(body=body, **json.loads(head))


def _frame(head: dict[str, object], body: bytes) -> bytes:
    packed = json.dumps(head).encode()  # in ASCII, so that half a character passes too
    return LENGTHS.pack(len(packed), len(body)) + packed + body
