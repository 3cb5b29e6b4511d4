"""A graph of a paper that would take over the terminal of whoever looks at it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

HOSTILE = {
    "id": "a",
    "title": "Red \x1b[35;7mguidance\x1b]0;owned\x07 with LoRA \u2013 caf\u00e9 \U0001f600",
    "abstract": "We use LoRA\x1b[2J and \u202eCFG\x9b1m. We report an FID of 3.2 on CIFAR-10.",
}


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder that such a paper was built in."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("hostile")
    listing = folder / "listing\x1b[32m.jsonl"
    listing.write_text(f"{json.dumps(HOSTILE)}\n{{\x1b[35;7m\n", encoding="utf-8")
    assert main(["build", str(listing), "-o", str(folder / "out")]) == 0
    return folder / "out"
