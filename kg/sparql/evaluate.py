"""SPARQL 1.1 queries over a built graph. Nothing can be changed by a query, and nothing outside the graph reached."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import EXIT_DATA, UsageError
from kg.sparql.index import Index, mend_index, open_index, prepare_index
from kg.sparql.keywords import may_use_service
from kg.sparql.query_results import Answer, Solutions, Triples, Truth

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolution, QuerySolutions, QueryTriples

    from kg.sparql.query_results import Term

EXIT_FAILED = 4  # of the process that a limited query runs in: the engine broke off
TOO_MUCH = "The query ended its process: it took too much memory, or was nested too deeply. Ask for less."


_MARK = "\ufeff"  # the byte order mark that some editors put before a text


class QueryError(UsageError):
    """A query is not SPARQL, asks for what is not allowed, or took too long."""

    exit_code = EXIT_DATA


class EngineFailed(QueryError):
    """The engine broke off, or its process ended, though the query is SPARQL."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of instead of all, by their IRIs."""

    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


def query(
    folder: Path,
    text: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
) -> Answer:
    """Answer a query over the graph in an output folder. Where that fails and the index is damaged, it is made again.

    Args:
        limit: at most so many rows or triples.
        timeout: seconds after which a query is stopped.
        memory: bytes that it may take. A query with one of these two limits runs in a process of its own.

    Raises:
        QueryError: the text is no SPARQL query, is an update, or uses SERVICE; or it takes too much time or memory.
        GraphNotFound: there is no graph in the folder.
    """
    check(text)
    try:
        return _answered(folder, text, limit=limit, timeout=timeout, memory=memory)
    except EngineFailed:
        if not mend_index(folder):
            raise
    return _answered(folder, text, limit=limit, timeout=timeout, memory=memory)


def _answered(folder: Path, text: str, *, limit: int | None, timeout: float | None, memory: int | None) -> Answer:
    if timeout is None and memory is None:
        with open_index(folder) as index:
            return answer(index, text, limit=limit)
    prepare_index(folder)  # before the clock starts
    return _limited(folder, text, limit=limit, timeout=timeout, memory=memory)


def answer(index: Index, text: str, *, limit: int | None) -> Answer:
    """Answer a query that `check` has passed over an open index; the rest is as in `query`.

    Raises:
        EngineFailed: the engine broke off.
    """
    try:
        return _read(evaluate(index, text), limit)
    except (RuntimeError, OSError) as error:
        raise EngineFailed(failed(error)) from error


def failed(error: Exception) -> str:
    """What to tell of what the engine finds wrong only when it runs a query."""
    return f"This query cannot be answered: {str(error).rstrip('.')}. Ask in another way."


def _read(found: QuerySolutions | QueryBoolean | QueryTriples, limit: int | None) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
        rows = (_row(solution, len(variables)) for solution in islice(found, limit))
        return Solutions(variables, tuple(rows))
    return Triples(tuple(sorted(set(islice(found, limit)), key=str)))


def evaluate(
    index: Index, text: str, *, dataset: Dataset | None = None, base: str | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's own answer, read lazily, to a query that `check` has passed.

    Args:
        dataset: what the query is asked of, whatever its own FROM says; by default that, and without FROM the union
            of all graphs.
        base: what relative IRIs in the query are resolved against.

    Raises:
        QueryError: the text is no SPARQL query, or a graph's name is no IRI.
    """
    from pyoxigraph import NamedNode

    text = text.removeprefix(_MARK)
    known = dict(index.prefixes)
    try:
        if dataset is None:
            # The engine would let the union come before FROM.
            union = not _chooses_graphs(text)
            return index.store.query(text, base_iri=base, prefixes=known, use_default_graph_as_union=union)
        return index.store.query(
            text,
            base_iri=base,
            prefixes=known,
            default_graph=[NamedNode(graph) for graph in dataset.default_graphs],
            named_graphs=[NamedNode(graph) for graph in dataset.named_graphs],
        )
    except SyntaxError as error:
        raise QueryError(_explained(text, str(error))) from error
    except ValueError as error:
        raise QueryError(f"The name of a graph is not an absolute IRI: {error}.") from error


def _row(solution: QuerySolution, width: int) -> tuple[Term | None, ...]:
    return tuple(solution[position] for position in range(width))


# What may hold any character, so that a keyword inside it is none: comments, IRIs, strings, variables, and names with a
# colon. Each takes as much as it can and gives nothing back, so that a text is read once; a string without an end goes
# to the end of its line, or of the text, which the engine refuses.
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*+>
    | \"{3}(?:\"{0,2}+(?:[^"\\]|\\.))*+(?:\"{3})? | '{3}(?:'{0,2}+(?:[^'\\]|\\.))*+(?:'{3})?
    | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?
    | \#[^\n\r]*+
    | [?$]\w++
    | (?P<word>[\w.-]++)(?P<local>:(?:[\w.:%-]|\\.)*+)?+ | :(?:[\w.:%-]|\\.)*+
    """,
    re.VERBOSE | re.DOTALL,
)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def check(text: str) -> None:
    """Refuse what a query must not do, whatever the engine would make of it.

    Raises:
        QueryError: the text is an update, or names SERVICE.
    """
    for read in (text, _CODE_POINT.sub(_character, text)):  # SPARQL may be written with escapes anywhere
        if may_use_service(read):
            raise QueryError(
                "SERVICE is not allowed, nor a prefix that ends in it: a query reaches nothing outside the graph. "
                "Leave that part out, or rename the prefix."
            )
        bare = _bare(read)
        if _UPDATE.search(bare) and not _FORM.search(bare):
            raise QueryError(
                "Updates are not allowed: the graph changes with `kg build` alone. Ask with SELECT, ASK or CONSTRUCT."
            )


def _chooses_graphs(text: str) -> bool:
    return bool(_FROM.search(_bare(_CODE_POINT.sub(_character, text))))


def _bare(text: str) -> str:
    """A query without what may hold any character."""
    return _OPAQUE.sub(lambda found: " " if found["local"] or not found["word"] else found["word"], text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < sys.maxunicode else escape[0]


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def _explained(text: str, message: str) -> str:
    """The engine's message as a sentence, with the line it is about and a mark below the place."""
    if not (place := _PLACE.match(message)):
        return f"This is not a SPARQL query: {message}."
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    told = place[3].strip()
    if "Prefix not found" in told:
        told = "a prefix that is not declared"
    elif len(told) > 120:  # the grammar of whole character classes
        told = "something that cannot stand here"
    return f"This is not a SPARQL query: line {line}, column {column}: {told}.\n  {shown}\n  {' ' * (column - 1)}^"


def _limited(folder: Path, text: str, *, limit: int | None, timeout: float | None, memory: int | None) -> Answer:
    """The answer of a process of its own, which ends when this one does."""
    request = {"folder": str(folder), "text": text, "limit": limit, "memory": memory}
    lifeline, held = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.sparql.process_one", str(lifeline)],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
            pass_fds=[lifeline],
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"The query was stopped after {timeout:g} seconds. Ask for less, or allow more with --timeout."
        ) from error
    finally:
        os.close(held)
        os.close(lifeline)
    if done.returncode in (EXIT_DATA, EXIT_FAILED):
        wrong = EngineFailed if done.returncode == EXIT_FAILED else QueryError
        raise wrong(done.stderr.decode("utf-8", "replace"))
    if done.returncode:
        raise EngineFailed(TOO_MUCH)
    return _parsed(done.stdout)


def _parsed(output: bytes) -> Answer:
    """What the worker wrote: a line that says of which kind, then JSON results or N-Triples."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

    kind, _, body = output.partition(b"\n")
    if kind == b"triples":
        triples = tuple(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        return Triples(triples)
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return Truth(bool(results))
    variables = tuple(variable.value for variable in results.variables)
    return Solutions(variables, tuple(_row(solution, len(variables)) for solution in results))
