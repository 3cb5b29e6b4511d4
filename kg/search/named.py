"""Entities by the names that users give them."""

from __future__ import annotations

from kg.errors import NoSuchName
from kg.names import normalise
from kg.records import Entity, Knowledge
from kg.search.index import Index
from kg.search.scoring import search

BENCHMARK = "benchmark"


def has_type(entity: Entity, word: str | None) -> bool:
    """Is it of the type that a user names: method, model, dataset, benchmark, metric, task? Any if None."""
    if word is None:
        return True
    return entity.is_benchmark if word == BENCHMARK else entity.type == word.upper()


def find_entities(knowledge: Knowledge, name: str) -> list[Entity]:
    """The entities of that identifier, name or alias; spelling variants count. Best known first."""
    by_id = [e for e in knowledge.entities if e.id == name]
    if by_id:
        return by_id
    key = normalise(name)
    found = [e for e in knowledge.entities if key in _keys(e)]
    found.sort(key=lambda e: (normalise(e.name) != key, -e.paper_count, e.id))
    return found


def entity_named(knowledge: Knowledge, name: str, *, word: str | None = None) -> Entity:
    """The best known entity of that name; of the type that `word` names, if it names one.

    Raises:
        NoSuchName: there is none; the message suggests the nearest names.
    """
    found = [entity for entity in find_entities(knowledge, name) if has_type(entity, word)]
    if not found:
        raise no_such_name(knowledge, name, what=word or "entity", word=word)
    return found[0]


def no_such_name(knowledge: Knowledge, name: str, *, what: str, word: str | None = None) -> NoSuchName:
    """The error for a name that nothing (of the type `word`) has, with the nearest names there are."""
    near = _near(knowledge, name, word)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`kg entities` lists what there is."
    return NoSuchName(f"There is no {what} named {name!r} in this graph. {hint}")


def _near(knowledge: Knowledge, name: str, word: str | None) -> list[str]:
    entities = [entity for entity in knowledge.entities if has_type(entity, word)]
    return list(dict.fromkeys(hit.entity.name for hit in search(Index(entities), name, limit=3)))


def _keys(entity: Entity) -> set[str]:
    return {normalise(n) for n in (entity.name, *(a for a, _ in entity.aliases), *entity.hidden)}
