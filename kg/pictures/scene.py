"""What a picture shows, with its place: names, sizes, themes, and the layout of all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.analyse.concepts import Floats
from kg.model.derived import Community, ConceptMap, MapNode
from kg.model.knowledge import Entity, Knowledge
from kg.pictures.layout.forces import layout
from kg.pictures.selection import Selection
from kg.rdf.iris import make_paper_path

_DOT, _LETTER, _LINE, _GAP = 18.0, 6.6, 20.0, 10.0  # pixels: a point, a letter, a line's height, room after a name
_LARGER = 1.5  # pixels more for a letter of the weightiest
_LONGEST = 34  # letters of a name that are shown
_LABELLED = 150  # nodes that get room for their name; the others show it on zoom


def drawn(
    knowledge: Knowledge,
    selection: Selection,
    found: Sequence[Community],
    weight: Floats,
    *,
    title: str,
    caption: str,
    focus: str | None,
    side_by_side: bool = False,
) -> ConceptMap:
    """The selection as a picture: a node is as large as its `weight`, and lies with those of its community.

    `found` are the communities, or whatever else groups the nodes; `side_by_side` puts them next to each other in
    their order.
    """
    home = {entity: c.number for c in found for entity in c.concepts}
    home |= {make_paper_path(paper): c.number for c in found for paper in c.papers}
    shares = _shares(weight[list(selection.entities)])
    titles = {f.paper.id: f.paper.title for f in knowledge.papers}
    shown: list[tuple[Entity | str, float]] = [
        (knowledge.entities[i], share) for i, share in zip(selection.entities, shares, strict=True)
    ]
    shown += [(paper, 0.0) for paper in selection.papers]
    ids = [make_paper_path(e) if isinstance(e, str) else e.id for e, _ in shown]
    number = {node: i for i, node in enumerate(ids)}
    links = [(number[k.source], number[k.target], k.weight) for k in selection.links]
    shares = [share for _, share in shown]
    names = [titles[e] if isinstance(e, str) else e.name for e, _ in shown]
    groups = np.array([home.get(node, -1) for node in ids], dtype=np.int64)
    boxes = _boxes(names, shares)
    positions = layout(len(ids), links, groups, boxes=boxes, side_by_side=side_by_side)
    positions[:, 0] -= (boxes[:, 0] - _DOT) / 2  # the name stands to the right of the point
    nodes = [
        MapNode(
            node,
            "PAPER" if isinstance(e, str) else e.type,
            name,
            0 if isinstance(e, str) else e.paper_count,
            1.0 if node == focus else share,
            home.get(node),
            float(x),
            float(y),
        )
        for node, (e, share), name, (x, y) in zip(ids, shown, names, positions, strict=True)
    ]
    shown_communities = {node.community for node in nodes}
    return ConceptMap(
        title,
        caption,
        tuple(sorted(nodes, key=lambda n: n.id)),
        tuple(sorted(selection.links, key=lambda k: (k.source, k.target))),
        tuple(c for c in found if c.number in shown_communities),
        focus,
        compared=side_by_side,
    )


def _shares(weights: Floats) -> list[float]:
    """Weights as shown: 0 for the least of them, 1 for the greatest."""
    if not len(weights):
        return []
    low, high = float(weights.min()), float(weights.max())
    return [round((float(w) - low) / (high - low), 3) if high > low else 1.0 for w in weights]


def _boxes(names: Sequence[str], shares: Sequence[float]) -> Floats:
    """What each node needs: the weightiest a line of text, the others a dot."""
    labelled = set(sorted(range(len(names)), key=lambda i: (-shares[i], i))[:_LABELLED])
    return np.array(
        [
            (
                _DOT + (min(len(name), _LONGEST) * (_LETTER + _LARGER * shares[i]) + _GAP if i in labelled else 0.0),
                _LINE,
            )
            for i, name in enumerate(names)
        ]
    ).reshape(-1, 2)
