from __future__ import annotations

import numpy as np
import pytest

from kg.pictures.layout.packing import pack_rows
from kg.pictures.layout.treemap import Cell

CELL = Cell(10.0, 20.0, 200.0, 100.0)


def test_a_box_lies_where_it_is_wanted_in_the_nearest_row() -> None:
    placed = pack_rows(np.array([[110.0, 52.0]]), np.array([[40.0, 20.0]]), CELL)
    assert placed is not None
    [[x, y]] = placed
    assert (x, y) == (110.0, 50.0)  # five rows of twenty pixels; the second's middle is at 50


@pytest.mark.parametrize("wanted", [(0.0, 0.0), (500.0, 500.0), (110.0, 70.0)])
def test_boxes_wanted_at_one_place_lie_beside_each_other_within_the_cell(wanted: tuple[float, float]) -> None:
    boxes = np.array([[50.0 + i % 3, 20.0] for i in range(15)])
    placed = pack_rows(np.tile(wanted, (15, 1)), boxes, CELL)
    assert placed is not None
    low, high = placed - boxes / 2, placed + boxes / 2
    assert (low >= (CELL.left, CELL.top)).all()
    assert (high <= (CELL.left + CELL.width, CELL.top + CELL.height)).all()
    for i in range(15):
        for j in range(i):
            assert (low[i] >= high[j] - 1e-9).any() or (low[j] >= high[i] - 1e-9).any()


@pytest.mark.parametrize(("x", "expected"), [(20.0, 65.0), (60.0, 100.0), (120.0, 160.0), (200.0, 155.0)])
def test_the_nearest_gap_on_either_side_is_taken(x: float, expected: float) -> None:
    boxes = np.array([[50.0, 20.0], [30.0, 20.0]])  # the wider is set first, and the other beside it
    placed = pack_rows(np.array([[x, 10.0], [x, 10.0]]), boxes, Cell(0.0, 0.0, 220.0, 20.0))
    assert placed is not None
    assert placed[:, 0].tolist() == [min(max(x, 25.0), 195.0), expected]


def test_what_does_not_fit_is_told() -> None:
    assert pack_rows(np.zeros((1, 2)), np.array([[201.0, 20.0]]), CELL) is None
    assert pack_rows(np.zeros((1, 2)), np.array([[20.0, 101.0]]), CELL) is None
    assert pack_rows(np.zeros((11, 2)), np.full((11, 2), (100.0, 20.0)), CELL) is None
    none = pack_rows(np.zeros((0, 2)), np.zeros((0, 2)), CELL)
    assert none is not None
    assert none.shape == (0, 2)
