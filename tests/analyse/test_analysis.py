from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.analyse import analysis as module
from kg.analyse.analysis import Analysis
from kg.model.knowledge import Knowledge


def test_links_stand_for_two_papers_or_more_and_communities_for_themes(two_themes: Knowledge) -> None:
    derived = Analysis(two_themes).derived
    assert derived.links
    assert all(link.papers >= 2 and link.weight > 0 and link.source < link.target for link in derived.links)
    papers = {facts.paper.id: {m.entity for m in facts.mentions} for facts in two_themes.papers}
    for link in derived.links:
        assert sum({link.source, link.target} <= named for named in papers.values()) == link.papers
    assert [community.number for community in derived.communities] == list(range(len(derived.communities)))


def test_each_figure_is_computed_once_however_often_it_is_asked_for(
    two_themes: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("build_incidence", "count_cooccurrence", "find_communities", "link_concepts", "keep_backbone"):
        monkeypatch.setattr(module, name, _counting(calls, name, getattr(module, name)))
    analysis = Analysis(two_themes)
    assert calls == []
    for _ in range(2):
        assert analysis.derived.links == analysis.links
        assert len(analysis.theme_weights) == len(two_themes.entities)
    assert sorted(calls) == sorted(set(calls))
    assert len(calls) == 5


def _counting(calls: list[str], name: str, function: Callable[..., object]) -> Callable[..., object]:
    def call(*positional: object, **named: object) -> object:
        calls.append(name)
        return function(*positional, **named)

    return call


def test_cooccurrences_are_let_go_when_nothing_needs_them_any_more(two_themes: Knowledge) -> None:
    analysis, whole = Analysis(two_themes), Analysis(two_themes)
    analysis.release_cooccurrence()  # there are none yet
    assert analysis.derived == whole.derived
    analysis.release_cooccurrence()
    assert "cooccurrence" not in vars(analysis)
    assert analysis.theme_weights.tolist() == whole.theme_weights.tolist()
    assert "cooccurrence" not in vars(analysis)


def test_records_are_found_by_number_and_identifier(two_themes: Knowledge) -> None:
    analysis = Analysis(two_themes)
    assert analysis.find_entities([2, 0]) == {0: two_themes.entities[0], 2: two_themes.entities[2]}
    assert analysis.find_papers([two_themes.papers[3].paper.id, "none", two_themes.papers[1].paper.id]) == [
        two_themes.papers[1],
        two_themes.papers[3],
    ]
    assert analysis.filters[0] == two_themes.entities[0].filters
