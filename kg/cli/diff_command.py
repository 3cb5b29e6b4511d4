"""`kg diff OLD NEW`: what came between two built graphs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Precision, tell_unpublished
from kg.model.errors import EXIT_OK

if TYPE_CHECKING:
    from kg.model.difference import BestValue, ChangedEntity, Difference, NamedEntity

SHOWN = 20  # of each kind; JSON holds all
_WORDS = {"renamed": "renamed to", "merged": "merged into", "split": "split into", "type": "is now"}


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The output folder of a build.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="That of a later build.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    precision: Precision = None,
) -> int:
    """Show what came between two built graphs: papers, entities, and values that are better than any before.

    Each graph shows what is sure at the precision of its build; --precision chooses one for both.

    Example: `kg diff last-week outputs`
    """
    from kg.analyse.graph_difference import find_difference
    from kg.cli.graph_io import load_apart, open_output
    from kg.system.console import make_console, print_paragraph

    tell_unpublished(old)
    tell_unpublished(new)
    found = find_difference(load_apart(old, precision).sure, load_apart(new, precision).sure)
    if as_json:
        with open_output("-", json=True) as file:
            json.dump(asdict(found), file, ensure_ascii=False, indent=1)
            file.write("\n")
        return EXIT_OK
    out = make_console()
    if not found:
        print_paragraph(out, "no difference")
    for title, lines in _list_sections(found):
        print_paragraph(out, f"{title}: {len(lines):,}", style="cyan")
        for line in lines[:SHOWN]:
            print_paragraph(out, line, indent=2, hanging=4)
        if len(lines) > SHOWN:
            print_paragraph(out, f"... and {len(lines) - SHOWN:,} more; --json lists all", indent=2)
    return EXIT_OK


def _list_sections(found: Difference) -> Iterator[tuple[str, Sequence[str]]]:
    """The headings of what there is, with their lines."""
    sections = {
        "Papers added": [f"{paper.title} ({paper.id})" for paper in found.papers_added],
        "Papers removed": [f"{paper.title} ({paper.id})" for paper in found.papers_removed],
        "Papers changed": [f"{p.title} ({p.id}): {', '.join(p.changed)}" for p in found.papers_changed],
        "Entities added": [_format_entity(entity) for entity in found.entities_added],
        "Entities removed": [_format_entity(entity) for entity in found.entities_removed],
        "Entities changed": [_format_change(change) for change in found.entities_changed],
        "New best values": [
            f"{best.metric.name} on {best.dataset.name}: {_format_value(best.new)}"
            + (f", before {_format_value(best.old)}" if best.old else ", the first")
            for best in found.new_bests
        ],
    }
    return ((title, lines) for title, lines in sections.items() if lines)


def _format_entity(entity: NamedEntity) -> str:
    return f"{entity.name}, {entity.type} ({entity.id})"


def _format_change(change: ChangedEntity) -> str:
    return f"{_format_entity(change.old)} {_WORDS[change.kind]} {' and '.join(map(_format_entity, change.new))}"


def _format_value(best: BestValue) -> str:
    by = f" of {best.subject}" if best.subject else ""
    return f"{best.value}{by} ({best.paper.id})"
