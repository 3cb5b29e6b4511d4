"""The details of a thing are collected from the records about it, divided as all that is known would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.api.details import EntityDetails, PaperDetails
from kg.api.showing import find_details
from kg.bounds.doubt import SHOW_ALL, set_apart
from kg.model.errors import NoSuchName
from kg.model.knowledge import EntityRelation, Knowledge
from kg.store.graph_store import Store
from tests.fixtures.stored import store_in_memory
from tests.store.test_sure_papers import IDS, KNOWLEDGE, at

WITH_LINKS = replace(
    KNOWLEDGE,
    entity_relations=tuple(
        EntityRelation("variantOf", IDS["named"], IDS[other], "size", (), 1.0) for other in ("doubted", "vouched")
    ),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_in_memory(WITH_LINKS) as store:
        yield store


def show_entity(store: Store, name: str, least: float) -> EntityDetails:
    details = find_details(store, name, at(least))
    assert isinstance(details, EntityDetails)
    return details


@pytest.mark.parametrize("name", [name for name in IDS if name != "doubted"])
def test_a_sure_entity_has_the_counts_of_its_sure_mentions(store: Store, name: str) -> None:
    (sure,) = (entity for entity in set_apart(KNOWLEDGE, at(0.6)).sure.entities if entity.id == IDS[name])
    details = show_entity(store, name, 0.6)
    assert (details.entity.paper_count, details.entity.mention_count) == (sure.paper_count, sure.mention_count)
    assert details.spellings == sure.aliases


def test_of_a_doubtful_entity_nothing_is_counted_and_all_is_shown_apart(store: Store) -> None:
    details = show_entity(store, "doubted", 0.6)
    assert (details.entity.paper_count, details.entity.mention_count) == (0, 0)
    assert (details.relations, details.related, details.only_mentioned_by) == ((), (), ())
    assert [relation.paper for relation in details.doubtful_relations] == ["b"]
    assert details.doubtful_mentions == 2


def test_only_entities_that_are_sure_are_related(store: Store) -> None:
    assert [link.object for link in show_entity(store, "named", 0.6).related] == [IDS["vouched"]]
    assert len(show_entity(store, "named", 0.0).related) == 2


def test_papers_that_only_mention_it_and_comparisons_with_another(store: Store) -> None:
    details = show_entity(store, "named", 0.6)
    assert [paper.id for paper in details.only_mentioned_by] == ["a"]
    assert [comparison.object for comparison in details.comparisons] == ["compared"]
    assert show_entity(store, "vouched", 0.6).only_mentioned_by == ()


def test_of_two_entities_of_a_name_the_sure_one_is_shown() -> None:
    first, *rest = KNOWLEDGE.entities
    (doubted,) = (entity for entity in rest if entity.id == IDS["doubted"])
    same = replace(doubted, name=first.name, paper_count=99)
    known = Knowledge(KNOWLEDGE.papers, (first, *(same if e is doubted else e for e in rest)), ())
    with store_in_memory(known) as store:
        assert show_entity(store, first.name, 0.0).entity.id == doubted.id
        details = show_entity(store, first.name, 0.6)
    assert details.entity.id == first.id
    assert details.others == (doubted.id,)


def test_a_paper_is_shown_with_what_is_doubtful_apart(store: Store) -> None:
    details = find_details(store, "b", at(0.6))
    assert isinstance(details, PaperDetails)
    assert [relation.entity_id for relation in details.relations] == [IDS["added"]]
    assert [relation.entity_id for relation in details.doubtful_relations] == [IDS["doubted"]]
    assert len(details.doubtful_mentions) == 3


def test_the_identifier_of_a_paper_goes_before_the_name_of_an_entity() -> None:
    entities = (replace(KNOWLEDGE.entities[0], name="b"), *KNOWLEDGE.entities[1:])
    with store_in_memory(replace(KNOWLEDGE, entities=entities)) as store:
        assert isinstance(find_details(store, "b", SHOW_ALL), PaperDetails)
        assert isinstance(find_details(store, "B", SHOW_ALL), EntityDetails)


@pytest.mark.parametrize(("name", "hint"), [("voched", r"Did you mean vouched\?"), ("qqqqqq", "`kg entities` lists")])
def test_a_name_that_nothing_has_is_told(store: Store, name: str, hint: str) -> None:
    with pytest.raises(NoSuchName, match=hint):
        find_details(store, name, SHOW_ALL)


def test_the_others_that_a_part_of_a_title_may_mean() -> None:
    papers = tuple(replace(f, paper=replace(f.paper, title=f"Box {f.paper.id}")) for f in KNOWLEDGE.papers)
    with store_in_memory(replace(KNOWLEDGE, papers=papers)) as store:
        details = find_details(store, "box ", SHOW_ALL)
    assert isinstance(details, PaperDetails)
    assert (details.paper.id, details.others) == ("a", ("b",))
