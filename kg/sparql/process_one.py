"""The process that a query with limits runs in, as `python -m kg.sparql.process_one LIFELINE`: it can be killed.

A request comes as JSON on standard input; the answer goes to standard output, its kind on the first line. LIFELINE is
the number of a pipe that nobody writes to: it ends when whoever asked does, however that ended.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from kg.model.errors import EXIT_DATA, EXIT_OK, KgError
from kg.sparql.evaluate import EXIT_FAILED, TOO_MUCH, EngineFailed, answer
from kg.sparql.index import open_index
from kg.sparql.memory import limit_memory
from kg.sparql.query_results import Answer, Triples, render


def main() -> int:
    """Answer one request and return an exit code; where it is not 0, the reason is on standard error."""
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    request = json.load(sys.stdin)
    if request["memory"] is not None:
        limit_memory(request["memory"])
    try:
        with open_index(Path(request["folder"])) as index:
            found = answer(index, request["text"], limit=request["limit"])
        _write(found)
    except MemoryError:
        sys.stderr.write(TOO_MUCH)
        return EXIT_FAILED
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "backslashreplace"))
        return EXIT_FAILED if isinstance(error, EngineFailed) else EXIT_DATA
    return EXIT_OK


def _write(found: Answer) -> None:
    if isinstance(found, Triples):
        lines = "".join(f"{triple} .\n" for triple in found.triples)
        sys.stdout.buffer.write(f"triples\n{lines}".encode())
    else:
        sys.stdout.buffer.write(f"results\n{render(found, output_format='json')}".encode())


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)  # no clean-up: the engine may be at work, and locks end with the process


if __name__ == "__main__":
    raise SystemExit(main())
