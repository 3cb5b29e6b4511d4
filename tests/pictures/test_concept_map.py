from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kg.analyse.analysis import Analysis
from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.pictures.concept_map import make_concept_map


def _ids(view) -> set[str]:
    return {node.id for node in view.nodes}


def test_the_overview_shows_shared_concepts_each_with_a_link(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes))
    assert {"method/guidance", "method/alignment"} <= _ids(view)
    assert not any("only" in node.id for node in view.nodes)
    linked = {end for link in view.links for end in (link.source, link.target)}
    assert linked == _ids(view)


def test_hubs_that_tell_nothing_weigh_least(two_themes) -> None:
    weights = {node.id: node.weight for node in make_concept_map(Analysis(two_themes)).nodes}
    assert max(weights.values()) == 1.0
    hubs = [weights.get(hub, 0.0) for hub in ("model/large-language-model", "metric/accuracy")]
    assert max(hubs) < min(weights[e] for e in ("method/guidance", "method/alignment", "model/reward-model"))


def test_links_stand_for_papers_that_name_both(two_themes) -> None:
    naming = {f.paper.id: {m.entity for m in f.mentions} for f in two_themes.papers}
    for link in make_concept_map(Analysis(two_themes)).links:
        assert len(link.papers) >= 2
        assert all({link.source, link.target} <= naming[paper] for paper in link.papers)
        assert 0 < link.weight <= 1


def test_the_caption_says_what_is_shown_of_what(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), top=4)
    assert view.caption.startswith(f"{len(view.nodes)} of 32 concepts in 80 papers")
    assert make_concept_map(Analysis(two_themes), types=["DATASET"]).caption.startswith("2 of 2 datasets in 80 papers")


def test_top_and_types_limit_what_is_shown(two_themes) -> None:
    assert len(make_concept_map(Analysis(two_themes), top=3).nodes) <= 3
    assert {node.type for node in make_concept_map(Analysis(two_themes), types=["METHOD", "TASK"]).nodes} == {
        "METHOD",
        "TASK",
    }


def test_a_benchmark_is_a_data_set_that_is_known_as_one(two_themes) -> None:
    entities = tuple(replace(e, is_benchmark=e.id == "dataset/gsm8k") for e in two_themes.entities)
    view = make_concept_map(Analysis(replace(two_themes, entities=entities)), types=["BENCHMARK"])
    assert _ids(view) == {"dataset/gsm8k"}
    assert view.caption.startswith("1 of 1 benchmarks")


def test_around_an_entity_lies_what_papers_name_with_it(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), around="method/guidance")
    assert view.focus == "method/guidance"
    assert "guidance" in view.title
    assert {"method/guidance", "metric/fid"} <= _ids(view)
    assert not {"method/alignment", "task/dialogue"} & _ids(view)
    further = _ids(make_concept_map(Analysis(two_themes), around="method/guidance", depth=2)) - _ids(view)
    assert further  # what papers name with the hub, such as "alignment", though none of them names "guidance"
    assert further <= {m.entity for f in two_themes.papers if f.paper.id.startswith("text") for m in f.mentions}


def test_around_a_concept_of_one_paper(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), around="method/image-only-35")
    assert _ids(view) == {"method/image-only-35", "model/large-language-model", "metric/accuracy"}


def test_the_focus_is_shown_even_where_its_type_is_not_asked_for(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), around="method/guidance", types=["METRIC"])
    assert {node.type for node in view.nodes if node.id != "method/guidance"} == {"METRIC"}


def test_around_a_paper_lies_what_it_names(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), around="paper/image-00")
    assert "paper/image-00" in _ids(view)
    assert {link.target for link in view.links} == {m.entity for m in two_themes.papers[0].mentions}
    assert {link.source for link in view.links} == {"paper/image-00"}


def test_papers_are_shown_with_what_they_name(two_themes) -> None:
    view = make_concept_map(Analysis(two_themes), papers=True, top=5)
    kinds = {node.type for node in view.nodes}
    assert "PAPER" in kinds
    assert len(kinds) > 1
    assert all(link.source.startswith("paper/") and not link.target.startswith("paper/") for link in view.links)
    assert {link.type for link in view.links} == {"mentions"}


@pytest.mark.parametrize("around", ["method/unknown", "paper/unknown", "guidance", ""])
def test_an_unknown_name_is_an_error_that_says_what_to_do(two_themes, around: str) -> None:
    with pytest.raises(NoSuchName, match="kg search"):
        make_concept_map(Analysis(two_themes), around=around)


@pytest.mark.parametrize("papers", [{}, {"a": []}, {"a": ["method/x"]}, {"a": ["method/x", "method/y"]}])
def test_tiny_corpora_give_a_picture(make, papers) -> None:
    view = make_concept_map(Analysis(make(papers)))
    assert _ids(view) == {entity for named in papers.values() for entity in named}


def test_equal_knowledge_gives_an_equal_picture(two_themes: Knowledge) -> None:
    assert make_concept_map(Analysis(two_themes)) == make_concept_map(Analysis(two_themes))


def test_a_top_that_is_asked_for_is_shown_in_full(make) -> None:
    apart = make({f"{name}{i}": [f"method/{name}"] for name in "abcdef" for i in range(3)})
    assert len(make_concept_map(Analysis(apart), top=5).nodes) == 5


def test_every_theme_is_in_the_overview(make) -> None:
    big = {f"b{i:03}": [f"method/b-{j}" for j in range(200) if (i + j) % 7 == 0] for i in range(150)}
    small = {f"s{i}": [f"task/s-{j}" for j in range(12) if (i + j) % 2] for i in range(6)}
    view = make_concept_map(Analysis(make(big | small)))
    task_ids = [node.id for node in view.nodes if node.id.startswith("task/s-")]
    assert 4 <= len(task_ids) < len(view.nodes) / 2


def test_what_is_measured_weighs_less_than_what_it_is_about(make) -> None:
    papers = {f"{i:02}": [f"method/m-{i % 5}", f"metric/q-{i % 5}", f"task/t-{i % 3}"] for i in range(60)}
    weights = {node.id: node.weight for node in make_concept_map(Analysis(make(papers))).nodes}
    assert all(weights[f"metric/q-{i}"] < weights[f"method/m-{i}"] for i in range(5))


def test_names_have_room_beside_each_other(two_themes) -> None:
    nodes = sorted(make_concept_map(Analysis(two_themes)).nodes, key=lambda n: (n.y, n.x))
    for left, right in pairwise(nodes):
        if left.y == right.y:
            assert right.x - left.x > 6 * len(left.name)
