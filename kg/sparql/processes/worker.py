"""The program that a process of the pool runs: `python -m kg.sparql.processes.worker FOLDER MEMORY`.

It keeps the index open and answers one query after another on its standard output. It ends when its standard input
does, even in the middle of a query, so that it never outlives the server, however that ended.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from kg.model.errors import KgError
from kg.sparql.evaluate import Dataset, evaluate
from kg.sparql.guard import check_query
from kg.sparql.index import Index, mend_index, open_index, read_stamp
from kg.sparql.limits import limit_memory
from kg.sparql.processes.wire import LENGTHS, Kind, QueryReply, QueryRequest, pack_reply, unpack_request
from kg.sparql.query_errors import EngineFailed, QueryError, explain_failure
from kg.sparql.serialise import serialise_answer
from kg.store.generations import find_current
from kg.system.terminal import guard_streams


class CurrentIndex:
    """The index of a folder, reopened when a newer one has been published or another folder is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held = ExitStack()
        self._index: Index | None = None
        self._stamp: tuple[object, ...] = ()

    def index(self, folder: str = "") -> Index:
        """The newest index of the folder that is asked, or of the process's own.

        Raises:
            GraphNotFound: there is no graph in the folder.
            InputError: a file of the graph is not Turtle.
        """
        asked = Path(folder) if folder else self.folder
        if self._index is None or self._read_stamp(asked) != self._stamp:
            self.close()
            self._index = self._held.enter_context(open_index(asked))
            self._stamp = self._read_stamp(asked)
        return self._index

    def _read_stamp(self, folder: Path) -> tuple[object, ...]:
        return find_current(folder), *read_stamp(folder)

    def close(self) -> None:
        """Close the index; the next request opens it again."""
        self._index = None
        self._held.close()


def answer_request(index: Index, request: QueryRequest) -> QueryReply:
    """Check and answer one query; its own errors become a "refused" reply.

    Raises:
        EngineFailed: the engine failed.
    """
    chosen = request.default_graphs or request.named_graphs
    dataset = Dataset(request.default_graphs, request.named_graphs) if chosen else None
    try:
        check_query(request.text)
        found = evaluate(index, request.text, dataset=dataset, base=index.prefixes.base)
        return serialise_answer(found, request)
    except QueryError as error:
        return QueryReply("refused", str(error).encode("utf-8", "replace"))
    except (RuntimeError, OSError) as error:
        raise EngineFailed(explain_failure(error)) from error


def main() -> int:
    """Answer queries until standard input ends."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    guard_streams()
    requests: SimpleQueue[QueryRequest] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    current = CurrentIndex(folder)
    _send(out, _attempt(current, None))
    while True:
        request = requests.get()
        _send(out, QueryReply("taken"))
        _send(out, _attempt(current, request))


def _attempt(current: CurrentIndex, request: QueryRequest | None) -> QueryReply:
    try:
        if request is None:
            current.index()
            return QueryReply("ready")
        return _answer_or_mend(current, request)
    except KgError as error:
        kind: Kind = "refused" if isinstance(error, EngineFailed) else "failed"
        return QueryReply(kind, str(error).encode("utf-8", "replace"))


def _answer_or_mend(current: CurrentIndex, request: QueryRequest) -> QueryReply:
    try:
        return answer_request(current.index(request.folder), request)
    except EngineFailed:
        if not mend_index(Path(request.folder) if request.folder else current.folder):
            raise
    current.close()
    return answer_request(current.index(request.folder), request)


def _listen(source: BinaryIO, requests: SimpleQueue[QueryRequest]) -> None:
    for request in _read_requests(source):
        requests.put(request)
    os._exit(0)  # no clean-up: the engine may be at work, and locks end with the process


def _read_requests(source: BinaryIO) -> Iterator[QueryRequest]:
    while len(start := source.read(LENGTHS.size)) == LENGTHS.size:
        head, body = LENGTHS.unpack(start)
        yield unpack_request(source.read(head + body))


def _send(out: BinaryIO, reply: QueryReply) -> None:
    out.write(pack_reply(reply))
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main())
