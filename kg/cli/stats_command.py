"""`kg stats`: what is in the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.text import Text

from kg.analyse.statistics import compute_statistics
from kg.cli.opened import load, writing_to
from kg.model.derived import Count, Statistics
from kg.model.errors import EXIT_OK
from kg.model.types import PLURALS
from kg.system.console import console, paragraph, replace_controls

COMMUNITIES = 12  # printed; JSON holds all


def run(*, graph: Path, output_format: Literal["table", "json"]) -> int:
    """Print them and return an exit code."""
    knowledge = load(graph)
    counted = compute_statistics(knowledge)
    if output_format == "json":
        with writing_to("-", json=True) as file:
            json.dump(asdict(counted), file, ensure_ascii=False, indent=1)
            file.write("\n")
    else:
        _print(console(), counted, {e.id: e.name for e in knowledge.entities})
    return EXIT_OK


def _print(out: Console, counted: Statistics, names: dict[str, str]) -> None:
    paragraph(
        out,
        f"{counted.papers} papers, {counted.mentions} mentions, {counted.entities} entities, "
        f"{counted.results} results, {counted.relations} relations, {counted.rejected} rejected",
    )
    paragraph(
        out,
        f"{counted.shared} entities in two papers or more; {counted.concepts_per_paper:.1f} entities a paper; "
        f"{counted.components} components, the largest with {counted.largest_component} papers; "
        f"{counted.conflicts} names in doubt",
    )
    benchmarks = Count("of these benchmarks", counted.benchmarks)
    out.print()
    _counts(out, "Entities by type", [*counted.entities_by_type, benchmarks])
    _counts(out, "Relations of papers", counted.relations_by_type)
    _counts(out, "Relations of entities", counted.entity_relations_by_type)
    _counts(out, "Results by kind", counted.results_by_kind)
    _counts(out, "Papers with", counted.coverage)
    out.print(Text("\nIn most papers", "cyan"))
    for top in counted.top:
        told = ", ".join(f"{name} ({papers})" for _, name, papers in top.entities)
        _told(out, PLURALS[top.type], told, indent=2)
    out.print(Text("\nDerived: concepts that tell most about the papers that share them", "cyan"))
    paragraph(out, ", ".join(f"{names[c.entity]} ({c.papers})" for c in counted.telling), indent=2)
    out.print(Text("\nDerived: communities of concepts", "cyan"))
    for community in counted.communities[:COMMUNITIES]:
        paragraph(out, f"{len(community.papers):4} papers  {community.name}", hanging=13)
    if len(counted.communities) > COMMUNITIES:
        out.print(f"... and {len(counted.communities) - COMMUNITIES} more; --format json lists all")


def _counts(out: Console, title: str, counts: Sequence[Count]) -> None:
    told = ", ".join(f"{c.count} {c.name.lower() if c.name.isupper() else c.name}" for c in counts)
    _told(out, title, told)


def _told(out: Console, title: str, text: str, *, indent: int = 0) -> None:
    paragraph(out, Text.assemble((f"{title}: ", "cyan"), replace_controls(text) or "none"), indent=indent, hanging=4)
