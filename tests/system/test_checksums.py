from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.system.checksums import is_intact, record_checksums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a", "one"), ("b", ""), ("log", "x")):
        (tmp_path / name).write_text(text)
    record_checksums(tmp_path, but=frozenset({"log"}))
    return tmp_path


def write(path: Path, text: str, *, time: int | None = None) -> None:
    path.write_text(text)
    if time is not None:
        os.utime(path, ns=(time, time))


def test_what_was_not_touched_is_intact(folder: Path) -> None:
    assert is_intact(folder)
    assert is_intact(folder, thoroughly=True)


def test_what_may_change_and_what_came_later_is_no_matter(folder: Path) -> None:
    write(folder / "log", "longer")
    write(folder / "c", "new")
    assert is_intact(folder, thoroughly=True)


@pytest.mark.parametrize("text", ["", "on", "One", "one more"])
def test_another_content_is_seen(folder: Path, text: str) -> None:
    write(folder / "a", text, time=1)
    assert not is_intact(folder)


def test_a_lost_file_is_seen(folder: Path) -> None:
    (folder / "b").unlink()
    assert not is_intact(folder)


@pytest.mark.parametrize("text", ["", "[]", "3", "null", '{"a": 1}', '{"a": [3, 0]}', "[" * 9999])
def test_a_lost_record_is_no_record(folder: Path, text: str) -> None:
    write(folder / "checksums.json", text)
    assert not is_intact(folder)


def test_a_content_with_its_size_and_time_is_believed_unless_it_is_read(folder: Path) -> None:
    write(folder / "a", "One", time=(folder / "a").stat().st_mtime_ns)
    assert is_intact(folder)
    assert not is_intact(folder, thoroughly=True)


def test_a_touched_file_is_read_once(folder: Path) -> None:
    write(folder / "a", "one", time=1)
    assert is_intact(folder)
    write(folder / "a", "One", time=1)  # had it been read, this would be seen
    assert is_intact(folder)
