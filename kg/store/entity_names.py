"""The keys under which an entity is found by name."""

from __future__ import annotations

from kg.model.knowledge import Entity
from kg.text.normalise import normalise


def list_keys(entity: Entity) -> set[str]:
    """The merge keys of the entity's name, aliases and hidden spellings."""
    return {normalise(name) for name in (entity.name, *(alias for alias, _ in entity.aliases), *entity.hidden)}
