"""`kg map`: draw the graph as one HTML file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, ONLY_TYPE, Graph, Precision, TypeName
from kg.model.errors import EXIT_OK


def map_graph(
    around: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is linked to this entity.", show_default=False)
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, help="How many links away from NAME.")] = 1,
    types: Annotated[
        list[TypeName] | None,
        typer.Option("--type", metavar="TYPE", help=f"{ONLY_TYPE}; repeatable."),
    ] = None,
    top: Annotated[int | None, typer.Option(min=2, help="Show at most this many concepts.")] = None,
    papers: Annotated[
        bool, typer.Option("--papers", help="Papers and what they name; in a timeline, themes by their papers.")
    ] = False,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NAME", help="What two entities share, and what only one has.", show_default=False),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only papers from this year, month or day on: 2024.", show_default=False),
    ] = None,
    undated: Annotated[bool, typer.Option("--undated", help="With --since: papers without a date too.")] = False,
    timeline: Annotated[bool, typer.Option("--timeline", help="Concepts by month, quarter or year.")] = False,
    leaderboard: Annotated[
        bool, typer.Option("--leaderboard", help="The values of a metric on a benchmark, over time.")
    ] = False,
    benchmark: Annotated[
        str | None, typer.Option(metavar="NAME", help="The benchmark of the leaderboard.", show_default=False)
    ] = None,
    metric: Annotated[
        str | None, typer.Option(metavar="NAME", help="The metric of the leaderboard.", show_default=False)
    ] = None,
    precision: Precision = None,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")] = "map.html",
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Draw a concept map, a timeline or a leaderboard: one HTML file that opens without a network.

    Example: `kg map --around "diffusion model" -o diffusion.html`
    """
    from kg.bounds.doubt import set_apart
    from kg.cli.graph_io import open_output
    from kg.export.shown_graph import ShownGraph
    from kg.export.shown_pictures import draw_shown
    from kg.export.views import find_bounds
    from kg.pictures.drawing import PictureRequest
    from kg.store.open_store import open_to_read

    request = PictureRequest(
        around=around,
        depth=depth,
        types=types or [],
        top=top,
        papers=papers,
        compare=compare,
        since=since,
        undated=undated,
        timeline=timeline,
        leaderboard=leaderboard,
        benchmark=benchmark,
        metric=metric,
    )
    with open_to_read(graph / "store") as store:
        bounds = find_bounds(store, precision)
        drawing = draw_shown(ShownGraph(store, bounds), request, lambda: set_apart(store.knowledge(), bounds))
    with open_output(output) as file:
        file.write(drawing.page)
    print(f"{drawing.summary} in {output}", file=sys.stderr)
    return EXIT_OK
