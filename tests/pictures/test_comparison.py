from __future__ import annotations

import pytest

from kg.analyse.analysis import Analysis
from kg.model.errors import UsageError
from kg.pictures.comparison import make_comparison
from kg.pictures.concept_map import make_concept_map

PAPERS = {
    "a": ["method/left", "task/shared", "method/only-left"],
    "b": ["method/right", "task/shared", "model/only-right"],
    "c": ["method/left", "method/right", "metric/once"],
    "d": ["method/elsewhere", "task/elsewhere"],
}


def test_concepts_stand_by_whom_they_are_named_with(make) -> None:
    view = make_comparison(Analysis(make(PAPERS)), "method/left", "method/right")
    assert [(c.name, set(c.concepts)) for c in view.communities] == [
        ("only with left", {"method/left", "method/only-left"}),
        ("with both", {"task/shared", "metric/once"}),
        ("only with right", {"method/right", "model/only-right"}),
    ]
    assert [c.papers for c in view.communities] == [("a",), ("c",), ("b",)]
    assert {node.id for node in view.nodes} == {e for c in view.communities for e in c.concepts}
    assert view.is_comparison
    assert not make_concept_map(Analysis(make(PAPERS))).is_comparison


def test_the_two_stand_on_either_side_and_are_the_largest(make) -> None:
    view = make_comparison(Analysis(make(PAPERS)), "method/left", "method/right")
    nodes = {node.id: node for node in view.nodes}
    assert max(nodes[n].x for n in ("method/left", "method/only-left")) < nodes["task/shared"].x
    assert max(nodes[n].x for n in ("task/shared", "metric/once")) < nodes["model/only-right"].x
    others = [node.weight for node in view.nodes if node.id not in ("method/left", "method/right")]
    assert nodes["method/left"].weight == nodes["method/right"].weight == 1.0 > max(others)


def test_lines_join_either_with_what_is_named_with_it(make) -> None:
    view = make_comparison(Analysis(make(PAPERS)), "method/left", "method/right")
    assert {(link.source, link.target): link.papers for link in view.links} == {
        ("method/left", "method/only-left"): ("a",),
        ("method/left", "task/shared"): ("a",),
        ("method/left", "metric/once"): ("c",),
        ("method/right", "task/shared"): ("b",),
        ("method/right", "model/only-right"): ("b",),
        ("method/right", "metric/once"): ("c",),
    }


def test_the_caption_counts(make) -> None:
    view = make_comparison(Analysis(make(PAPERS)), "method/left", "method/right")
    assert view.title == "left and right"
    assert view.caption.startswith(
        "left is named by 2 papers, right by 2 papers, both by 1 paper. 2 concepts are named"
    )


def test_top_limits_what_is_shown(make) -> None:
    many = {f"l{i:02}": ["method/left", f"task/l-{i:02}"] for i in range(30)} | PAPERS
    assert len(make_comparison(Analysis(make(many)), "method/left", "method/right", top=10).nodes) <= 12


def test_two_that_share_nothing_still_make_a_picture(make) -> None:
    view = make_comparison(Analysis(make({"a": ["method/left"], "b": ["method/right"]})), "method/left", "method/right")
    assert [node.id for node in view.nodes] == ["method/left", "method/right"]
    assert view.links == ()


def test_one_entity_cannot_be_compared_with_itself(make) -> None:
    with pytest.raises(UsageError, match="one entity"):
        make_comparison(Analysis(make(PAPERS)), "method/left", "method/left")
