"""What commands read and write: the knowledge of a folder, and a file that is whole or not there."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from kg.cli.graph_io import load_apart, open_output
from kg.model.errors import GraphNotFound
from tests.fixtures.stored import KNOWLEDGE, write_knowledge


def test_the_knowledge_is_that_of_the_last_build(tmp_path: Path) -> None:
    write_knowledge(tmp_path, KNOWLEDGE)
    assert load_apart(tmp_path, None).sure == KNOWLEDGE


def test_a_folder_without_a_graph_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="kg build"):
        load_apart(tmp_path, None)


def test_a_dash_is_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_output("-") as file:
        assert file is sys.stdout
        file.write("answer")
    assert capsys.readouterr().out == "answer"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("is_json", "written"), [(True, '"\\ud83d\\ude00"'), (False, '"\\U0001f600"')])
def test_what_the_encoding_lacks_is_escaped_as_the_format_wants_it(
    monkeypatch: pytest.MonkeyPatch, is_json: bool, written: str
) -> None:
    from kg.system.terminal import guard_streams

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    guard_streams()
    with open_output("-", json=is_json) as file:
        file.write('"😀"')
        file.flush()
    assert raw.getvalue().decode("ascii") == written
    assert not is_json or json.loads(raw.getvalue()) == "😀"


def test_a_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "answer"
    path.write_text("old")
    with open_output(str(path)) as file:
        file.write("new")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"


def test_a_command_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "answer"
    path.write_text("old")

    def fail() -> None:
        with open_output(str(path)) as file:
            file.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("answer", "old")]
