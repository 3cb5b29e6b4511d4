"""`kg show NAME`: all that is known of one entity or one paper, with the sentences that say it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph, Precision
from kg.model.errors import EXIT_OK


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A name, alias or identifier of an entity, or a paper's title or identifier.",
            show_default=False,
        ),
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="Show all papers, results and reasons, not the first of each.")
    ] = False,
    precision: Precision = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Show all that is known of one entity or paper, with the sentences that say it.

    Example: `kg show "classifier-free guidance"`
    """
    from kg.api.details_text import print_details
    from kg.api.showing import find_details
    from kg.export.views import find_bounds
    from kg.store.open_store import open_to_read

    with open_to_read(graph / "store") as store:
        details = find_details(store, name, find_bounds(store, precision))
    print_details(details, sys.stdout, everything=everything)
    return EXIT_OK
