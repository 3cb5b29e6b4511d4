"""Frames between server and process: they come back as they were sent."""

import pytest

from kg.sparql.processes.wire import (
    LENGTHS,
    QueryReply,
    QueryRequest,
    pack_reply,
    pack_request,
    unpack_reply,
    unpack_request,
)


@pytest.mark.parametrize(
    "request_",
    [
        QueryRequest("ASK {}", rows=1),
        QueryRequest("ASK { ?s ?p 'é\ud83d' }", rows=0, results="text/csv", graph="text/turtle"),
        QueryRequest("ASK {}", rows=9, default_graphs=("urn:a", "urn:b"), named_graphs=("urn:c",)),
    ],
)
def test_a_request_comes_back(request_: QueryRequest) -> None:
    frame = pack_request(request_)
    head, body = LENGTHS.unpack(frame[: LENGTHS.size])
    assert body == 0
    assert len(frame) == LENGTHS.size + head
    assert unpack_request(frame[LENGTHS.size :]) == request_


@pytest.mark.parametrize(
    "reply", [QueryReply("ready"), QueryReply("results", b"a,b\r\n\x00\xff", cut=True), QueryReply("failed", b"why")]
)
def test_a_reply_comes_back(reply: QueryReply) -> None:
    frame = pack_reply(reply)
    head, body = LENGTHS.unpack(frame[: LENGTHS.size])
    assert body == len(reply.body)
    start = LENGTHS.size + head
    assert unpack_reply(frame[LENGTHS.size : start], frame[start:]) == reply


def test_a_head_that_is_no_request_is_an_error() -> None:
    with pytest.raises(TypeError, match="rows"):
        unpack_request(b'{"text": "ASK {}", "default_graphs": [], "named_graphs": []}')
