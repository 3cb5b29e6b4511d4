"""What a page can open is the same whether it is read from the store or chosen from all that is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.bounds.doubt import set_apart
from kg.model.knowledge import EntityRelation, Knowledge
from kg.pictures.concept_map import make_concept_map
from kg.pictures.pages import map_payload, stored_contents
from kg.pictures.pages.map_payload import assemble_payload, build_map_payload
from kg.pictures.pages.stored_contents import read_contents
from kg.pictures.stored_analysis import StoredAnalysis
from tests.fixtures.results import result
from tests.pictures.test_stored_analysis import BOUNDS, keeping

AROUND = "method/guidance"


@pytest.mark.parametrize("papers", [False, True])
@pytest.mark.parametrize("entities", [100, 31, 12, 3])
@pytest.mark.parametrize("opened", [1000, 7])
def test_a_page_has_the_same_contents(
    two_themes: Knowledge, monkeypatch: pytest.MonkeyPatch, papers: bool, entities: int, opened: int
) -> None:
    """Also where there are more entities or papers than a page can hold."""
    for module in (map_payload, stored_contents):
        monkeypatch.setattr(module, "MOST_ENTITIES", entities)
        monkeypatch.setattr(module, "MOST_PAPERS", opened)
    with keeping(two_themes, BOUNDS) as (store, computed):
        view = make_concept_map(computed, around=AROUND, papers=papers)
        kept = StoredAnalysis(store, BOUNDS)
        assert make_concept_map(kept, around=AROUND, papers=papers) == view
        apart = set_apart(two_themes, BOUNDS)
        payload = build_map_payload(view, apart.sure, apart.doubtful.papers)
        assert len(payload["entities"]) == min(entities, len(two_themes.entities))
        assert assemble_payload(view, read_contents(view, kept)) == payload


def test_relations_between_entities_are_those_of_the_page(two_themes: Knowledge) -> None:
    first, second, *_ = (entity.id for entity in two_themes.entities)
    linked = Knowledge(
        two_themes.papers, two_themes.entities, (EntityRelation("variantOf", first, second, "size", (), 1.0),)
    )
    with keeping(linked, BOUNDS) as (store, computed):
        view = make_concept_map(computed, around=AROUND)
        payload = assemble_payload(view, read_contents(view, StoredAnalysis(store, BOUNDS)))
        assert payload["hierarchy"] == build_map_payload(view, linked)["hierarchy"] != []


def test_doubtful_results_are_kept_apart_paper_by_paper(two_themes: Knowledge) -> None:
    papers = list(two_themes.papers)
    for place in (1, 2, 40):
        scores = (0.9, 0.3) if place == 2 else (0.3,)
        results = tuple(result("2", start=i, end=i + 1, metric="metric/fid", score=s) for i, s in enumerate(scores))
        papers[place] = replace(papers[place], results=results)
    knowledge = replace(two_themes, papers=tuple(papers))
    with keeping(knowledge, BOUNDS) as (store, computed):
        view = make_concept_map(computed, around=AROUND)
        apart = set_apart(knowledge, BOUNDS)
        payload = build_map_payload(view, apart.sure, apart.doubtful.papers)
        assert sum(len(row[-1]) for row in payload["papers"]) == 3
        assert assemble_payload(view, read_contents(view, StoredAnalysis(store, BOUNDS))) == payload
