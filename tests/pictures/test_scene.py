"""A concept map as it is drawn."""

from __future__ import annotations

import numpy as np

from kg.model.derived import Community, MapLink
from kg.pictures.scene import lay_out_scene
from kg.pictures.selection import Selection
from tests.fixtures.graphs import Make

PAPERS = {"a": ["method/x", "dataset/d"], "b": ["method/x", "task/t"]}


def test_nodes_have_their_share_of_the_weight_their_theme_and_a_place(make: Make) -> None:
    knowledge = make(PAPERS)  # entities: dataset/d, method/x, task/t
    theme = Community(3, "theme", ("dataset/d", "method/x"), ("a",))
    unseen = Community(4, "unseen", ("task/t",), ())
    links = (MapLink("dataset/d", "method/x", "shared papers", 1.0, ("a",)),)
    scene = lay_out_scene(
        Selection((0, 1), links),
        dict(enumerate(knowledge.entities)),
        {},
        (theme, unseen),
        np.array([1.0, 3.0, 9.0]),
        title="T",
        caption="C",
        focus=None,
    )
    assert [(node.id, node.weight, node.community) for node in scene.nodes] == [
        ("dataset/d", 0.0, 3),
        ("method/x", 1.0, 3),
    ]
    assert scene.communities == (theme,)
    assert scene.links == links
    assert len({(node.x, node.y) for node in scene.nodes}) == 2


def test_the_focus_is_as_large_as_the_heaviest_and_papers_are_nodes(make: Make) -> None:
    knowledge = make(PAPERS)
    scene = lay_out_scene(
        Selection((0, 1), (), ("b",)),
        dict(enumerate(knowledge.entities)),
        {"b": "b"},
        (),
        np.array([1.0, 3.0, 0.0]),
        title="T",
        caption="C",
        focus="dataset/d",
    )
    assert {node.id: (node.type, node.weight) for node in scene.nodes} == {
        "dataset/d": ("DATASET", 1.0),
        "method/x": ("METHOD", 1.0),
        "paper/b": ("PAPER", 0.0),
    }


def test_communities_stand_side_by_side_in_their_order(make: Make) -> None:
    knowledge = make({"a": ["method/x", "dataset/d", "task/t"]})
    sides = tuple(Community(i, str(i), (entity,), ()) for i, entity in enumerate(("task/t", "method/x", "dataset/d")))
    scene = lay_out_scene(
        Selection((0, 1, 2), ()),
        dict(enumerate(knowledge.entities)),
        {},
        sides,
        np.ones(3),
        title="T",
        caption="C",
        focus=None,
        side_by_side=True,
    )
    assert scene.is_comparison
    assert [node.id for node in sorted(scene.nodes, key=lambda node: node.x)] == ["task/t", "method/x", "dataset/d"]


def test_an_empty_selection_is_an_empty_scene() -> None:
    scene = lay_out_scene(Selection((), ()), {}, {}, (), np.ones(3), title="T", caption="C", focus=None)
    assert (scene.nodes, scene.links) == ((), ())
