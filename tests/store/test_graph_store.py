"""What a build knows, as its store gives it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.knowledge import EntityId, Relation
from kg.store.graph_store import ListedKind
from kg.store.rows import DamagedRow
from tests.fixtures.stored import KNOWLEDGE, REJECTED, store_in_memory


def test_entities_and_what_proposes_them_can_be_read_alone() -> None:
    denied = Relation("proposes", EntityId("metric/fid"), 0, 1, 0, 4, 0.25, True, "title")
    used = Relation("uses", EntityId("metric/fid"), 0, 1, 0, 4, 0.25, False, "title")
    first, second = KNOWLEDGE.papers
    twice = replace(first, relations=(*first.relations, *first.relations, denied, used))
    with store_in_memory(replace(KNOWLEDGE, papers=(twice, second))) as store:
        assert list(store.entities()) == [replace(entity, merges=()) for entity in KNOWLEDGE.entities]
        assert list(store.entity_relations()) == list(KNOWLEDGE.entity_relations)
        assert store.lookups.find_proposals(EntityId("method/x")) == [("p1", "X: a")]
        assert store.lookups.find_proposed("p1") == ("X: a", ["method/x"])
        assert store.lookups.find_proposed("p2") is None


def test_what_was_rejected_comes_with_the_knowledge_and_alone() -> None:
    later = replace(REJECTED, line=REJECTED.line + 1)
    with store_in_memory(replace(KNOWLEDGE, rejected=(REJECTED, later))) as store:
        assert store.rejected() == (REJECTED, later)
        assert store.knowledge().rejected == (REJECTED, later)


def test_equal_knowledge_of_equal_runs_has_equal_digests() -> None:
    with store_in_memory(KNOWLEDGE, {"version": "1"}) as one, store_in_memory(KNOWLEDGE, {"version": "1"}) as two:
        assert one.digests() == two.digests()
        before = one.digests()
        one.replace_knowledge(KNOWLEDGE, facts={"version": "2"})
        assert one.digests() != before
        two.replace_knowledge(replace(KNOWLEDGE, rejected=()), facts={"version": "1"})
        assert two.digests() != before


@pytest.mark.parametrize(
    ("kind", "field", "entity"),
    [
        ("relation", "relations", "method/x"),
        ("result", "results", "method/x"),
        ("comparison", "comparisons", "method/y"),
    ],
)
def test_records_of_one_kind_come_with_their_papers_and_with_nothing_else(
    kind: ListedKind, field: str, entity: str
) -> None:
    first, _ = KNOWLEDGE.papers
    bare = replace(first, mentions=(), relations=(), results=(), comparisons=(), dataset_roles=())
    expected = (replace(bare, **{field: getattr(first, field)}),)
    with store_in_memory(KNOWLEDGE, {"version": "1"}) as store:
        assert store.find_records(kind) == expected, "the other paper has none"
        assert store.find_records(kind, entity=EntityId(entity)) == expected
        assert store.find_records(kind, paper="p1") == expected
        assert store.find_records(kind, entity=EntityId("method/none")) == ()
        assert store.find_records(kind, paper="p2") == ()


def test_a_list_of_all_records_notices_a_changed_row() -> None:
    with store_in_memory(KNOWLEDGE, {"version": "1"}) as store:
        store._connection.execute("UPDATE relation SET score = 0.5")
        with pytest.raises(DamagedRow, match="relation have changed"):
            store.find_records("relation")
