"""`kg stats`: count what is in the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph, Precision
from kg.model.derived import Count, Statistics
from kg.model.errors import EXIT_OK
from kg.model.knowledge import EntityId
from kg.model.types import PLURALS

if TYPE_CHECKING:
    from rich.console import Console

COMMUNITIES = 12  # printed; JSON holds all


def stats(
    output_format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print.")] = "table",
    precision: Precision = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Count what the graph holds: papers, entities, relations, results, comparisons, shared concepts, communities."""
    from kg.cli.graph_io import open_output
    from kg.export.shown_graph import ShownGraph
    from kg.export.views import find_bounds
    from kg.store.open_store import open_to_read
    from kg.system.console import make_console

    with open_to_read(graph / "store") as store:
        counted = ShownGraph(store, find_bounds(store, precision)).read_statistics()
        names = store.lookups.map_names(EntityId(concept.entity) for concept in counted.telling)
    if output_format == "json":
        with open_output("-", json=True) as file:
            json.dump(asdict(counted), file, ensure_ascii=False, indent=1)
            file.write("\n")
    else:
        _print_statistics(make_console(), counted, names)
    return EXIT_OK


def _print_statistics(out: Console, counted: Statistics, names: dict[str, str]) -> None:
    from rich.text import Text

    from kg.system.console import print_paragraph

    print_paragraph(
        out,
        f"{counted.papers} papers, {counted.mentions} mentions, {counted.entities} entities, "
        f"{counted.results} results, {counted.relations} relations, {counted.comparisons} comparisons, "
        f"{counted.rejected} rejected",
    )
    print_paragraph(
        out,
        f"{counted.shared} entities in two papers or more; {counted.concepts_per_paper:.1f} entities a paper; "
        f"{counted.components} components, the largest with {counted.largest_component} papers; "
        f"{counted.conflicts} names in doubt",
    )
    benchmarks = Count("of these benchmarks", counted.benchmarks)
    out.print()
    _print_counts(out, "Entities by type", [*counted.entities_by_type, benchmarks])
    _print_counts(out, "Relations of papers", counted.relations_by_type)
    _print_counts(out, "Relations of entities", counted.entity_relations_by_type)
    _print_counts(out, "Results by kind", counted.results_by_kind)
    _print_counts(out, "Papers with", counted.coverage)
    out.print(Text("\nIn most papers", "cyan"))
    for top in counted.top:
        names_and_papers = ", ".join(f"{name} ({papers})" for _, name, papers in top.entities)
        _print_line(out, PLURALS[top.type], names_and_papers, indent=2)
    out.print(Text("\nDerived: shared concepts of the greatest weight", "cyan"))
    print_paragraph(out, ", ".join(f"{names[c.entity]} ({c.papers})" for c in counted.telling), indent=2)
    out.print(Text("\nDerived: communities of concepts", "cyan"))
    for community in counted.communities[:COMMUNITIES]:
        print_paragraph(out, f"{len(community.papers):4} papers  {community.name}", hanging=13)
    if len(counted.communities) > COMMUNITIES:
        out.print(f"... and {len(counted.communities) - COMMUNITIES} more; --format json lists all")


def _print_counts(out: Console, title: str, counts: Sequence[Count]) -> None:
    text = ", ".join(f"{c.count} {c.name.lower() if c.name.isupper() else c.name}" for c in counts)
    _print_line(out, title, text)


def _print_line(out: Console, title: str, text: str, *, indent: int = 0) -> None:
    from rich.text import Text

    from kg.system.console import print_paragraph, replace_controls

    print_paragraph(
        out, Text.assemble((f"{title}: ", "cyan"), replace_controls(text) or "none"), indent=indent, hanging=4
    )
