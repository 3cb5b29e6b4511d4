"""`kg serve`: the SPARQL endpoint and the pages about things."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.model.errors import EXIT_OK
from kg.serve.context import Access
from kg.sparql.index import prepare_index
from kg.sparql.limits import Limits


def run(*, graph: Path, port: int, limits: Limits, access: Access) -> int:
    """Serve until interrupted, and return an exit code.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the address cannot be listened on.
    """
    from kg.serve.run import serve

    prepare_index(graph)  # before anybody asks
    serve(graph, port=port, limits=limits, access=access, ready=_tell)
    return EXIT_OK


def _tell(address: str) -> None:
    print(f"Serving at {address} (SPARQL: {address}sparql); Ctrl-C ends it.", file=sys.stderr, flush=True)
