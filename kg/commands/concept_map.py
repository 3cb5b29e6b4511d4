"""`kg map`: a concept map as one HTML file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kg.commands.opened import entity_named, load, writing_to
from kg.errors import EXIT_OK
from kg.export.html import render
from kg.graph.concept_map import concept_map
from kg.views import EntityFilter

FILTERS: dict[str, EntityFilter] = {
    "method": "METHOD",
    "model": "MODEL",
    "dataset": "DATASET",
    "benchmark": "BENCHMARK",
    "metric": "METRIC",
    "task": "TASK",
}


def run(*, graph: Path, around: str | None, depth: int, types: Sequence[str], top: int | None, output: str) -> int:
    """Write the page and return an exit code.

    Raises:
        NoSuchName: nothing has the name `around`.
    """
    knowledge = load(graph)
    root = entity_named(knowledge, around).id if around is not None else None
    view = concept_map(knowledge, around=root, types=[FILTERS[word] for word in types] or None, top=top, depth=depth)
    with writing_to(output) as file:
        file.write(render(view, knowledge))
    print(f"{len(view.nodes)} concepts and {len(view.links)} links in {output}", file=sys.stderr)
    return EXIT_OK
