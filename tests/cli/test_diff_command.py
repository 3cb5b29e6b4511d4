"""`kg diff`: what it prints for people and for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.cli import diff_command, main

NEWS = """
{"id": "b", "title": "BoxNet", "abstract": "We propose BoxNet, which outperforms LoRA on ImageNet.", "comments": 5}
{"id": "c", "title": "CircleNet", "abstract": "We propose CircleNet, which reaches an FID of 1.9 on ImageNet."}
"""
PRINTED = """\
Papers added: 1
  CircleNet (c)
Papers changed: 1
  BoxNet (b): comments, sources
Entities added: 1
  CircleNet, model (model/circlenet)
New best values: 1
  FID on ImageNet: 1.9 of CircleNet (c), before 2.5 of low-rank adaptation (a)
"""


@pytest.fixture(scope="module")
def later_folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("later")
    (folder / "news.jsonl").write_text(NEWS)
    shutil.copytree(small_folder, folder / "out")
    assert main(["build", str(folder / "news.jsonl"), "-o", str(folder / "out")]) == 0
    return folder / "out"


def test_what_came_between_is_printed(
    small_folder: Path, later_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(small_folder), str(later_folder)]) == 0
    assert capsys.readouterr().out == PRINTED
    assert main(["diff", str(later_folder), str(small_folder)]) == 0
    assert "Papers removed: 1\n  CircleNet (c)\n" in capsys.readouterr().out
    assert main(["diff", str(later_folder), str(later_folder)]) == 0
    assert capsys.readouterr().out == "no difference\n"


def test_programs_get_json(small_folder: Path, later_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(small_folder), str(later_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["papers_added"] == [{"id": "c", "title": "CircleNet"}]
    assert found["new_bests"][0]["new"]["value"] == "1.9"
    assert main(["diff", str(small_folder), str(small_folder), "--json"]) == 0
    assert not any(json.loads(capsys.readouterr().out).values())


def test_a_precision_is_that_of_both(
    small_folder: Path, later_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(small_folder), str(later_folder), "--precision", "1"]) == 0
    assert "New best values" not in capsys.readouterr().out


def test_a_long_list_is_cut(
    small_folder: Path, later_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diff_command, "SHOWN", 0)
    assert main(["diff", str(small_folder), str(later_folder)]) == 0
    assert "Papers added: 1\n  ... and 1 more; --json lists all\n" in capsys.readouterr().out


def test_a_folder_without_a_graph_is_told(
    small_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(small_folder), str(tmp_path)]) == 1
    assert "There is no built graph" in capsys.readouterr().err


def test_titles_do_not_steer_the_terminal(small_folder: Path, hostile_folder: Path, on_terminal) -> None:
    for options in ([], ["--json"]):
        seen = on_terminal("diff", str(small_folder), str(hostile_folder), *options)
        assert seen.code == 0, seen.raw
        assert "\x1b[5m" not in seen.raw
        assert "\x07" not in seen.raw
