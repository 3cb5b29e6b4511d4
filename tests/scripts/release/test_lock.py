"""The locked versions, and what `scripts/release/lock.py` finds wrong with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scripts.release import lock

ROOT = Path(__file__).parents[3]


def test_the_lock_is_enough_for_the_package_and_its_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert lock.find_mistakes(lock.read_pins(), project) == []
    text = lock.LOCK.read_text(encoding="utf-8")
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)) == len(lock.read_pins()) > 50
    assert "://" not in text  # no host that it came from
    assert "@" not in text


@pytest.mark.parametrize(
    ("locked", "mistakes"),
    [
        ({"one": "1.5", "other": "2"}, []),
        ({"one": "1.5"}, ["Other, which x needs, is not locked"]),
        ({"one": "2.0", "other": "2"}, ["one is locked at 2.0, and pyproject.toml asks for <2,>=1"]),
    ],
)
def test_what_is_not_enough_is_told(locked: dict[str, str], mistakes: list[str]) -> None:
    project: dict[str, object] = {
        "name": "x",
        "dependencies": ["one>=1,<2"],
        "optional-dependencies": {"test": ["Other>=2"], "dev": ["none"]},
    }
    assert lock.find_mistakes(locked, project) == mistakes
