"""The commands that hand a built graph on: as files, as a server."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import DEFAULT_FOLDER, Graph


@app.command()
def export(
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="Which; see --list.", show_default=False)] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|FOLDER",
            help="A folder for a format of several files. Default: standard output, or a folder of the format's name.",
            show_default=False,
        ),
    ] = None,
    facts_only: Annotated[
        bool, typer.Option("--facts-only", help="Leave out where texts say it: page, nquads and trig get smaller.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Write any export of the built graph on its own.

    Example: `kg export nquads -o graph.nq`
    """
    from kg.cli import export_command as command

    raise typer.Exit(command.run(name, graph=graph, output=output, facts_only=facts_only, listed=listed))


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; by default only this machine can reach it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 7474,
    timeout: Annotated[float, typer.Option(min=0.001, help="Stop a query after this many seconds.")] = 30,
    max_rows: Annotated[int, typer.Option(min=1, help="Cut answers to this many rows or triples.")] = 100_000,
    max_request: Annotated[int, typer.Option(min=1, metavar="BYTES", help="Refuse larger requests.")] = 1_000_000,
    workers: Annotated[int, typer.Option(min=1, help="Queries that run at a time, each in its own process.")] = 4,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Answer to this name too, beside the local ones and that of --host; again for more.",
            show_default=False,
        ),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="Let pages of this origin (https://example.org) read answers in a browser; again for more, * for all.",
            show_default=False,
        ),
    ] = None,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Serve the built graph over HTTP: a read-only SPARQL endpoint, and a page about every thing.

    Example: `kg serve --port 7474`, then open http://127.0.0.1:7474/
    """
    from kg.cli import serve_command as command
    from kg.serve.context import Access
    from kg.serve.origins import origin
    from kg.sparql.limits import Limits

    limits = Limits(timeout=timeout, rows=max_rows, request=max_request, workers=workers)
    access = Access(host, tuple(allow_host or ()), tuple(map(origin, cors or ())))
    raise typer.Exit(command.run(graph=graph, port=port, limits=limits, access=access))
