"""`kg merge`: what it says, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main


def test_folders_are_merged_and_counted(small_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, merged = tmp_path / "other", tmp_path / "merged"
    (tmp_path / "more.jsonl").write_text('{"id": "c", "title": "CircleNet", "abstract": "CircleNet uses LoRA."}\n')
    assert main(["build", str(tmp_path / "more.jsonl"), "-o", str(other)]) == 0
    capsys.readouterr()
    assert main(["merge", str(small_folder), str(other), "-o", str(merged)]) == 0
    streams = capsys.readouterr()
    assert streams.out == ""
    told = streams.err.splitlines()
    assert told[0] == "2 folders with 2 different inputs"
    assert told[1].startswith("3 papers, ")
    assert told[2] == f"graph in {merged}: open {merged / 'graph.html'}, ask with `kg query`"


def test_what_cannot_be_merged_is_one_sentence(
    small_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merged = str(tmp_path / "merged")
    assert main(["merge", "-o", merged]) == 2
    assert main(["merge", str(small_folder), "-o", merged]) == 2
    assert "Name two folders or more" in capsys.readouterr().err
    assert main(["merge", str(small_folder), str(tmp_path / "none"), "-o", merged]) == 1
    assert "There is no built graph" in capsys.readouterr().err
    assert main(["merge", str(small_folder), str(small_folder), "-o", str(small_folder)]) == 1
    assert "holds a graph, which merging would replace" in capsys.readouterr().err
