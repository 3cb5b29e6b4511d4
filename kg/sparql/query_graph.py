"""Asks the graph of a build: checks a query, runs it, within limits if there are any, and mends a damaged index."""

from __future__ import annotations

from pathlib import Path

from kg.sparql.evaluate import answer
from kg.sparql.guard import check_query
from kg.sparql.index import mend_index, open_index, prepare_index
from kg.sparql.processes.single_query import answer_in_process
from kg.sparql.query_errors import EngineFailed
from kg.sparql.query_results import Answer


def query_graph(
    folder: Path,
    text: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    everything: bool = False,
) -> Answer:
    """Answer a query over the graph in an output folder.

    With `timeout` or `memory`, the query runs in a process of its own, which is killed at the limit. Where the engine
    fails and the index turns out to be damaged, the index is built again and the query answered once more.

    Args:
        limit: highest number of rows or triples.
        timeout: in seconds.
        memory: in bytes.
        everything: query doubtful facts too, not only sure ones.

    Raises:
        QueryError: the text is no SPARQL query, is an update, or uses SERVICE; or it takes too much time or memory.
        GraphNotFound: there is no graph in the folder.
    """
    check_query(text)
    try:
        return _answer_once(folder, text, limit=limit, timeout=timeout, memory=memory, everything=everything)
    except EngineFailed:
        if not mend_index(folder):
            raise
    return _answer_once(folder, text, limit=limit, timeout=timeout, memory=memory, everything=everything)


def _answer_once(
    folder: Path, text: str, *, limit: int | None, timeout: float | None, memory: int | None, everything: bool
) -> Answer:
    if timeout is None and memory is None:
        with open_index(folder) as index:
            return answer(index, text, limit=limit, everything=everything)
    prepare_index(folder)  # so that making it does not count as time of the query
    return answer_in_process(folder, text, limit=limit, timeout=timeout, memory=memory, everything=everything)
