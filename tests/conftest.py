"""The five sample listings, built once for all tests that need a real graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kg", deadline=None)  # a test says what is right, never how fast a busy machine is
settings.load_profile("kg")

LISTINGS = Path(__file__).parent / "data" / "listings"


@pytest.fixture(scope="session")
def listings() -> Path:
    """The folder of the five sample listings."""
    return LISTINGS


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder in which the five sample listings were built by the command line."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("built")
    assert main(["build", str(LISTINGS), "-o", str(folder)]) == 0
    return folder
