"""A treemap: the plane of a picture divided among groups. Each gets a rectangle, near those that it is linked to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_WIDE = 2.6  # a cell is cut upright where it is wider than this many times its height: names are wide


class Cell(NamedTuple):
    """A rectangle, in pixels, y downwards."""

    left: float
    top: float
    width: float
    height: float


def divide(needs: Sequence[float], centres: Floats, frame: Cell, *, upright: bool = False) -> list[Cell]:
    """A cell for each group; its area is in proportion to the group's need.

    The frame is cut in two again and again, each time in the order in which the `centres` (groups x 2) lie along the
    cut, so that groups which lie near each other get cells near each other. `upright` makes every cut upright,
    so that the cells stand side by side.
    """
    cells = [frame] * len(needs)
    _cut(list(range(len(needs))), needs, centres, frame, 0.0 if upright else _WIDE, cells)
    return cells


def _cut(
    groups: list[int], needs: Sequence[float], centres: Floats, cell: Cell, wide: float, cells: list[Cell]
) -> None:
    if len(groups) < 2:
        for group in groups:
            cells[group] = cell
        return
    upright = cell.width > wide * cell.height
    axis = 0 if upright else 1
    order = sorted(groups, key=lambda group: (round(float(centres[group, axis]), 6), group))
    total = sum(needs[group] for group in order)
    shares = np.cumsum([needs[group] for group in order])[:-1] / total
    first = int(np.argmin(np.round(np.abs(shares - 0.5), 9))) + 1
    share = float(shares[first - 1])
    if upright:
        near = cell._replace(width=cell.width * share)
        far = Cell(cell.left + near.width, cell.top, cell.width - near.width, cell.height)
    else:
        near = cell._replace(height=cell.height * share)
        far = Cell(cell.left, cell.top + near.height, cell.width, cell.height - near.height)
    _cut(order[:first], needs, centres, near, wide, cells)
    _cut(order[first:], needs, centres, far, wide, cells)
