"""`kg serve`: the SPARQL endpoint and the pages about things."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph, Precision
from kg.model.errors import EXIT_OK


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; by default only this machine can reach it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 7474,
    timeout: Annotated[float, typer.Option(min=0.001, help="Stop a query after this many seconds.")] = 30,
    max_rows: Annotated[int, typer.Option(min=1, help="Cut answers to this many rows or triples.")] = 100_000,
    max_request: Annotated[int, typer.Option(min=1, metavar="BYTES", help="Refuse larger requests.")] = 1_000_000,
    workers: Annotated[int, typer.Option(min=1, help="Queries that run at a time, each in its own process.")] = 4,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Also answer to this host name, besides local ones and that of --host; repeatable.",
            show_default=False,
        ),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="Let pages of this origin (https://example.org) read answers in a browser; repeatable, * for all.",
            show_default=False,
        ),
    ] = None,
    precision: Precision = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Serve the built graph over HTTP: a read-only SPARQL endpoint, and a page about every thing.

    Example: `kg serve --port 7474`, then open http://127.0.0.1:7474/
    """
    from kg.export.views import prepare_view
    from kg.serve import run
    from kg.serve.context import Access
    from kg.serve.middleware import parse_origin
    from kg.sparql.index import prepare_index
    from kg.sparql.limits import Limits
    from kg.store.generations import holding_current

    limits = Limits(timeout=timeout, rows=max_rows, request=max_request, workers=workers)
    access = Access(host, tuple(allow_host or ()), tuple(map(parse_origin, cors or ())))
    with holding_current(graph) as state:
        prepare_index(prepare_view(state, precision))  # before anybody asks
    run.serve(graph, precision=precision, port=port, limits=limits, access=access, ready=_print_address)
    return EXIT_OK


def _print_address(address: str) -> None:
    print(f"Serving at {address} (SPARQL: {address}sparql); Ctrl-C ends it.", file=sys.stderr, flush=True)
