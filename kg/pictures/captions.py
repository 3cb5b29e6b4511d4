"""What stands beneath a picture's title: what is shown of what."""

from __future__ import annotations

from collections.abc import Collection

from kg.model.knowledge import Entity, Knowledge
from kg.model.types import PLURALS, EntityFilter
from kg.pictures.selection import Selection


def is_one(entity: Entity, types: Collection[EntityFilter] | None) -> bool:
    """Whether an entity is of one of the types."""
    return types is None or any(name in types for name in entity.filters)


def kinds_of(types: Collection[EntityFilter] | None) -> str:
    """What entities of these types are called: "benchmarks and metrics"."""
    return "concepts" if types is None else " and ".join(sorted(PLURALS[t] for t in types))


def caption_of(
    knowledge: Knowledge, selection: Selection, types: Collection[EntityFilter] | None, around: str | None, depth: int
) -> str:
    """One or two sentences for a picture of a selection, `around` a name or of the whole."""
    total = sum(is_one(entity, types) for entity in knowledge.entities)
    shown = f"{len(selection.entities):,} of {total:,} {kinds_of(types)} in {len(knowledge.papers):,} papers"
    if selection.papers:
        return f"{shown}, with {len(selection.papers):,} of the papers. A line joins a paper to what it names."
    lines = (
        f"The {len(selection.links):,} lines that tell most are drawn; each joins concepts that papers name together."
    )
    if around is None:
        return f"{shown}: those that tell most of what papers share. {lines}"
    links = "directly" if depth == 1 else f"over up to {depth} links"
    return f"{shown}: what papers name together with {around}, {links}. {lines}"
