from __future__ import annotations

import numpy as np
import pytest

from kg.pictures.layout.forces import FRAME, lay_out

NO_GROUP = -1


def _boxes(count: int) -> np.ndarray:
    return np.array([[60.0 + 7 * (i % 5), 18.0] for i in range(count)])


def _overlaps(positions: np.ndarray, boxes: np.ndarray) -> int:
    delta = np.abs(positions[:, None] - positions[None, :])
    room = (boxes[:, None] + boxes[None, :]) / 2
    clash = (delta < room - 0.11).all(axis=2)  # positions are rounded to a tenth
    return int(np.triu(clash, 1).sum())


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_no_two_boxes_overlap(count: int) -> None:
    links = [(i, (i * 7 + 1) % count, 0.5) for i in range(count) if i != (i * 7 + 1) % count]
    groups = np.arange(count) % 4
    positions = lay_out(count, links, groups, boxes=_boxes(count))
    assert positions.shape == (count, 2)
    assert np.isfinite(positions).all()
    assert _overlaps(positions, _boxes(count)) == 0


def test_nothing_to_lay_out_is_no_error() -> None:
    assert lay_out(0, [], np.zeros(0, dtype=np.int64), boxes=np.zeros((0, 2))).shape == (0, 2)


def test_a_group_lies_together_and_apart_from_the_others() -> None:
    groups = np.repeat([0, 1, 2], 12)
    links = [(i, j, 0.5) for g in range(3) for i in range(12 * g, 12 * g + 12) for j in range(i + 1, 12 * g + 12, 3)]
    positions = lay_out(36, links, groups, boxes=_boxes(36))
    centres = np.array([positions[groups == g].mean(axis=0) for g in range(3)])
    nearest = np.linalg.norm(positions[:, None] - centres[None], axis=2).argmin(axis=1)
    assert (nearest == groups).mean() > 0.9


def test_linked_nodes_lie_nearer_than_others() -> None:
    links = [(i, i + 1, 1.0) for i in range(0, 30, 2)]
    positions = lay_out(30, links, np.zeros(30, dtype=np.int64), boxes=_boxes(30))
    linked = np.mean([np.linalg.norm(positions[a] - positions[b]) for a, b, _ in links])
    every = np.mean([np.linalg.norm(positions[a] - positions[b]) for a in range(30) for b in range(a)])
    assert linked < 0.67 * every


def test_nodes_of_no_group_are_placed_too() -> None:
    positions = lay_out(9, [(0, 8, 1.0)], np.full(9, NO_GROUP), boxes=_boxes(9))
    assert _overlaps(positions, _boxes(9)) == 0


def test_the_same_input_gives_the_same_places() -> None:
    groups = np.arange(50) % 5
    links = [(i, (3 * i + 1) % 50, 0.3) for i in range(50) if i != (3 * i + 1) % 50]
    first = lay_out(50, links, groups, boxes=_boxes(50))
    assert (lay_out(50, links, groups, boxes=_boxes(50)) == first).all()


def test_a_usual_picture_fits_a_laptop_and_is_wider_than_high() -> None:
    groups = np.arange(120) % 8
    links = [(i, (i + 8) % 120, 0.5) for i in range(120)]
    positions = lay_out(120, links, groups, boxes=np.full((120, 2), (110.0, 19.0)))
    width, height = np.ptp(positions, axis=0)
    assert width > height
    assert width < 1.5 * FRAME[0]
    assert height < 1.5 * FRAME[1]
