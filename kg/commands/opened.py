"""Opening a built graph, finding things in it by name, and writing what a command answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.errors import NoSuchName
from kg.names import normalise
from kg.records import Entity, Knowledge, PaperFacts

BENCHMARK = "benchmark"


def load(folder: Path) -> Knowledge:
    """What the last build of an output folder resolved.

    Raises:
        GraphNotFound: there is none.
    """
    from kg.store.database import reading

    with reading(folder / "store") as store:
        return store.knowledge()


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


def find_papers(knowledge: Knowledge, name: str) -> list[PaperFacts]:
    """The papers of that identifier or title; failing that, those whose title contains it."""
    exact = [p for p in knowledge.papers if name in (p.paper.id, p.paper.arxiv_id, p.paper.title)]
    if exact:
        return exact
    wanted = name.casefold()
    same = [p for p in knowledge.papers if p.paper.title.casefold() == wanted]
    return same or [p for p in knowledge.papers if wanted in p.paper.title.casefold()]


def entity_named(knowledge: Knowledge, name: str) -> Entity:
    """The best known entity of that name.

    Raises:
        NoSuchName: there is none; the message suggests the nearest names.
    """
    found = find_entities(knowledge, name)
    if not found:
        raise no_such_name(knowledge, name, what="entity")
    return found[0]


def no_such_name(knowledge: Knowledge, name: str, *, what: str) -> NoSuchName:
    """The error for a name that nothing has, with the nearest names there are."""
    from kg.search.index import Index
    from kg.search.scoring import search

    near = dict.fromkeys(hit.entity.name for hit in search(Index(knowledge.entities), name, limit=3))
    hint = f"Did you mean {' or '.join(near)}?" if near else "`kg entities` lists what there is."
    return NoSuchName(f"There is no {what} named {name!r} in this graph. {hint}")


@contextmanager
def writing_to(output: str) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that appears whole or not at all."""
    if output == "-":
        yield sys.stdout
        return
    from kg.files import replacing

    with replacing(Path(output)) as file:
        yield file


def _keys(entity: Entity) -> set[str]:
    return {normalise(n) for n in (entity.name, *(a for a, _ in entity.aliases), *entity.hidden)}
