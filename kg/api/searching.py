"""Entities by any of their names and papers by their titles, typing errors allowed: `kg.Graph.search`, `kg search`."""

from __future__ import annotations

from kg.api.public_records import Hit
from kg.bounds.doubt import Bounds
from kg.model.errors import UsageError
from kg.model.types import PAPER
from kg.search import entity_search, title_search
from kg.search.entity_search import MOST_CHARACTERS
from kg.search.name_lookup import has_type
from kg.search.stored_index import open_name_index, open_title_index
from kg.search.title_search import search_titles
from kg.store.graph_store import Store


def search_store(store: Store, text: str, *, wanted_type: str | None, limit: int, bounds: Bounds) -> list[Hit]:
    """The best matches. Of equal ones, those that are sure at the bounds come first, then entities before papers, then
    entities that more papers surely name. Of the store, only what is like the text is read.

    Raises:
        UsageError: the text is longer than any name.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"No name has more than {MOST_CHARACTERS} characters; search for a part of the text.")
    hits: list[Hit] = []
    if wanted_type != PAPER.word:
        index = open_name_index(store)
        found = entity_search.search_entities(
            index, text, limit=limit, wanted=lambda entity: has_type(entity, wanted_type)
        )
        sure_papers = store.count_sure_papers((hit.entity for hit in found), bounds)
        hits += (_to_entity_hit(hit, sure_papers.get(hit.entity.id)) for hit in found)
    if wanted_type in (None, PAPER.word):
        hits += map(_to_paper_hit, search_titles(open_title_index(store), text, limit=limit))
    hits.sort(key=lambda hit: (-hit.score, hit.doubtful, hit.type == PAPER.word, -(hit.papers or 0)))
    return hits[:limit]


def _to_entity_hit(hit: entity_search.Hit, sure_papers: int | None) -> Hit:
    """The hit in its public form, marked as doubtful if `sure_papers` is None, which says that no record is sure."""
    entity = hit.entity
    return Hit(
        hit.score,
        hit.how,
        hit.matched,
        sure_papers or 0,
        entity.type_word,
        entity.name,
        entity.id,
        doubtful=sure_papers is None,
    )


def _to_paper_hit(hit: title_search.TitleHit) -> Hit:
    title = hit.paper.title
    return Hit(
        hit.score, hit.how, hit.paper.id if hit.how == "identifier" else title, None, PAPER.word, title, hit.paper.id
    )
