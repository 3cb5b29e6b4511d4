"""`kg remove`: what it says, and its exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.cli import main


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_folder, tmp_path / "out")
    return tmp_path / "out"


def test_a_paper_is_removed_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", "BoxNet", "-o", str(folder)]) == 0
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err == (
        'removed the paper "BoxNet" (b) from papers.jsonl; a build of one that holds it brings it back\n'
        f"1 paper and 3 entities are left in {folder}\n"
    )


def test_an_input_is_removed_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_OUTPUT", str(folder))
    assert main(["remove", "papers.jsonl"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "removed the input papers.jsonl with 2 entries"
    assert told[1] == f"0 papers and 0 entities are left in {folder}"


def test_what_is_not_there_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", "BoxNte", "-o", str(folder)]) == 1
    assert capsys.readouterr().err.startswith("kg: There is no input or paper named 'BoxNte'")
    assert main(["remove", "a", "-o", str(folder / "none")]) == 1
    assert "There is no built graph" in capsys.readouterr().err
    assert main(["remove"]) == 2
