"""Answers one query in a process of its own, which is killed at a limit: for the command line and the API.

This module holds both ends, the parent's and the child's. The child runs as
`python -m kg.sparql.processes.single_query LIFELINE`. It gets the request as JSON on standard input and writes the
answer to standard output, its kind on the first line. LIFELINE is the descriptor of a pipe that nobody writes to: it is
closed when the parent ends, however that ended, and the child ends with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from kg.model.errors import EXIT_DATA, EXIT_OK, KgError
from kg.sparql.evaluate import answer, make_row
from kg.sparql.index import open_index
from kg.sparql.limits import limit_memory
from kg.sparql.query_errors import PROCESS_ENDED, EngineFailed, QueryError
from kg.sparql.query_results import Answer, Boolean, Solutions, Triples, render

EXIT_FAILED = 4  # of the child: the engine failed


def answer_in_process(
    folder: Path, text: str, *, limit: int | None, timeout: float | None, memory: int | None, everything: bool = False
) -> Answer:
    """Answer a query in a child process that is killed after `timeout` seconds; arguments as in `query_graph`.

    Raises:
        QueryError: the text is no query, or the time was over.
        EngineFailed: the engine failed, or the process ended.
    """
    request = {"folder": str(folder), "text": text, "limit": limit, "memory": memory, "everything": everything}
    lifeline, held = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.sparql.processes.single_query", str(lifeline)],
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
        raise EngineFailed(PROCESS_ENDED)
    return _parse_answer(done.stdout)


def _parse_answer(output: bytes) -> Answer:
    """The answer in the child's output: a line with its kind, then JSON results or N-Triples."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

    kind, _, body = output.partition(b"\n")
    if kind == b"triples":
        triples = tuple(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        return Triples(triples)
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return Boolean(bool(results))
    variables = tuple(variable.value for variable in results.variables)
    return Solutions(variables, tuple(make_row(solution, len(variables)) for solution in results))


def main() -> int:
    """Run the child: answer one request and return an exit code; if it is not 0, the reason is on standard error."""
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    request = json.load(sys.stdin)
    if request["memory"] is not None:
        limit_memory(request["memory"])
    try:
        with open_index(Path(request["folder"])) as index:
            result = answer(index, request["text"], limit=request["limit"], everything=request["everything"])
        _write(result)
    except MemoryError:
        sys.stderr.write(PROCESS_ENDED)
        return EXIT_FAILED
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "backslashreplace"))
        return EXIT_FAILED if isinstance(error, EngineFailed) else EXIT_DATA
    return EXIT_OK


def _write(result: Answer) -> None:
    if isinstance(result, Triples):
        lines = "".join(f"{triple} .\n" for triple in result.triples)
        sys.stdout.buffer.write(f"triples\n{lines}".encode())
    else:
        sys.stdout.buffer.write(f"results\n{render(result, output_format='json')}".encode())


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)  # no clean-up: the engine may be at work, and locks end with the process


if __name__ == "__main__":
    raise SystemExit(main())
