"""The search index that a build keeps, and the one in memory where a build was stopped before: equal answers."""

from __future__ import annotations

from kg.model.knowledge import Knowledge
from kg.search.entity_search import search_entities
from kg.search.index_writer import NAMES, write_search_index
from kg.search.stored_index import open_name_index, open_title_index
from kg.search.title_search import search_titles
from tests.fixtures.stored import store_in_memory

TEXTS = ("clasifier free guidence", "guidance", "c", "sit", "the ImageNet dataset", "difusion", "", "paper", "a")


def test_a_kept_index_answers_as_one_made_of_the_records(knowledge: Knowledge) -> None:
    with store_in_memory(knowledge, {"version": "1"}) as store:
        assert not store.search_rows.lists.has(NAMES)
        made = [search_entities(open_name_index(store), text) for text in TEXTS]
        titles = [search_titles(open_title_index(store), text) for text in TEXTS]
        assert any(made)
        assert any(titles)
        write_search_index(store.search_rows, store.entities(), store.titles())
        assert store.search_rows.lists.has(NAMES)
        assert [search_entities(open_name_index(store), text) for text in TEXTS] == made
        assert [search_titles(open_title_index(store), text) for text in TEXTS] == titles


def test_an_index_is_gone_with_the_knowledge_that_it_is_of(knowledge: Knowledge) -> None:
    with store_in_memory(knowledge, {"version": "1"}) as store:
        write_search_index(store.search_rows, store.entities(), store.titles())
        store.replace_knowledge(Knowledge((), (), ()), facts={"version": "1"})
        assert not store.search_rows.lists.has(NAMES)
        assert search_entities(open_name_index(store), "guidance") == []
