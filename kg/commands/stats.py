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

from kg.commands.console import console, plain
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
        _print(console(), counted, {e.id: e.name for e in knowledge.entities})
    return EXIT_OK


def _print(out: Console, counted: Statistics, names: dict[str, str]) -> None:
    out.print(
        f"{counted.papers} papers, {counted.mentions} mentions, {counted.entities} entities, "
        f"{counted.results} results, {counted.relations} relations, {counted.rejected} rejected"
    )
    out.print(
        f"{counted.shared} entities in two papers or more; {counted.concepts_per_paper:.1f} entities a paper; "
        f"{counted.components} components, the largest with {counted.largest_component} papers; "
        f"{counted.conflicts} names in doubt"
    )
    benchmarks = Count("of these benchmarks", counted.benchmarks)
    _counts(out, "Entities by type", [*counted.entities_by_type, benchmarks])
    _counts(out, "Relations of papers", counted.relations_by_type)
    _counts(out, "Relations of entities", counted.entity_relations_by_type)
    _counts(out, "Results by kind", counted.results_by_kind)
    _counts(out, "Papers with", counted.coverage)
    table = Table("type", "in most papers", box=None, pad_edge=False, header_style="cyan")
    for top in counted.top:
        table.add_row(
            top.type.lower(), Text(plain(", ".join(f"{name} ({papers})" for _, name, papers in top.entities)))
        )
    out.print()
    out.print(table)
    out.print(Text("\nDerived: concepts that tell most about the papers that share them", "cyan"))
    out.print(Text(plain(", ".join(f"{names[c.entity]} ({c.papers})" for c in counted.telling))))
    out.print(Text("\nDerived: communities of concepts", "cyan"))
    for community in counted.communities[:COMMUNITIES]:
        out.print(Text(plain(f"{len(community.papers):4} papers  {community.name}")))
    if len(counted.communities) > COMMUNITIES:
        out.print(f"... and {len(counted.communities) - COMMUNITIES} more")


def _counts(out: Console, title: str, counts: Sequence[Count]) -> None:
    told = ", ".join(f"{c.count} {c.name.lower() if c.name.isupper() else c.name}" for c in counts)
    out.print(Text.assemble((f"{title}: ", "cyan"), told or "none"))
