"""Answers one query in a process of its own, which is killed at a limit: for the command line and the API."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.model.errors import KgError
from kg.sparql.evaluate import make_row
from kg.sparql.processes.query_process import ProcessEnded, QueryProcess
from kg.sparql.processes.wire import QueryReply, QueryRequest
from kg.sparql.query_errors import PROCESS_ENDED, EngineFailed, QueryError
from kg.sparql.query_results import Answer, Boolean, Solutions, Triples

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"


def answer_in_process(
    folder: Path, text: str, *, limit: int | None, timeout: float | None, memory: int | None, everything: bool = False
) -> Answer:
    """Answer a query in a process that is killed once the query has run for `timeout` seconds.

    The arguments are those of `query_graph`.

    Raises:
        QueryError: the text is no query, or the time was over.
        EngineFailed: the engine failed, or the process ended.
    """
    request = QueryRequest(text, rows=limit, results=_ROWS, graph=_TRIPLES, everything=everything)
    stopped = threading.Event()
    with _running(folder, memory) as process:

        def stop() -> None:
            stopped.set()
            process.kill()

        try:
            process.wait_until_ready()
            timer = None if timeout is None else threading.Timer(timeout, stop)
            if timer is not None:
                timer.daemon = True
                timer.start()
            reply = process.ask(request)
        except ProcessEnded as error:
            if stopped.is_set():
                raise QueryError(
                    f"The query was stopped after {timeout:g} seconds. Ask for less, or allow more with --timeout."
                ) from error
            raise EngineFailed(PROCESS_ENDED) from error
    return _read_reply(reply)


@contextmanager
def _running(folder: Path, memory: int | None) -> Iterator[QueryProcess]:
    """A process that has gone when the block ends."""
    process = QueryProcess(folder, memory=memory, logs=False)
    try:
        yield process
    finally:
        process.kill()
        process.wait_until_ended()


def _read_reply(reply: QueryReply) -> Answer:
    """The answer in a reply: JSON results or N-Triples."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

    if reply.kind == "triples":
        triples = {quad.triple for quad in parse(reply.body, format=RdfFormat.N_TRIPLES)}
        return Triples(tuple(sorted(triples, key=str)))
    if reply.kind != "results":
        wrong = QueryError if reply.kind == "refused" else KgError
        raise wrong(reply.body.decode("utf-8", "replace"))
    results = parse_query_results(reply.body, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return Boolean(bool(results))
    variables = tuple(variable.value for variable in results.variables)
    return Solutions(variables, tuple(make_row(solution, len(variables)) for solution in results))
