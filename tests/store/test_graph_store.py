"""What a build knows, as its store gives it back."""

from __future__ import annotations

from dataclasses import replace

from kg.model.knowledge import EntityId, Relation
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
