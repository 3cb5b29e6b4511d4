"""The process that queries run in, as `python -m kg.sparql.worker FOLDER MEMORY`: the engine cannot be stopped, it can.

It keeps the index open, answers one query after another on its standard output, and ends when its standard input
does, even in the middle of a query: so it never outlives the server, however that ended.
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
from kg.rdf.namespaces import base_of
from kg.sparql.evaluate import Dataset, EngineFailed, QueryError, check, evaluate, failed
from kg.sparql.index import Index, mend_index, open_index, stamp
from kg.sparql.memory import limit_memory
from kg.sparql.serialise import serialised
from kg.sparql.wire import LENGTHS, Answer, Ask, Kind, pack_answer, unpack_ask
from kg.system.terminal import guard


class Current:
    """The index of a folder, opened anew when another has been published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held = ExitStack()
        self._index: Index | None = None
        self._stamp: tuple[int, ...] = ()

    def index(self) -> Index:
        """The newest index.

        Raises:
            GraphNotFound: there is no graph in the folder.
            InputError: a file of the graph is not Turtle.
        """
        now = stamp(self.folder)
        if self._index is None or now != self._stamp:
            self.close()
            self._index = self._held.enter_context(open_index(self.folder))
            self._stamp = stamp(self.folder)
        return self._index

    def close(self) -> None:
        """Let go of the index; the next question opens it anew."""
        self._index = None
        self._held.close()


def answer(index: Index, ask: Ask) -> Answer:
    """Answer one query, whatever is in it.

    Raises:
        EngineFailed: the engine broke off.
    """
    chosen = ask.default_graphs or ask.named_graphs
    dataset = Dataset(ask.default_graphs, ask.named_graphs) if chosen else None
    try:
        check(ask.text)
        found = evaluate(index, ask.text, dataset=dataset, base=base_of(index.prefixes))
        return serialised(found, ask)
    except QueryError as error:
        return Answer("refused", str(error).encode("utf-8", "replace"))
    except (RuntimeError, OSError) as error:
        raise EngineFailed(failed(error)) from error


def main() -> int:
    """Answer queries until standard input ends."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the frames
    guard()
    asked: SimpleQueue[Ask] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    current = Current(folder)
    _send(out, _attempt(current, None))
    while True:
        ask = asked.get()
        _send(out, Answer("taken"))
        _send(out, _attempt(current, ask))


def _attempt(current: Current, ask: Ask | None) -> Answer:
    try:
        if ask is None:
            current.index()
            return Answer("ready")
        return _answered(current, ask)
    except KgError as error:
        kind: Kind = "refused" if isinstance(error, EngineFailed) else "failed"
        return Answer(kind, str(error).encode("utf-8", "replace"))


def _answered(current: Current, ask: Ask) -> Answer:
    try:
        return answer(current.index(), ask)
    except EngineFailed:
        if not mend_index(current.folder):
            raise
    current.close()
    return answer(current.index(), ask)


def _listen(source: BinaryIO, asked: SimpleQueue[Ask]) -> None:
    for ask in _asks(source):
        asked.put(ask)
    os._exit(0)  # no clean-up: the engine may be at work, and locks end with the process


def _asks(source: BinaryIO) -> Iterator[Ask]:
    while len(start := source.read(LENGTHS.size)) == LENGTHS.size:
        head, body = LENGTHS.unpack(start)
        yield unpack_ask(source.read(head + body))


def _send(out: BinaryIO, reply: Answer) -> None:
    out.write(pack_answer(reply))
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main())
