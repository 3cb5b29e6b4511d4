"""A concept map as it is drawn: each node with its name, size, theme and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kg.analyse.incidence import Floats
from kg.model.derived import Community, ConceptMap, MapNode
from kg.model.knowledge import Entity
from kg.model.types import NodeType
from kg.pictures.layout.forces import lay_out
from kg.pictures.selection import Selection
from kg.rdf.iris import make_paper_path

_DOT, _LETTER, _LINE, _GAP = 18.0, 6.6, 20.0, 10.0  # pixels: a point, a letter, a line's height, room after a name
_LARGER = 1.5  # pixels more for a letter of the weightiest
_LONGEST = 34  # letters of a name that are shown
_LABELLED = 150  # nodes that get room for their name; the others show it on zoom


def lay_out_scene(
    selection: Selection,
    entities: Mapping[int, Entity],
    titles: Mapping[str, str],
    communities: Sequence[Community],
    weights: Floats,
    *,
    title: str,
    caption: str,
    focus: str | None,
    side_by_side: bool = False,
) -> ConceptMap:
    """Lay out the selected nodes and links: a node's size grows with its weight, and nodes of a community lie together.

    Args:
        entities: those of the selection, by number.
        titles: of the papers of the selection, by their ids.
        communities: themes, or any other groups of the nodes.
        weights: of every entity. Shape: `(entities,)`.
        side_by_side: whether the communities lie next to each other in their order, not where their links pull them.
    """
    community_of = {entity: c.number for c in communities for entity in c.concepts}
    community_of |= {make_paper_path(paper): c.number for c in communities for paper in c.papers}
    points = [
        *(_make_point(entities[i], share) for i, share in _compute_shares(selection.entities, weights)),
        *(_Point(make_paper_path(paper), "PAPER", titles[paper], 0, 0.0) for paper in selection.papers),
    ]
    number = {point.id: i for i, point in enumerate(points)}
    links = [(number[link.source], number[link.target], link.weight) for link in selection.links]
    groups = np.array([community_of.get(point.id, -1) for point in points], dtype=np.int64)
    boxes = _measure_boxes(points)
    positions = lay_out(len(points), links, groups, boxes=boxes, side_by_side=side_by_side)
    positions[:, 0] -= (boxes[:, 0] - _DOT) / 2  # the name stands to the right of the point
    nodes = [
        MapNode(
            point.id,
            point.type,
            point.name,
            point.papers,
            1.0 if point.id == focus else point.share,
            community_of.get(point.id),
            float(x),
            float(y),
        )
        for point, (x, y) in zip(points, positions, strict=True)
    ]
    node_communities = {node.community for node in nodes}
    return ConceptMap(
        title,
        caption,
        tuple(sorted(nodes, key=lambda node: node.id)),
        tuple(sorted(selection.links, key=lambda link: (link.source, link.target))),
        tuple(community for community in communities if community.number in node_communities),
        focus,
        is_comparison=side_by_side,
    )


class _Point(NamedTuple):
    """A node that has no place yet."""

    id: str
    type: NodeType
    name: str
    papers: int
    share: float  # of the greatest weight, 0 to 1


def _make_point(entity: Entity, share: float) -> _Point:
    return _Point(entity.id, entity.type, entity.name, entity.paper_count, share)


def _compute_shares(entities: Sequence[int], weights: Floats) -> list[tuple[int, float]]:
    """Each entity with its weight scaled to 0 (the least of them) to 1 (the greatest)."""
    if not entities:
        return []
    chosen = weights[list(entities)]
    low, high = float(chosen.min()), float(chosen.max())
    shares = (round((float(weight) - low) / (high - low), 3) if high > low else 1.0 for weight in chosen)
    return list(zip(entities, shares, strict=True))


def _measure_boxes(points: Sequence[_Point]) -> Floats:
    """Width and height of each point in pixels, with its name if it is among the heaviest. Shape: `(points, 2)`."""
    order = sorted(range(len(points)), key=lambda i: (-points[i].share, i))
    labelled = set(order[:_LABELLED])
    widths = [
        _DOT + (min(len(point.name), _LONGEST) * (_LETTER + _LARGER * point.share) + _GAP if i in labelled else 0.0)
        for i, point in enumerate(points)
    ]
    return np.array([(width, _LINE) for width in widths]).reshape(-1, 2)
