from __future__ import annotations

import numpy as np
import pytest

from kg.pictures.layout.treemap import Cell, divide

FRAME = Cell(-500.0, -300.0, 1000.0, 600.0)


def _area(cell: Cell) -> float:
    return cell.width * cell.height


def _overlap(a: Cell, b: Cell) -> float:
    wide = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
    high = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
    return max(0.0, wide) * max(0.0, high)


@pytest.mark.parametrize("needs", [[1.0], [1.0, 3.0], [5.0, 1.0, 1.0, 2.0, 9.0, 4.0, 4.0]])
def test_the_frame_is_divided_in_proportion_without_overlaps(needs: list[float]) -> None:
    centres = np.array([[np.cos(i), np.sin(i)] for i in range(len(needs))])
    cells = divide(needs, centres, FRAME)
    assert [_area(cell) for cell in cells] == pytest.approx([n / sum(needs) * _area(FRAME) for n in needs])
    assert sum(_overlap(a, b) for i, a in enumerate(cells) for b in cells[:i]) == pytest.approx(0.0, abs=1e-6)


def test_groups_lie_in_the_order_of_their_centres() -> None:
    centres = np.array([[0.0, 0.9], [0.0, 0.1], [0.0, 0.5]])
    low, high, middle = divide([1.0, 1.0, 1.0], centres, Cell(0.0, 0.0, 300.0, 600.0))
    assert high.top < middle.top < low.top


def test_cells_stand_side_by_side_where_asked() -> None:
    centres = np.array([[2.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    last, first, middle = divide([1.0, 1.0, 1.0], centres, Cell(0.0, 0.0, 300.0, 600.0), upright=True)
    assert [cell.left for cell in (first, middle, last)] == pytest.approx([0.0, 100.0, 200.0])
    assert {cell.height for cell in (first, middle, last)} == {600.0}


def test_nothing_to_divide_is_no_error() -> None:
    assert divide([], np.zeros((0, 2)), FRAME) == []
