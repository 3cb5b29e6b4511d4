"""The process that a query with a time limit runs in, as `python -m kg.store.worker`: it can be killed.

A request comes as JSON on standard input; the answer goes to standard output, its kind on the first line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.errors import EXIT_DATA, EXIT_OK
from kg.store.answers import Triples, render
from kg.store.index import open_index
from kg.store.query import QueryError, answer


def main() -> int:
    """Answer one request and return an exit code: 1 with the reason on standard error where the query is at fault."""
    request = json.load(sys.stdin)
    try:
        with open_index(Path(request["folder"])) as index:
            found = answer(index, request["text"], limit=request["limit"])
    except QueryError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "backslashreplace"))
        return EXIT_DATA
    if isinstance(found, Triples):
        lines = "".join(f"{triple} .\n" for triple in found.triples)
        sys.stdout.buffer.write(f"triples\n{lines}".encode())
    else:
        sys.stdout.buffer.write(f"results\n{render(found, output_format='json')}".encode())
    return EXIT_OK


if __name__ == "__main__":
    raise SystemExit(main())
