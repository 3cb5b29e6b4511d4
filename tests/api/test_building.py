"""Building and opening from Python."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import kg
from kg.cli import main


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.slow
def test_it_builds_what_the_command_line_builds(small_input: Path, small_folder: Path, tmp_path: Path) -> None:
    stages: list[str] = []
    graph = kg.build([small_input], tmp_path / "out", progress=lambda stage, done, total: stages.append(stage))
    assert files(graph.folder) == files(small_folder)
    assert list(dict.fromkeys(stages)) == ["reading", "extracting", "resolving", "writing"]
    assert [paper.id for paper in graph.papers()] == ["a", "b"]


def test_an_input_without_a_paper_is_told(small_input: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    inputs: list[str | Path] = [small_input, str(tmp_path / "empty.txt")]
    with pytest.warns(UserWarning, match=r"No paper could be read from empty\.txt"):
        graph = kg.build(inputs, tmp_path / "out")
    assert len(graph.papers()) == 2
    with pytest.raises(kg.InputError, match="No paper could be read"):
        kg.build(inputs, tmp_path / "out", strict=True)


def test_settings_reach_the_build(small_input: Path, tmp_path: Path) -> None:
    graph = kg.build(small_input, tmp_path / "ours", min_score=0.9, year=2020)
    assert main(["build", str(small_input), "-o", str(tmp_path / "theirs"), "--min-score", "0.9"]) == 0
    assert files(graph.folder) == files(tmp_path / "theirs")
    assert files(graph.folder)["graph.ttl"] != files(kg.build(small_input, tmp_path / "all").folder)["graph.ttl"]
    with pytest.raises(kg.UsageError, match="A score is between 0 and 1"):
        kg.build(small_input, tmp_path / "ours", min_score=2)
    with pytest.raises(kg.InputError):
        kg.build(tmp_path / "no such file", tmp_path / "ours")


def test_an_input_without_a_name_is_not_the_current_folder(tmp_path: Path) -> None:
    with pytest.raises(kg.UsageError, match="empty text"):
        kg.build(["", "papers.jsonl"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_an_extraction_that_is_made_again_is_told(small_input: Path, small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "store" / "kg.sqlite")) as connection, connection:
        connection.execute("UPDATE extraction SET record = replace(record, 'ner', 'Ner')")
    with pytest.warns(UserWarning, match="2 kept extractions were damaged in the store and were made again"):
        kg.build(small_input, tmp_path / "out")
    assert files(tmp_path / "out") == files(small_folder)
