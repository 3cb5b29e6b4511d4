"""What is known of each entity, as the last finished build has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.model.errors import GraphNotFound
from kg.model.knowledge import EntityId, EntityRelation, Knowledge, Relation
from kg.serve.pages.catalog import PaperName, make_catalog_opener
from tests.fixtures.stored import KNOWLEDGE, write_knowledge

X, FID = EntityId("method/x"), EntityId("metric/fid")
DENIED = Relation("proposes", FID, 0, 1, 0, 4, 0.25, True, "title")
BROADER = EntityRelation("broader", X, FID, "", (), 1.0)
FIRST, SECOND = KNOWLEDGE.papers
ODD = replace(FIRST, paper=replace(FIRST.paper, id="a b/%", title="Odd"))
SAMPLE = replace(
    KNOWLEDGE,
    papers=(ODD, replace(FIRST, relations=(*FIRST.relations, DENIED)), SECOND),
    entity_relations=(BROADER, *KNOWLEDGE.entity_relations),
)


def build(folder: Path, knowledge: Knowledge = SAMPLE) -> None:
    write_knowledge(folder, knowledge)


def test_entities_are_found_by_their_identifiers_and_papers_by_what_they_propose(tmp_path: Path) -> None:
    build(tmp_path)
    with make_catalog_opener(tmp_path)() as catalog:
        entity = catalog.entity(X)
        assert entity is not None
        assert (entity.id, entity.name) == (X, "X")
        papers = [PaperName("paper/~a%20b/%25", "Odd"), PaperName("paper/p1", "X: a")]
        assert catalog.list_proposed_by(X) == papers
        assert catalog.list_proposed_by(FID) == [], "it was denied"
        for paper in papers:
            found = catalog.find_proposing(paper.id)
            assert found is not None
            assert (found[0], [proposed.id for proposed in found[1]]) == (paper, [X])


@pytest.mark.parametrize("identifier", ["", "p1", "paper/", "paper/none", "paper/p2", "paper/a b/%", X])
def test_what_is_no_paper_that_proposes_something(tmp_path: Path, identifier: str) -> None:
    build(tmp_path)
    with make_catalog_opener(tmp_path)() as catalog:
        assert catalog.find_proposing(identifier) is None


def test_a_broader_thing_has_its_narrower_one_and_no_other_relation_is_turned_round(tmp_path: Path) -> None:
    build(tmp_path)
    with make_catalog_opener(tmp_path)() as catalog:
        related = {
            (entity.id, relation): [other.id for other in others]
            for entity in SAMPLE.entities
            for relation in ("broader", "narrower", "variantOf", "basedOn")
            if (others := catalog.list_related(entity.id, relation))
        }
    assert related == {(X, "broader"): [FID], (FID, "narrower"): [X]}, "the other end of variantOf is no entity"


@pytest.mark.parametrize(
    "identifier", ["", "X", "method/none", "paper/p1", "metric/FID"]
)  # names, papers, another case
def test_what_is_no_identifier_of_an_entity_finds_none(tmp_path: Path, identifier: str) -> None:
    build(tmp_path)
    with make_catalog_opener(tmp_path)() as catalog:
        assert catalog.entity(identifier) is None


def test_it_is_that_of_one_build_until_it_is_closed_and_then_of_the_next(tmp_path: Path) -> None:
    build(tmp_path)
    opened = make_catalog_opener(tmp_path)
    with opened() as first:
        build(tmp_path, replace(SAMPLE, entities=SAMPLE.entities[:1], entity_relations=(), papers=()))
        assert first.entity(FID) is not None
        with opened() as second:
            assert second.entity(FID) is None


def test_without_a_graph_it_says_so_and_goes_on_once_there_is_one(tmp_path: Path) -> None:
    opened = make_catalog_opener(tmp_path)
    with pytest.raises(GraphNotFound), opened():
        pass
    build(tmp_path)
    with opened() as catalog:
        assert catalog.entity(X) is not None
