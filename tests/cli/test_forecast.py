from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli.forecast import Forecast, format_duration


class Usage(NamedTuple):
    """What `shutil.disk_usage` returns."""

    total: int
    used: int
    free: int


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 50_000_000_000))
    return Clock()


def test_disk_is_told_before_and_time_after_the_first_texts(clock: Clock, tmp_path: Path) -> None:
    forecast = Forecast(tmp_path, clock)
    assert list(forecast.tell("reading", 0, 0)) == []
    (disk,) = forecast.tell("extracting", 0, 100_000)
    assert disk == f"100,000 texts to read. {tmp_path} will take about 24 GB more; 50 GB are free."
    clock.now += 2
    assert list(forecast.tell("extracting", 64, 100_000)) == []
    clock.now += 8
    (duration,) = forecast.tell("extracting", 1_000, 100_000)
    assert duration == "Reading the other 99,000 texts takes about 16 minutes, the graph some more."
    assert list(forecast.tell("extracting", 2_000, 100_000)) == []
    assert list(forecast.tell("resolving", 0, 0)) == []


def test_a_short_build_needs_no_forecast(clock: Clock, tmp_path: Path) -> None:
    forecast = Forecast(tmp_path, clock)
    assert [line for done in (0, 500, 1_000, 1_999) for line in forecast.tell("extracting", done, 1_999)] == []


def test_too_little_disk_is_told_with_what_to_do(clock: Clock, tmp_path: Path) -> None:
    (disk,) = Forecast(tmp_path / "not" / "made", clock).tell("extracting", 0, 236_000)
    assert "58 GB more; only 50 GB are free: stop with Ctrl-C and choose another -o" in disk


def test_a_graph_that_is_there_needs_room_beside_the_new_one(clock: Clock, tmp_path: Path) -> None:
    generation = tmp_path / "generations" / ("0" * 32)
    (generation / "store" / "index").mkdir(parents=True)
    for name in ("graph.ttl", "store/index/1.sst"):
        with (generation / name).open("wb") as file:
            file.truncate(13_000_000_000)
    (tmp_path / "current").symlink_to(f"generations/{generation.name}")
    (disk,) = Forecast(tmp_path, clock).tell("extracting", 0, 100_000)
    assert disk.endswith(
        "will take about 24 GB more, and 26 GB more than that while the graph is written; only 50 GB are free: "
        "stop with Ctrl-C and choose another -o, or make room."
    )


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(1, "10 seconds"), (47, "50 seconds"), (100, "2 minutes"), (5_000, "83 minutes"), (9_000, "2.5 hours")],
)
def test_durations_are_told_as_roughly_as_they_are_known(seconds: float, told: str) -> None:
    assert format_duration(seconds) == told
