"""Looks entities and papers up by the names that users give, and suggests names if there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.model.errors import NoSuchName
from kg.model.knowledge import Entity, Knowledge
from kg.model.types import FILTERS, TypeWord
from kg.search.entity_search import search_entities
from kg.search.name_index import NameIndex
from kg.search.title_search import Title, TitleIndex, search_titles
from kg.store.entity_names import list_keys
from kg.text.normalise import normalise
from kg.text.suggestions import MOST, suggest


def has_type(entity: Entity, word: TypeWord | None) -> bool:
    """Whether an entity is of the type that a user names (a word of `kg.model.types.FILTERS`); True for None."""
    return word is None or FILTERS[word] in entity.filters


def find_entities(entities: Sequence[Entity], name: str) -> list[Entity]:
    """The entities with this identifier, else with this name or alias in any spelling; the most mentioned first."""
    by_id = [e for e in entities if e.id == name]
    if by_id:
        return by_id
    key = normalise(name)
    found = [e for e in entities if key in list_keys(e)]
    found.sort(key=lambda e: (normalise(e.name) != key, -e.paper_count, e.id))
    return found


def find_papers(papers: Sequence[Title], name: str) -> list[str]:
    """The identifiers of the papers with this identifier or title; if there are none, of those whose title contains it.

    A blank name finds none.
    """
    if not name.strip():
        return []
    exact = [p.id for p in papers if name in (p.id, p.arxiv_id, p.title)]
    if exact:
        return exact
    wanted = name.casefold()
    same = [p.id for p in papers if p.title.casefold() == wanted]
    return same or [p.id for p in papers if wanted in p.title.casefold()]


def find_entity(knowledge: Knowledge, name: str, *, word: TypeWord | None = None) -> Entity:
    """The first entity of `find_entities`; with `word`, the first of that type.

    Raises:
        NoSuchName: there is none; the message suggests the nearest names.
    """
    found = [entity for entity in find_entities(knowledge.entities, name) if has_type(entity, word)]
    if not found:
        names = NameIndex.of(entity for entity in knowledge.entities if has_type(entity, word))
        raise explain_unknown_name(names, name, what=word or "entity")
    return found[0]


def explain_unknown_name(
    names: NameIndex,
    name: str,
    *,
    what: str,
    titles: TitleIndex | None = None,
    wanted: Callable[[Entity], bool] | None = None,
) -> NoSuchName:
    """The error for an unknown name; it suggests the nearest names of entities (of those `wanted`), and titles."""
    near = suggest_names(name, names=names, titles=titles, wanted=wanted)
    hint = suggest(near, otherwise="`kg entities` lists what there is.")
    return NoSuchName(f"There is no {what} named {name!r} in this graph. {hint}")


def explain_unknown_paper(titles: TitleIndex, name: str) -> NoSuchName:
    """The error for an unknown paper, with the nearest titles."""
    near = suggest_names(name, titles=titles)
    return NoSuchName(f"There is no paper named {name!r} in this graph. {suggest(near)}".rstrip())


def suggest_names(
    name: str,
    *,
    names: NameIndex | None = None,
    titles: TitleIndex | None = None,
    wanted: Callable[[Entity], bool] | None = None,
) -> list[str]:
    """Up to three names of entities (of those `wanted`), and titles in quotes, that are similar to a name."""
    found: list[tuple[float, str]] = []
    if names is not None:
        found += ((hit.score, hit.entity.name) for hit in search_entities(names, name, limit=MOST, wanted=wanted))
    if titles is not None:
        found += ((hit.score, f'"{hit.paper.title}"') for hit in search_titles(titles, name, limit=MOST))
    found.sort(key=lambda scored: -scored[0])
    return list(dict.fromkeys(suggestion for _, suggestion in found))[:MOST]
