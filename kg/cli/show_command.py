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
    from kg.api.details import find_details
    from kg.api.details_text import print_details
    from kg.cli.graph_io import load_apart

    print_details(find_details(load_apart(graph, precision), name), sys.stdout, everything=everything)
    return EXIT_OK
