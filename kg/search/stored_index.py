"""The search index of a store: as the build wrote it, or made in memory where a build was stopped before it did."""

from __future__ import annotations

from kg.search.index_writer import NAMES
from kg.search.name_index import NameIndex
from kg.search.title_search import Title, TitleIndex
from kg.store.graph_store import Store


def open_name_index(store: Store) -> NameIndex:
    """The index of the entities that a store holds; the store has to stay open."""
    if store.search_rows.lists.has(NAMES):
        return NameIndex(store.search_rows, store.lookups.find_bare_entities)
    return NameIndex.of(store.entities())


def open_title_index(store: Store) -> TitleIndex:
    """The index of the titles that a store holds; the store has to stay open."""
    if store.search_rows.lists.has(NAMES):
        return TitleIndex(store.search_rows)
    return TitleIndex.of(Title(*row) for row in store.titles())
