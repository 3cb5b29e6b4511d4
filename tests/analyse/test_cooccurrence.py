from __future__ import annotations

import numpy as np
import pytest

from kg.analyse.cooccurrence import count_cooccurrence, count_cooccurrence_with, keep_backbone, link_concepts
from kg.analyse.incidence import build_incidence
from kg.model.derived import ConceptLink


def test_cooccurrence_shares_each_paper_out_among_its_pairs(make) -> None:
    incidence = build_incidence(
        make({"a": ["method/x", "method/y"], "b": ["method/x", "method/y", "method/z"], "c": ["task/t"]})
    )
    _, counts, weights = count_cooccurrence(incidence, np.arange(3))
    bits = incidence.information
    assert counts.toarray().tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]
    assert weights.toarray()[0] == pytest.approx([0, 1.5 * bits[0] * bits[1], 0.5 * bits[0] * bits[2]])


def test_links_name_both_ends_in_order_and_need_shared_papers(make) -> None:
    incidence = build_incidence(
        make({"a": ["method/x", "dataset/d"], "b": ["method/x", "dataset/d"], "c": ["method/x", "task/t"], "d": []})
    )
    assert [
        (k.source, k.target, k.papers) for k in link_concepts(incidence, count_cooccurrence(incidence, range(3)))
    ] == [
        ("dataset/d", "method/x", 2),
        ("method/x", "task/t", 1),
    ]
    assert [k.target for k in link_concepts(incidence, count_cooccurrence(incidence, range(3)), min_papers=2)] == [
        "method/x"
    ]
    assert link_concepts(incidence, count_cooccurrence(incidence, [])) == ()


def _star(weights: list[float]) -> list[ConceptLink]:
    return [ConceptLink("hub", f"leaf-{i}", 2, weight) for i, weight in enumerate(weights)]


def test_backbone_keeps_what_stands_out_and_each_nodes_best() -> None:
    links = [*_star([1, 1, 1, 1, 20]), ConceptLink("leaf-0", "leaf-1", 2, 5.0)]
    backbone = {(k.source, k.target) for k in keep_backbone(links, alpha=0.05)}
    assert ("hub", "leaf-4") in backbone  # most of the hub's weight
    assert ("hub", "leaf-2") in backbone  # the best, indeed only, link of leaf-2
    assert ("leaf-0", "leaf-1") in backbone
    assert ("hub", "leaf-0") not in backbone  # neither end needs it


def test_backbone_of_a_larger_alpha_holds_that_of_a_smaller_one(two_themes) -> None:
    incidence = build_incidence(two_themes)
    links = link_concepts(incidence, count_cooccurrence(incidence, range(len(two_themes.entities))))
    sizes = [set(keep_backbone(links, alpha=alpha)) for alpha in (0.01, 0.2, 0.9)]
    assert sizes[0] <= sizes[1] <= sizes[2] <= set(links)
    assert len(sizes[0]) < len(sizes[2])


def test_cooccurrence_with_a_few_is_rows_of_the_whole_matrix(two_themes) -> None:
    incidence = build_incidence(two_themes)
    _, counts, weights = count_cooccurrence(incidence, range(len(incidence.entities)))
    ends = [2, 5]
    some_counts, some_weights = count_cooccurrence_with(incidence, ends)
    others = [i for i in range(len(incidence.entities)) if i not in ends]
    assert some_counts[others].tolist() == counts[ends].toarray().sum(axis=0)[others].tolist()
    assert some_weights[others] == pytest.approx(weights[ends].toarray().sum(axis=0)[others])
    assert not some_counts[ends].any()
    assert not some_weights[ends].any()
