"""What is not published yet, told from one command to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.unpublished import Unpublished, forget_unpublished, keep_unpublished, read_unpublished


@pytest.mark.parametrize(
    "unpublished", [Unpublished(3, 0.0, None), Unpublished(0, 0.5, None), Unpublished(1, 0.0, 0.9)]
)
def test_it_is_told_until_it_is_forgotten(tmp_path: Path, unpublished: Unpublished) -> None:
    assert read_unpublished(tmp_path) is None
    keep_unpublished(tmp_path, unpublished)
    assert read_unpublished(tmp_path) == unpublished
    forget_unpublished(tmp_path)
    assert read_unpublished(tmp_path) is None
    forget_unpublished(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"papers": 1}', "\udcff"])
def test_a_damaged_file_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "unpublished.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_unpublished(tmp_path) is None
