"""What became of the entities of a graph in a later one, told by their spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.model.difference import ChangedEntity, EntityChangeKind, NamedEntity
from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.text.normalise import normalise


class EntityChanges(NamedTuple):
    """The entities that are new, gone and changed, by identifier, and the successors of those that are gone."""

    added: tuple[NamedEntity, ...]
    removed: tuple[NamedEntity, ...]
    changed: tuple[ChangedEntity, ...]
    successors: Mapping[EntityId, EntityId]  # of entities that are gone and have exactly one


def find_entity_changes(old: Knowledge, new: Knowledge) -> EntityChanges:
    """Compare the entities of two graphs.

    The heirs of an entity are the other entities of the new graph that have spellings of it which they did not have
    before, and it no longer has. With one heir it was renamed, has got another type, or was merged into that, if the
    old graph has the heir too or others were merged into it; with several, or if it is still there, it was split.
    """
    now = {entity.id: entity for entity in new.entities}
    heirs = find_heirs(old.entities, new.entities)
    inherited = {heir for ids in heirs.values() for heir in ids}
    claims = Counter(ids[0] for entity, ids in heirs.items() if len(ids) == 1 and entity not in now)
    before = {entity.id for entity in old.entities}
    removed, changed = [], []
    successors: dict[EntityId, EntityId] = {}
    for entity in old.entities:
        found = [now[heir] for heir in heirs[entity.id]]
        if entity.id in now:
            found.insert(0, now[entity.id])
        elif len(found) == 1:
            successors[entity.id] = found[0].id
        if not found:
            removed.append(name_entity(entity))
        elif kind := _tell_kind(entity, found, is_shared=found[0].id in before or claims[found[0].id] > 1):
            changed.append(ChangedEntity(kind, name_entity(entity), tuple(map(name_entity, found))))
    added = [name_entity(entity) for entity in new.entities if entity.id not in before | inherited]
    return EntityChanges(tuple(added), tuple(removed), tuple(changed), successors)


def name_entity(entity: Entity) -> NamedEntity:
    """The fields that an entity is shown by."""
    return NamedEntity(entity.id, entity.name, entity.type_word)


def _tell_kind(entity: Entity, found: list[Entity], *, is_shared: bool) -> EntityChangeKind | None:
    """What happened to an entity that `found` now have the spellings of; None for nothing."""
    first, *others = found
    if others:
        return "split"
    if first.id != entity.id and is_shared:
        return "merged"
    if first.type_word != entity.type_word:
        return "type"
    return "renamed" if first.id != entity.id or first.name != entity.name else None


def find_heirs(old: Iterable[Entity], new: Iterable[Entity]) -> dict[EntityId, list[EntityId]]:
    """The heirs of each entity of an old graph in a new one, sorted; those of its own type alone if there are any."""
    old, new = list(old), list(new)
    had = {entity.id: _list_keys(entity) for entity in old}
    have = {entity.id: _list_keys(entity) for entity in new}
    types = {entity.id: entity.type for entity in new}
    holders: dict[str, list[EntityId]] = defaultdict(list)
    for holder, keys in have.items():
        for key in keys:
            holders[key].append(holder)
    heirs = {}
    for entity in old:
        lost = had[entity.id] - have.get(entity.id, set())
        found = {h for key in lost for h in holders.get(key, ()) if h != entity.id and key not in had.get(h, ())}
        heirs[entity.id] = sorted({heir for heir in found if types[heir] == entity.type} or found)
    return heirs


def _list_keys(entity: Entity) -> set[str]:
    return {normalise(name) for name in (entity.name, *(alias for alias, _ in entity.aliases), *entity.hidden)}
