"""What is known of each entity, read anew after every build and not in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.model.errors import GraphNotFound
from kg.model.knowledge import EntityId, EntityRelation, Knowledge, Relation
from kg.serve.pages.catalog import Catalogs, PaperName, find_catalogs
from tests.fixtures.stored import KNOWLEDGE, write_knowledge

X, FID = "method/x", "metric/fid"
DENIED = Relation("proposes", EntityId(FID), 0, 1, 0, 4, 0.25, True, "title")
BROADER = EntityRelation("broader", EntityId(X), EntityId(FID), "", (), 1.0)
FIRST, SECOND = KNOWLEDGE.papers
SAMPLE = replace(
    KNOWLEDGE,
    papers=(replace(FIRST, relations=(*FIRST.relations, DENIED)), SECOND),
    entity_relations=(BROADER, *KNOWLEDGE.entity_relations),
)


def build(folder: Path, knowledge: Knowledge = SAMPLE) -> None:
    write_knowledge(folder, knowledge)
    aside = folder / "graph.ttl.new"
    aside.touch()
    aside.replace(folder / "graph.ttl")


def test_entities_are_found_by_their_identifiers_and_papers_by_what_they_propose(tmp_path: Path) -> None:
    build(tmp_path)
    catalog = Catalogs(tmp_path).load_current()
    entity = catalog.entity(X)
    assert entity is not None
    assert (entity.id, entity.name) == (X, "X")
    paper = PaperName("paper/p1", "X: a")
    assert catalog.papers == {"paper/p1": paper}, "the other paper proposes nothing"
    assert (catalog.proposed_by, catalog.proposals) == ({X: [paper]}, {"paper/p1": [X]})


def test_a_broader_thing_has_its_narrower_one_and_no_other_relation_is_turned_round(tmp_path: Path) -> None:
    build(tmp_path)
    assert Catalogs(tmp_path).load_current().related == {
        (X, "broader"): [FID],
        (FID, "narrower"): [X],
        (X, "variantOf"): ["method/y"],
    }


@pytest.mark.parametrize(
    "identifier", ["", "X", "method/none", "paper/p1", "metric/FID"]
)  # names, papers, another case
def test_what_is_no_identifier_of_an_entity_finds_none(tmp_path: Path, identifier: str) -> None:
    build(tmp_path)
    assert Catalogs(tmp_path).load_current().entity(identifier) is None


def test_it_is_read_once_and_anew_after_a_build(tmp_path: Path) -> None:
    build(tmp_path)
    catalogs = Catalogs(tmp_path)
    first = catalogs.load_current()
    assert catalogs.load_current() is first
    build(tmp_path, replace(SAMPLE, entities=SAMPLE.entities[:1], entity_relations=(), papers=()))
    assert catalogs.load_current() is not first
    assert catalogs.load_current().entity(FID) is None
    assert first.entity(FID) is not None, "who holds the one before may go on with it"


def test_while_another_thread_reads_the_one_before_is_given(tmp_path: Path) -> None:
    build(tmp_path)
    catalogs = Catalogs(tmp_path)
    first = catalogs.load_current()
    build(tmp_path)
    with catalogs._lock:
        assert catalogs.load_current() is first
    assert catalogs.load_current() is not first


def test_without_a_graph_it_says_so_and_goes_on_once_there_is_one(tmp_path: Path) -> None:
    catalogs = Catalogs(tmp_path)
    with pytest.raises(GraphNotFound):
        catalogs.load_current()
    build(tmp_path)
    assert catalogs.load_current().entity(X) is not None


def test_all_routes_share_the_catalogs_of_a_folder(tmp_path: Path) -> None:
    assert find_catalogs(tmp_path) is find_catalogs(tmp_path)
    assert find_catalogs(tmp_path) is not find_catalogs(tmp_path / "other")
