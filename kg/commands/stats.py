"""`kg stats`: what is in the graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.commands.opened import load
from kg.errors import EXIT_OK
from kg.graph.statistics import statistics
from kg.views import Count, Statistics

COMMUNITIES = 12  # printed; JSON holds all


def run(*, graph: Path, output_format: Literal["table", "json"]) -> int:
    """Print them and return an exit code."""
    knowledge = load(graph)
    counted = statistics(knowledge)
    if output_format == "json":
        json.dump(asdict(counted), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(Console(highlight=False), counted, {e.id: e.name for e in knowledge.entities})
    return EXIT_OK


def _print(console: Console, counted: Statistics, names: dict[str, str]) -> None:
    console.print(
        f"{counted.papers} papers, {counted.mentions} mentions, {counted.entities} entities, "
        f"{counted.results} results, {counted.relations} relations, {counted.rejected} rejected"
    )
    console.print(
        f"{counted.shared} entities in two papers or more; {counted.concepts_per_paper:.1f} entities a paper; "
        f"{counted.components} components, the largest with {counted.largest_component} papers; "
        f"{counted.conflicts} names in doubt"
    )
    benchmarks = Count("of these benchmarks", counted.benchmarks)
    _counts(console, "Entities by type", [*counted.entities_by_type, benchmarks])
    _counts(console, "Relations of papers", counted.relations_by_type)
    _counts(console, "Relations of entities", counted.entity_relations_by_type)
    _counts(console, "Results by kind", counted.results_by_kind)
    _counts(console, "Papers with", counted.coverage)
    table = Table("type", "in most papers", box=None, pad_edge=False, header_style="cyan")
    for top in counted.top:
        table.add_row(top.type.lower(), Text(", ".join(f"{name} ({papers})" for _, name, papers in top.entities)))
    console.print()
    console.print(table)
    console.print(Text("\nDerived: concepts that tell most about the papers that share them", "cyan"))
    console.print(Text(", ".join(f"{names[c.entity]} ({c.papers})" for c in counted.telling)))
    console.print(Text("\nDerived: communities of concepts", "cyan"))
    for community in counted.communities[:COMMUNITIES]:
        console.print(Text(f"{len(community.papers):4} papers  {community.name}"))
    if len(counted.communities) > COMMUNITIES:
        console.print(f"... and {len(counted.communities) - COMMUNITIES} more")


def _counts(console: Console, title: str, counts: Sequence[Count]) -> None:
    told = ", ".join(f"{c.count} {c.name.lower() if c.name.isupper() else c.name}" for c in counts)
    console.print(Text.assemble((f"{title}: ", "cyan"), told or "none"))
