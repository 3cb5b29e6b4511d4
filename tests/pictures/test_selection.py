"""Which nodes and links a picture shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.analyse.incidence import build_incidence
from kg.model.derived import ConceptLink
from kg.model.knowledge import Knowledge
from kg.pictures.selection import (
    Selection,
    drop_fragments,
    find_naming_papers,
    find_neighbourhood,
    has_types,
    name_types,
    rank_by_weight,
    select_concepts,
    select_neighbourhood,
    take_from_each_theme,
    to_map_links,
)
from tests.fixtures.graphs import Make

PAPERS = {"a": ["method/x", "dataset/d"], "b": ["method/x", "dataset/d"], "c": ["method/x", "task/t"], "d": ["task/u"]}
D, X, T, U = range(4)  # the entities' numbers, by id


def test_a_benchmark_is_of_its_own_type_and_a_dataset(make: Make) -> None:
    dataset, method = make(PAPERS).entities[:2]
    benchmark = replace(dataset, is_benchmark=True)
    assert has_types(benchmark.filters, ["BENCHMARK"])
    assert has_types(benchmark.filters, ["DATASET", "TASK"])
    assert not has_types(dataset.filters, ["BENCHMARK"])
    assert not has_types(method.filters, ["DATASET"])
    assert has_types(method.filters, None)


def test_types_are_named_in_the_plural() -> None:
    assert name_types(["METRIC", "BENCHMARK"]) == "benchmarks and metrics"
    assert name_types(None) == "concepts"


def test_shared_concepts_are_ranked_and_others_only_where_none_is_shared(make: Make) -> None:
    incidence = build_incidence(make(PAPERS))
    assert rank_by_weight([D, X, T, U], incidence.corpus_weights * [1, 0, 9, 9], incidence) == [D, X]
    assert rank_by_weight([T, U], incidence.corpus_weights * [1, 1, 1, 2], incidence) == [U, T]


def test_a_small_theme_takes_places_of_a_large_one() -> None:
    ranked = list(range(40))
    themes = {i: 0 if i < 30 else 1 for i in ranked}
    taken = take_from_each_theme(ranked[:20], ranked, themes)
    assert len(taken) == 20
    assert sum(themes[i] == 1 for i in taken) == 9
    assert take_from_each_theme(ranked[:3], ranked, themes) == [0, 1, 2]  # no room for some of each


def test_a_theme_of_a_few_points_is_dropped_with_its_links(make: Make) -> None:
    knowledge = make({"a": [f"method/{i}" for i in range(7)]})
    naming = find_naming_papers(build_incidence(knowledge), range(7))
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]
    links = to_map_links([ConceptLink(f"method/{a}", f"method/{b}", 1, 1.0) for a, b in pairs], naming)
    themes = dict.fromkeys(range(4), 0) | dict.fromkeys(range(4, 7), 1)
    selection = drop_fragments(Selection(tuple(range(7)), links), build_incidence(knowledge), themes)
    assert selection.entities == (0, 1, 2, 3)
    assert [(link.source, link.target) for link in selection.links] == [
        (f"method/{a}", f"method/{b}") for a, b in pairs[:3]
    ]


@pytest.mark.parametrize(("depth", "found"), [(1, [D, X]), (2, [D, X, T])])
def test_a_neighbourhood_grows_ring_by_ring(make: Make, depth: int, found: list[int]) -> None:
    assert find_neighbourhood(build_incidence(make(PAPERS)), [D, X, T, U], [D], depth=depth) == found


def test_a_neighbourhood_of_a_given_size_leaves_room_for_the_rings_after(two_themes: Knowledge) -> None:
    incidence = build_incidence(two_themes)
    root = incidence.entities.index("method/guidance")
    everything = range(len(incidence.entities))
    assert len(find_neighbourhood(incidence, everything, [root], top=7, depth=2)) == 7
    assert find_neighbourhood(incidence, everything, [root], top=1) == [root]


def test_concepts_without_a_link_stay_only_if_asked_for(make: Make) -> None:
    knowledge = make(PAPERS)
    incidence = build_incidence(knowledge)
    assert select_concepts(incidence, [D, X, U], linked_only=True).entities == (D, X)
    assert select_concepts(incidence, [D, X, U], linked_only=False).entities == (D, X, U)


def test_links_are_relative_to_the_strongest_and_have_the_papers_of_both(make: Make) -> None:
    naming = find_naming_papers(build_incidence(make(PAPERS)), [D, X, T])
    links = [ConceptLink("dataset/d", "method/x", 2, 4.0), ConceptLink("method/x", "task/t", 1, 1.0)]
    assert [(link.weight, link.papers) for link in to_map_links(links, naming)] == [(1.0, ("a", "b")), (0.25, ("c",))]


def test_all_links_of_the_root_are_shown(make: Make) -> None:
    knowledge = make({"a": [f"method/{i}" for i in range(6)]})
    selection = select_neighbourhood(build_incidence(knowledge), list(range(6)), 0)
    assert {f"method/{i}" for i in range(1, 6)} == {k.target for k in selection.links if k.source == "method/0"}
