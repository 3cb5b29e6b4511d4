"""The records that a question is about are those of the whole knowledge, and none besides."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.bounds.doubt import SHOW_ALL, Bounds, set_apart
from kg.model.knowledge import EntityId, Knowledge, PaperFacts
from kg.store.graph_store import Store
from kg.store.knowledge_rows import KNOWN
from kg.store.lookups import Lookups
from kg.store.rows import DamagedRow
from tests.fixtures.stored import KNOWLEDGE, store_in_memory
from tests.store import test_sure_papers


@pytest.fixture
def store() -> Iterator[Store]:
    with store_in_memory(KNOWLEDGE) as store:
        yield store


@pytest.mark.parametrize(
    ("name", "found"),
    [("x", ["method/x"]), ("\\X", ["method/x"]), ("method/x", ["method/x"]), ("fid", ["metric/fid"]), ("none", [])],
)
def test_entities_are_found_by_identifier_and_by_any_name(store: Store, name: str, found: list[str]) -> None:
    assert [entity.id for entity in store.lookups.find_namesakes(name)] == found


def test_a_name_of_bytes_that_are_no_text_is_nobodys(store: Store) -> None:
    assert store.lookups.find_namesakes("\udcff") == []
    assert not store.lookups.has_paper("\udcff")


def test_entities_come_with_their_merges_in_order(store: Store) -> None:
    ids = [EntityId("metric/fid"), EntityId("method/none"), EntityId("method/x")]
    assert store.lookups.find_entities(ids) == list(KNOWLEDGE.entities)
    assert store.lookups.map_names(ids[::2]) == {"metric/fid": "FID", "method/x": "X"}


def test_an_entity_that_was_lost_is_noticed(store: Store) -> None:
    with pytest.raises(DamagedRow, match="lost an entity"):
        store.lookups.map_names([EntityId("method/none")])


def test_papers_are_found_with_all_that_they_say(store: Store) -> None:
    assert store.lookups.find_papers(["p2", "none", "p1"]) == KNOWLEDGE.papers
    assert store.lookups.find_papers(["p2"]) == KNOWLEDGE.papers[1:]
    assert store.lookups.has_paper("p1")
    assert not store.lookups.has_paper("X: a")


def test_what_is_said_of_other_entities_is_left_out(store: Store) -> None:
    first = KNOWLEDGE.papers[0]
    assert store.lookups.find_papers_about([EntityId("method/x")]) == (replace(first, dataset_roles=()),)
    of_d = replace(first, mentions=(), relations=(), results=(), comparisons=())
    assert store.lookups.find_papers_about([EntityId("dataset/d")]) == (of_d,)
    of_y = replace(of_d, dataset_roles=(), comparisons=first.comparisons)
    assert store.lookups.find_papers_about([EntityId("method/y")]) == (of_y,)
    assert store.lookups.find_papers_about([EntityId("metric/fid")]) == ()


@pytest.mark.parametrize("bounds", [SHOW_ALL, test_sure_papers.at(0.6), test_sure_papers.at(0.85), Bounds()])
@pytest.mark.parametrize("number", range(len(test_sure_papers.NAMES)))
def test_what_is_said_of_an_entity_decides_whether_it_is_sure(bounds: Bounds, number: int) -> None:
    """Set apart alone, an entity and the mentions of it are as sure as among all that is known."""
    whole = test_sure_papers.KNOWLEDGE
    entity = whole.entities[number]
    with store_in_memory(whole) as store:
        about = store.lookups.find_papers_about([entity.id])
    alone, among_all = set_apart(Knowledge(about, (entity,), ()), bounds), set_apart(whole, bounds)
    assert list(alone.sure.entities) == [sure for sure in among_all.sure.entities if sure.id == entity.id]

    def list_mentions(papers: Iterator[PaperFacts]) -> list[object]:
        return [(f.paper.id, m) for f in papers for m in f.mentions if m.entity == entity.id]

    assert list_mentions(iter(alone.sure.papers)) == list_mentions(iter(among_all.sure.papers))
    assert list_mentions(iter(alone.doubtful.papers)) == list_mentions(iter(among_all.doubtful.papers))


def test_relations_conflicts_and_corrections(store: Store) -> None:
    for end in ("method/x", "method/y"):
        assert store.lookups.find_entity_relations(EntityId(end)) == list(KNOWLEDGE.entity_relations)
    assert store.lookups.find_entity_relations(EntityId("metric/fid")) == []
    assert store.lookups.list_conflicts() == list(KNOWLEDGE.conflicts)
    assert store.lookups.find_corrected("p1") == list(KNOWLEDGE.corrected[:1])
    assert store.lookups.find_corrected("p2") == []


@pytest.mark.parametrize("table", ["mention", "relation", "result", "comparison", "dataset_role", "entity_relation"])
def test_no_table_of_many_records_is_read_as_a_whole(table: str) -> None:
    """All that is asked of an entity goes through the indexes."""
    connection = sqlite3.connect(":memory:")
    for known in KNOWN:
        known.create(connection)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    lookups = Lookups(connection)
    lookups.find_namesakes("x")
    lookups.find_papers_about([EntityId("method/x")])
    lookups.find_entity_relations(EntityId("method/x"))
    connection.set_trace_callback(None)
    queries = [query for query in asked if f"FROM {table} " in query]
    assert queries
    for query in queries:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in plan if step.startswith("SCAN") and "json_each" not in step], plan
