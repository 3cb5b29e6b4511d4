"""Builds without exports: readers see the graph before, and publishing gives the bytes of a build with exports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg import pipeline
from kg.api.publishing import publish_read
from kg.cli import main
from tests.api.test_removing import CIRCLE, files, write


@pytest.fixture
def other_input(tmp_path: Path) -> Path:
    return write(tmp_path / "other.jsonl", CIRCLE)


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_folder, tmp_path / "out", symlinks=True)
    return tmp_path / "out"


@pytest.mark.parametrize("settings", [{}, {"min_score": 0.4}, {"precision": 0.9}])
def test_what_is_published_later_is_one_build(
    settings: dict[str, float],
    folder: Path,
    small_folder: Path,
    small_input: Path,
    other_input: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corrections = tmp_path / "mine.toml"
    corrections.write_text('[[apart]]\nnames = ["CircleNet", "BoxNet"]\n')
    graph = kg.build(other_input, folder, exports=False, corrections=corrections, **settings)  # type: ignore[arg-type]
    assert [paper.id for paper in graph.papers()] == ["a", "b"]
    assert {**files(folder), "corrections.toml": b""} == {**files(small_folder), "corrections.toml": b""}
    whole = kg.build([small_input, other_input], tmp_path / "whole", corrections=corrections, **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(pipeline, "extract_batch", None)  # no text is read again
    publish_read(folder)
    assert files(folder) == files(whole.folder)
    publish_read(folder)
    assert files(folder) == files(whole.folder)


def test_removing_publishes_what_is_left(folder: Path, small_input: Path, other_input: Path, tmp_path: Path) -> None:
    kg.build(other_input, folder, exports=False, precision=0.9)
    kg.remove(small_input.name, folder)
    assert files(folder) == files(kg.build(other_input, tmp_path / "alone", precision=0.9).folder)


def test_a_folder_that_has_more_than_it_shows_is_not_merged(
    folder: Path, small_folder: Path, other_input: Path
) -> None:
    kg.build(other_input, folder, exports=False)
    with pytest.raises(kg.InputError, match=f"not published yet; run `kg export --all --graph {folder}`"):
        kg.merge([small_folder, folder], folder.with_name("merged"))


def test_the_commands_say_what_is_not_shown(
    folder: Path, other_input: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(other_input), "-o", str(folder), "--no-exports"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "1 inputs (1 new) with 1 entries, 0 rejected; 1 texts read"
    assert told[1].startswith(f"1 papers are kept that the graph in {folder} does not show; `kg export --all")
    note = f"kg: {folder} has read 1 paper more than are shown; `kg export --all --graph {folder}` publishes that"
    main(["diff", str(folder), str(folder)])
    assert note in capsys.readouterr().err
    for command in (["stats"], ["search", "LoRA"], ["query", "leaderboard"], ["export", "csv", "-o", "-"]):
        main([*command, "--graph", str(folder)])
        assert note in capsys.readouterr().err
    assert main(["show", "CircleNet", "--graph", str(folder)]) == 1  # not yet
    assert main(["export", "--all", "--graph", str(folder)]) == 0
    assert f"3 papers and 5 entities published in {folder}" in capsys.readouterr().err
    assert main(["show", "CircleNet", "--graph", str(folder)]) == 0
    assert "has read" not in capsys.readouterr().err


def test_before_the_first_is_published_it_is_told_how_to(
    tmp_path: Path, other_input: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["build", str(other_input), "-o", str(folder), "--no-exports"]) == 0
    for command in (["stats"], ["query", "leaderboard"], ["show", "LoRA"]):
        assert main([*command, "--graph", str(folder)]) == 1
        assert f"run `kg export --all --graph {folder}`" in capsys.readouterr().err
    assert main(["export", "--all", "--graph", str(folder)]) == 0
    assert files(folder) == files(kg.build(other_input, tmp_path / "whole").folder)


@pytest.mark.parametrize("more", [["csv"], ["-o", "x"], ["--precision", "0.5"]])
def test_all_is_all(folder: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--all", *more, "--graph", str(folder)]) == 2
    assert "it goes with --graph alone" in capsys.readouterr().err


def test_where_nothing_was_built_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(kg.GraphNotFound):
        publish_read(tmp_path)
