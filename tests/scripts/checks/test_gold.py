"""The floors of the shipped pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.arguments import GOLD
from scripts.checks.gold import FLOORS, find_failures

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("measured", "failures"),
    [
        ({"mention": 0.8, "· task": 0.31}, []),
        ({"mention": 0.79, "· task": 0.31}, ["mention F1 0.79 is below 0.8"]),
        ({"mention": 0.0, "· task": 0.3, "link": 0.0}, ["mention F1 0.0 is below 0.8", "· task F1 0.3 is below 0.31"]),
    ],
)
def test_a_figure_below_its_floor_fails(measured: dict[str, float], failures: list[str]) -> None:
    assert find_failures(measured, {"mention": 0.8, "· task": 0.31}) == failures


@pytest.mark.parametrize("name", FLOORS)
def test_floors_are_of_development_papers(name: str) -> None:
    assert "dev" in name
    assert (ROOT / GOLD / name).is_file()
