"""The positions of a picture's nodes: a two-level layout in numpy, the same on every run on one platform.

Groups are laid out force-directed (Fruchterman and Reingold, 1991), and the plane is divided among them accordingly:
each has a rectangle of its own, with room for its name above, linked groups near each other. Within it the nodes'
boxes (a point with its name) lie in rows near where the same forces want them: no names overlap, which forces alone
cannot promise, and no part of the picture stays empty. Only elementwise operations and plain reductions are used,
so that no thread count matters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.pictures.layout.packing import pack_rows
from kg.pictures.layout.treemap import Cell, divide

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Link = tuple[int, int, float]


FRAME = (960.0, 690.0)  # pixels: what a laptop's window leaves for the picture
_STEPS_BUDGET = 3e7  # node pairs times steps
_STEPS = (10, 300)  # at least, at most
_MOST_FORCED = 2_000  # nodes of one group; more are left in their order, as nobody can follow their lines
_TO_CENTRE = 0.3
_FILLED = 0.74  # of a cell's area by boxes
_SMALLEST = 0.6  # of the frame, at least
_GROWTH = 1.06  # of a cell whose boxes do not fit
_MARGIN = 18.0  # pixels between a cell's edge and what is in it
_HEADING = 24.0  # pixels above it for the group's name
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def lay_out(
    count: int,
    links: Sequence[Link],
    groups: Ints,
    *,
    boxes: Floats,
    frame: tuple[float, float] = FRAME,
    side_by_side: bool = False,
) -> Floats:
    """Positions of the boxes' middles (count x 2, pixels, the picture's middle at 0, y downwards).

    `links` are (node, node, weight of 0 to 1); `groups` a group number per node, -1 for none; `boxes` the width and
    height that each node needs. The picture has the shape of `frame`, and its size if the boxes allow. Groups
    lie near those that they are linked to, or `side_by_side` in the order of their numbers.
    """
    if count == 0:
        return np.zeros((0, 2))
    numbers = sorted({int(g) for g in groups}, key=lambda g: (g < 0, g))
    members = [np.flatnonzero(groups == number) for number in numbers]
    group_of = np.zeros(count, dtype=np.int64)
    for number, nodes in enumerate(members):
        group_of[nodes] = number
    inner = [
        _even_out(_apply_forces(_make_spiral(len(nodes)), _select_links_within(links, nodes))) for nodes in members
    ]
    centres = _apply_forces(_make_spiral(len(members)), _weigh_links_between(links, group_of))
    if side_by_side:
        centres[:, 0] = np.arange(len(members))
    headed = [number >= 0 and len(nodes) > 1 for number, nodes in zip(numbers, members, strict=True)]
    needs = [_measure_need(boxes[nodes], head) for nodes, head in zip(members, headed, strict=True)]
    while True:
        scale = max(_SMALLEST, float(np.sqrt(sum(needs) / (frame[0] * frame[1]))))
        width, height = frame[0] * scale, frame[1] * scale
        cells = divide(needs, centres, Cell(-width / 2, -height / 2, width, height), upright=side_by_side)
        placed = [
            _pack(wanted, boxes[nodes], cell, head)
            for wanted, nodes, cell, head in zip(inner, members, cells, headed, strict=True)
        ]
        fitting = [positions for positions in placed if positions is not None]
        if len(fitting) == len(placed):
            break
        needs = [n * (_GROWTH if positions is None else 1.0) for n, positions in zip(needs, placed, strict=True)]
    positions = np.zeros((count, 2))
    for nodes, places in zip(members, fitting, strict=True):
        positions[nodes] = places
    low, high = (positions - boxes / 2).min(axis=0), (positions + boxes / 2).max(axis=0)
    return np.asarray(np.round(positions - (low + high) / 2, 1))


def _measure_need(boxes: Floats, headed: bool) -> float:
    """The area that a group's cell should have."""
    area = float(boxes.prod(axis=1).sum()) / _FILLED
    side = float(np.sqrt(area))
    return area + side * (4 * _MARGIN + (_HEADING if headed else 0.0))


def _pack(wanted: Floats, boxes: Floats, cell: Cell, headed: bool) -> Floats | None:
    """The boxes in their cell, a margin around them and room for the group's name above; None if they do not fit."""
    above = _MARGIN + (_HEADING if headed else 0.0)
    room = Cell(cell.left + _MARGIN, cell.top + above, cell.width - 2 * _MARGIN, cell.height - above - _MARGIN)
    if room.width < boxes[:, 0].max() or room.height <= 0:
        return None
    free = np.array([room.width, room.height]) - boxes
    corner = np.array([room.left, room.top])
    return pack_rows(corner + boxes / 2 + np.maximum(free, 0.0) * wanted, boxes, room)


def _even_out(positions: Floats) -> Floats:
    """Positions as shares of the room, 0 to 1, half by distance and half by rank, so that no corner stays empty."""
    if len(positions) == 1:
        return np.full((1, 2), 0.5)
    low, high = positions.min(axis=0), positions.max(axis=0)
    places = (positions - low) / np.maximum(high - low, 1e-9)
    ranks = np.stack([_rank(np.round(positions[:, axis], 6)) for axis in (0, 1)], axis=1)
    return np.asarray((places + ranks / (len(positions) - 1)) / 2)


def _rank(values: Floats) -> Floats:
    ranks = np.zeros(len(values))
    ranks[np.lexsort((np.arange(len(values)), values))] = np.arange(len(values))
    return ranks


def _select_links_within(links: Sequence[Link], nodes: Ints) -> list[Link]:
    """The links within a group, by the nodes' places in it."""
    place = {int(node): i for i, node in enumerate(nodes)}
    return [(place[a], place[b], weight) for a, b, weight in links if a in place and b in place]


def _weigh_links_between(links: Sequence[Link], group_of: Ints) -> list[Link]:
    """Links between groups, by how strongly their nodes are linked, 0 to 1."""
    total: dict[tuple[int, int], float] = {}
    for a, b, weight in links:
        pair = (int(min(group_of[a], group_of[b])), int(max(group_of[a], group_of[b])))
        if pair[0] != pair[1]:
            total[pair] = total.get(pair, 0.0) + weight
    most = max(total.values(), default=1.0)
    return [(a, b, weight / most) for (a, b), weight in sorted(total.items())]


def _make_spiral(count: int) -> Floats:
    """Points that fill a disc evenly, the first ones in its middle; nothing is random, and no two points are alike."""
    rank = np.arange(count, dtype=np.float64)
    turn = rank * _GOLDEN_ANGLE
    return np.asarray(
        0.5 * np.sqrt((rank + 0.5) / count)[:, np.newaxis] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    )


def _apply_forces(positions: Floats, links: Sequence[Link]) -> Floats:
    count = len(positions)
    if count > _MOST_FORCED:
        return positions
    steps = int(np.clip(_STEPS_BUDGET / count**2, *_STEPS))
    spacing = 1.0 / np.sqrt(count)
    source = np.array([a for a, _, _ in links], dtype=np.int64)
    target = np.array([b for _, b, _ in links], dtype=np.int64)
    strength = 0.3 + np.array([w for _, _, w in links], dtype=np.float64)
    for step in range(steps):
        x, y = positions[:, 0], positions[:, 1]
        across, down = x[:, np.newaxis] - x[np.newaxis, :], y[:, np.newaxis] - y[np.newaxis, :]
        push = spacing**2 / np.maximum(across * across + down * down, 1e-9)
        move = np.stack([(across * push).sum(axis=1), (down * push).sum(axis=1)], axis=1) - _TO_CENTRE * positions
        if len(source):
            along = positions[target] - positions[source]
            pull = along * (strength * np.sqrt((along * along).sum(axis=1)) / spacing)[:, np.newaxis]
            np.add.at(move, source, pull)
            np.add.at(move, target, -pull)
        length = np.maximum(np.sqrt((move * move).sum(axis=1)), 1e-9)
        limit = 0.1 * (1 - step / steps) + 1e-4
        positions = positions + move * (np.minimum(length, limit) / length)[:, np.newaxis]
    return positions
