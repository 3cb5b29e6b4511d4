from __future__ import annotations

import numpy as np
import pytest

from kg.analyse.concepts import (
    backbone,
    concept_links,
    importance,
    incidence,
    information,
    paper_links,
    shared_concepts,
    togetherness,
)
from kg.model.derived import ConceptLink


def test_information_is_the_smoothed_idf_in_bits() -> None:
    assert information(np.array([1, 7, 15]), 15) == pytest.approx(
        [np.log2(16 / 1.5), np.log2(16 / 7.5), np.log2(16 / 15.5)]
    )


def test_what_every_paper_names_tells_nothing_and_never_less() -> None:
    assert information(np.array([3]), 3)[0] == pytest.approx(np.log2(4 / 3.5))
    assert information(np.array([0]), 0)[0] >= 0


def test_importance_is_greatest_between_the_common_and_the_rare() -> None:
    frequencies = np.arange(1, 401)
    best = int(frequencies[importance(frequencies, 400).argmax()])
    assert 10 <= best <= 40  # near the square root of the number of papers
    assert importance(np.array([20]), 400) > importance(np.array([2]), 400)
    assert importance(np.array([20]), 400) > importance(np.array([130]), 400)


def test_shared_concepts_are_in_two_papers_and_the_hub_comes_last(make, two_themes) -> None:
    shared = shared_concepts(two_themes)
    assert {c.entity for c in shared if "only" in c.entity} == set()
    assert [c.weight for c in shared] == sorted((c.weight for c in shared), reverse=True)
    assert {c.entity for c in shared[-2:]} == {"model/large-language-model", "metric/accuracy"}
    assert shared_concepts(make({"a": ["method/x"], "b": ["method/y"]})) == ()
    assert len(shared_concepts(make({"a": ["method/x"], "b": ["method/y"]}), min_papers=1)) == 2


def test_a_mention_that_is_repeated_counts_once(make) -> None:
    table = incidence(make({"a": ["method/x", "method/x"], "b": ["method/x"]}))
    assert table.frequencies.tolist() == [2]
    assert table.matrix.toarray().tolist() == [[1.0], [1.0]]


def test_togetherness_shares_each_paper_out_among_its_pairs(make) -> None:
    table = incidence(make({"a": ["method/x", "method/y"], "b": ["method/x", "method/y", "method/z"], "c": ["task/t"]}))
    counts, told = togetherness(table, np.arange(3))
    bits = information(table.frequencies, 3)
    assert counts.toarray().tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]
    assert told.toarray()[0] == pytest.approx([0, 1.5 * bits[0] * bits[1], 0.5 * bits[0] * bits[2]])


def test_links_name_both_ends_in_order_and_need_shared_papers(make) -> None:
    table = incidence(
        make({"a": ["method/x", "dataset/d"], "b": ["method/x", "dataset/d"], "c": ["method/x", "task/t"], "d": []})
    )
    assert [(k.source, k.target, k.papers) for k in concept_links(table, range(3))] == [
        ("dataset/d", "method/x", 2),
        ("method/x", "task/t", 1),
    ]
    assert [k.target for k in concept_links(table, range(3), min_shared=2)] == ["method/x"]
    assert concept_links(table, []) == ()


def _star(weights: list[float]) -> list[ConceptLink]:
    return [ConceptLink("hub", f"leaf-{i}", 2, weight) for i, weight in enumerate(weights)]


def test_backbone_keeps_what_stands_out_and_each_nodes_best() -> None:
    links = [*_star([1, 1, 1, 1, 20]), ConceptLink("leaf-0", "leaf-1", 2, 5.0)]
    kept = {(k.source, k.target) for k in backbone(links, alpha=0.05)}
    assert ("hub", "leaf-4") in kept  # most of the hub's weight
    assert ("hub", "leaf-2") in kept  # the best, indeed only, link of leaf-2
    assert ("leaf-0", "leaf-1") in kept
    assert ("hub", "leaf-0") not in kept  # neither end needs it


def test_backbone_of_a_larger_alpha_holds_that_of_a_smaller_one(two_themes) -> None:
    links = concept_links(incidence(two_themes), range(len(two_themes.entities)))
    sizes = [set(backbone(links, alpha=alpha)) for alpha in (0.01, 0.2, 0.9)]
    assert sizes[0] <= sizes[1] <= sizes[2] <= set(links)
    assert len(sizes[0]) < len(sizes[2])


def test_papers_are_linked_by_what_tells_most_not_by_the_hub(two_themes) -> None:
    links = paper_links(two_themes, per_paper=3, concepts=1)
    assert links
    assert all(k.source < k.target and 0 < k.weight <= 1 for k in links)
    assert all(not {"model/large-language-model", "metric/accuracy"} & set(k.concepts) for k in links if k.shared > 2)
    across = [k for k in links if k.source.split("-")[0] != k.target.split("-")[0] and k.shared > 2]
    assert across == []


def test_papers_that_share_nothing_telling_are_not_linked(make) -> None:
    hub = {f"p{i}": ["model/hub"] for i in range(9)}
    assert paper_links(make(hub)) == ()


def test_the_links_of_one_paper_are_its_own(two_themes) -> None:
    links = paper_links(two_themes, of="text-03", per_paper=4)
    assert len(links) == 4
    assert all("text-03" in (k.source, k.target) for k in links)
    assert set(links) <= set(paper_links(two_themes, per_paper=4))
    assert paper_links(two_themes, of="unknown") == ()
