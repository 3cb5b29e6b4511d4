"""Row packing: puts boxes into rows of a cell, each as near as possible to its wanted place, without overlap."""

from __future__ import annotations

from bisect import bisect, insort

import numpy as np

from kg.pictures.layout.treemap import Cell, Floats

_UP_COSTS = 1.6  # a pixel up or down next to one sideways: the eye follows a row


def pack_rows(wanted: Floats, boxes: Floats, cell: Cell) -> Floats | None:
    """Middles of the boxes (count x 2) within the cell, or None where they do not fit.

    Args:
        wanted: the wanted middle of each box, in the coordinates of the cell.
        boxes: width and height of each; the widest is set first, since it finds a place least easily.
    """
    if not len(boxes):
        return np.zeros((0, 2))
    line = float(boxes[:, 1].max())
    count = int(cell.height // line)
    if count == 0:
        return None
    pitch = cell.height / count
    middles = [cell.top + (row + 0.5) * pitch for row in range(count)]
    taken: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    placed = np.zeros((len(boxes), 2))
    for number in np.lexsort((np.arange(len(boxes)), -np.round(boxes[:, 0], 6))):
        x, y = (float(value) for value in wanted[number])
        width = float(boxes[number, 0])
        best: tuple[float, int, float] | None = None
        for row in sorted(range(count), key=lambda r: (abs(middles[r] - y), r)):
            up = _UP_COSTS * abs(middles[row] - y)
            if best is not None and up >= best[0]:
                break
            left = _find_nearest(taken[row], x - width / 2, width, cell)
            if left is not None and (best is None or abs(left + width / 2 - x) + up < best[0]):
                best = (abs(left + width / 2 - x) + up, row, left)
        if best is None:
            return None
        _, row, left = best
        insort(taken[row], (left, left + width))
        placed[number] = (left + width / 2, middles[row])
    return placed


def _find_nearest(taken: list[tuple[float, float]], left: float, width: float, cell: Cell) -> float | None:
    """The free place for a box in a row that is nearest to `left`, if there is one."""
    right = cell.left + cell.width
    at = bisect(taken, (left, left))
    best: float | None = None
    for after in range(at, len(taken) + 1):  # the gap before the box `after`, going right
        low = taken[after - 1][1] if after else cell.left
        high = taken[after][0] if after < len(taken) else right
        if high - low >= width:
            best = min(max(left, low), high - width)
            break
    for after in range(at - 1, -1, -1):  # and going left
        low = taken[after - 1][1] if after else cell.left
        high = taken[after][0]
        if best is not None and left - (high - width) >= abs(best - left):
            break
        if high - low >= width:
            return min(max(left, low), high - width)
    return best
