"""What a build shows is kept beside its knowledge, and forgotten with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.model.knowledge import EntityId, EntityRelation, Knowledge
from kg.store.graph_store import Store
from kg.store.rows import DamagedRow
from tests.fixtures.stored import KNOWLEDGE, store_in_memory

METHOD, METRIC = KNOWLEDGE.entities
UNNAMED = replace(METHOD, id=EntityId("method/z"), paper_count=0, merges=())
ENTITIES = (replace(METHOD, merges=(), paper_count=7), UNNAMED, METRIC)


@pytest.fixture
def store(knowledge: Knowledge) -> Iterator[Store]:
    with store_in_memory(KNOWLEDGE) as store:
        store.shown.keep(ENTITIES, compute_statistics(Analysis(knowledge)))
        yield store


def test_entities_come_back_whole_or_by_type_papers_and_identifier(store: Store) -> None:
    shown = store.shown
    assert tuple(shown.list_entities()) == ENTITIES
    assert tuple(shown.list_entities(min_papers=1)) == (ENTITIES[0], METRIC)
    assert tuple(shown.list_entities(min_papers=2)) == ENTITIES[:1]
    assert tuple(shown.list_entities(label="METHOD")) == ENTITIES[:2]
    assert tuple(shown.list_entities(label="METHOD", min_papers=1)) == ENTITIES[:1]
    assert shown.find_entities([EntityId("metric/fid"), EntityId("method/none")]) == [METRIC]


def test_statistics_come_back_to_the_last_digit(store: Store, knowledge: Knowledge) -> None:
    statistics = compute_statistics(Analysis(knowledge))
    assert statistics.telling, "there are numbers with fractions"
    assert store.shown.read_statistics() == statistics


def test_relations_to_what_is_not_shown_are_left_out() -> None:
    links = [
        EntityRelation("variantOf", METHOD.id, EntityId(other), "size", (), 1.0) for other in ("method/z", "method/q")
    ]
    with store_in_memory(replace(KNOWLEDGE, entity_relations=tuple(links))) as store:
        assert store.shown.find_relations_from([METHOD.id]) == []
        store.shown.keep(ENTITIES, compute_statistics(Analysis(Knowledge((), (), ()))))
        assert store.shown.find_relations_from([METHOD.id]) == links[:1]
        assert store.shown.find_relations_from([EntityId("method/z")]) == []


def test_what_is_kept_goes_with_the_knowledge_that_it_is_of(store: Store) -> None:
    assert store.shown.is_kept
    store.replace_knowledge(KNOWLEDGE, facts={})
    assert not store.shown.is_kept
    assert store.shown.find_entities([METHOD.id]) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE fact SET value = replace(value, '1', '2') WHERE name = 'statistics'",
        "UPDATE fact SET value = '{}' WHERE name = 'statistics'",
        "DELETE FROM fact WHERE name = 'statistics'",
    ],
)
def test_other_statistics_are_noticed(store: Store, damage: str) -> None:
    store._connection.execute(damage)
    with pytest.raises(DamagedRow, match="the statistics in it have changed"):
        store.shown.read_statistics()


def test_entities_that_changed_are_noticed_where_all_are_read(store: Store) -> None:
    store._connection.execute("UPDATE shown_entity SET paper_count = 8 WHERE paper_count = 7")
    assert next(store.shown.list_entities(min_papers=2)).paper_count == 8
    with pytest.raises(DamagedRow, match="the rows of the table shown_entity have changed"):
        list(store.shown.list_entities())
