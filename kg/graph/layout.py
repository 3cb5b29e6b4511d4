"""Where the nodes of a picture lie: a two-level layout in numpy, the same on every run on one platform.

Each group is laid out alone, force-directed (Fruchterman and Reingold, 1991), its nodes' boxes (a point with its
name) are packed without overlaps, and the groups are then packed themselves in the same way, linked groups near each
other: no names overlap, which forces alone cannot promise. Only elementwise operations and plain reductions are used,
so that no thread count matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Link = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Boxes that keep their places relative to each other."""

    middles: Floats  # boxes x 2
    boxes: Floats  # boxes x 2: width, height


FRAME = (1000.0, 740.0)  # pixels: what a laptop's window leaves for the picture
_STEPS_BUDGET = 3e7  # node pairs times steps
_STEPS = (60, 300)  # at least, at most
_TO_CENTRE = 0.3
_TIGHTNESS = 0.15  # of the places wanted: below 1, boxes compete and end up touching
_STEP = 6.0  # pixels between the places that are tried
_AT_ONCE = 40_000  # distances computed at once
_MARGIN = 28.0  # pixels around a group
_HEADROOM, _HEADING = 20.0, 240.0  # pixels: height and width of a group's name above it
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def layout(
    count: int, links: Sequence[Link], groups: Ints, *, boxes: Floats, frame: tuple[float, float] = FRAME
) -> Floats:
    """Positions of the boxes' middles (count x 2, pixels, the picture's middle at 0, y downwards).

    `links` are (node, node, weight of 0 to 1); `groups` a group number per node, -1 for none; `boxes` the width and
    height that each node needs. The picture has about the shape of `frame`, and its size if the boxes allow.
    """
    if count == 0:
        return np.zeros((0, 2))
    aspect = frame[0] / frame[1]
    teams = [np.flatnonzero(groups == group) for group in sorted({int(g) for g in groups} - {-1})]
    teams += [np.array([node]) for node in np.flatnonzero(groups == -1)]
    team = np.zeros(count, dtype=np.int64)
    inner = np.zeros((count, 2))
    pieces = []
    for number, members in enumerate(teams):
        team[members] = number
        here = {int(node): i for i, node in enumerate(members)}
        among = [(here[a], here[b], w) for a, b, w in links if a in here and b in here]
        each = [Piece(np.zeros((1, 2)), boxes[node : node + 1]) for node in members]
        inner[members] = _arranged(each, among, aspect)
        pieces.append(_piece(inner[members], boxes[members]))
    centres = _arranged(pieces, _between(links, team), aspect)
    return np.round(_spread(inner + centres[team], boxes, frame), 1)


def _piece(positions: Floats, boxes: Floats) -> Piece:
    """A group as one piece: its boxes with a margin, and a box for its name above them."""
    if len(positions) == 1:
        return Piece(positions, boxes + _MARGIN / 2)
    low, high = (positions - boxes / 2).min(axis=0), (positions + boxes / 2).max(axis=0)
    heading = np.array([[(low[0] + high[0]) / 2, low[1] - _HEADROOM]])
    width = min(_HEADING, float(high[0] - low[0]))
    return Piece(np.vstack([positions, heading]), np.vstack([boxes + _MARGIN, [[width, 2 * _HEADROOM]]]))


def _between(links: Sequence[Link], team: Ints) -> list[Link]:
    """How strongly teams are linked, 0 to 1."""
    total: dict[tuple[int, int], float] = {}
    for a, b, weight in links:
        pair = (int(min(team[a], team[b])), int(max(team[a], team[b])))
        if pair[0] != pair[1]:
            total[pair] = total.get(pair, 0.0) + weight
    most = max(total.values(), default=1.0)
    return [(a, b, weight / most) for (a, b), weight in sorted(total.items())]


def _arranged(pieces: Sequence[Piece], links: Sequence[Link], aspect: float) -> Floats:
    """Where to put the pieces: by their links, without overlaps, in about the shape of `aspect`."""
    positions = _forces(_spiral(len(pieces)), links)
    low, high = positions.min(axis=0), positions.max(axis=0)
    area = sum(float(piece.boxes.prod(axis=1).sum()) for piece in pieces)
    height = np.sqrt(area / aspect) * _TIGHTNESS
    wanted = (positions - (low + high) / 2) / np.maximum(high - low, 1e-9) * (height * aspect, height)
    return _placed(wanted, pieces, aspect, reach=2 * np.sqrt(area) + float(max(p.boxes.max() for p in pieces)))


def _placed(wanted: Floats, pieces: Sequence[Piece], aspect: float, *, reach: float) -> Floats:
    """Each piece at the free place nearest to where it is wanted, the middle ones first (as word clouds are packed)."""
    offsets = _offsets(reach, aspect)
    placed = wanted.copy()
    middles, boxes = np.zeros((0, 2)), np.zeros((0, 2))
    for number in np.lexsort((np.arange(len(pieces)), np.round(_distance(wanted, aspect), 6))):
        piece = pieces[number]
        room = (piece.boxes[:, np.newaxis, :] + boxes[np.newaxis, :, :]) / 2
        between = piece.middles[:, np.newaxis, :] - middles[np.newaxis, :, :]
        several = max(1, _AT_ONCE // max(1, room.size))
        for first in range(0, len(offsets), several):
            candidates = wanted[number] + offsets[first : first + several]
            beside = np.abs(between[:, :, 0] + candidates[:, 0, np.newaxis, np.newaxis]) >= room[:, :, 0]
            above = np.abs(between[:, :, 1] + candidates[:, 1, np.newaxis, np.newaxis]) >= room[:, :, 1]
            free = (beside | above).all(axis=(1, 2))
            if free.any():
                placed[number] = candidates[int(free.argmax())]
                break
        middles = np.vstack([middles, piece.middles + placed[number]])
        boxes = np.vstack([boxes, piece.boxes])
    return placed


def _offsets(reach: float, aspect: float) -> Floats:
    """Steps away from a point, the nearest first."""
    side = np.arange(-int(reach / _STEP), int(reach / _STEP) + 1) * _STEP
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    distance = _distance(grid, aspect)
    return np.asarray(grid[np.lexsort((grid[:, 0], grid[:, 1], np.round(distance, 6)))])


def _distance(points: Floats, aspect: float) -> Floats:
    """From the middle, where the picture is `aspect` times wider than high."""
    return np.asarray(np.sqrt((points[:, 0] / aspect) ** 2 + points[:, 1] ** 2))


def _spiral(count: int) -> Floats:
    """Evenly filled disc, the first nodes in its middle; nothing random, and no two points alike."""
    rank = np.arange(count, dtype=np.float64)
    turn = rank * _GOLDEN_ANGLE
    return np.asarray(
        0.5 * np.sqrt((rank + 0.5) / count)[:, np.newaxis] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    )


def _forces(positions: Floats, links: Sequence[Link]) -> Floats:
    count = len(positions)
    steps = int(np.clip(_STEPS_BUDGET / count**2, *_STEPS))
    spacing = 1.0 / np.sqrt(count)
    source = np.array([a for a, _, _ in links], dtype=np.int64)
    target = np.array([b for _, b, _ in links], dtype=np.int64)
    strength = 0.3 + np.array([w for _, _, w in links], dtype=np.float64)
    for step in range(steps):
        delta = positions[:, np.newaxis, :] - positions[np.newaxis, :, :]
        squared = np.maximum((delta * delta).sum(axis=2), 1e-9)
        move = (delta * (spacing**2 / squared)[:, :, np.newaxis]).sum(axis=1) - _TO_CENTRE * positions
        if len(source):
            along = positions[target] - positions[source]
            pull = along * (strength * np.sqrt((along * along).sum(axis=1)) / spacing)[:, np.newaxis]
            np.add.at(move, source, pull)
            np.add.at(move, target, -pull)
        length = np.maximum(np.sqrt((move * move).sum(axis=1)), 1e-9)
        limit = 0.1 * (1 - step / steps) + 1e-4
        positions = positions + move * (np.minimum(length, limit) / length)[:, np.newaxis]
    return positions


def _spread(positions: Floats, boxes: Floats, frame: tuple[float, float]) -> Floats:
    """Centred, and widened to the frame where it is smaller (at most by half); never squeezed."""
    low, high = (positions - boxes / 2).min(axis=0), (positions + boxes / 2).max(axis=0)
    scale = np.clip(np.asarray(frame) / (high - low), 1.0, 1.5)
    return np.asarray((positions - (low + high) / 2) * scale)
