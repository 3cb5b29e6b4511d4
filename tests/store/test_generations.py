"""Which generation of a folder readers see: the published one, also in copies that have lost the link."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from kg.model.errors import MachineError
from kg.store import generations
from kg.store.generations import (
    CURRENT,
    GENERATIONS,
    find_current,
    find_output_folder,
    holding_current,
    list_generations,
    read_pointer,
)

OLD, NEW = "0" * 32, "f" * 32


def make_generation(folder: Path, key: str) -> Path:
    path = folder / GENERATIONS / key
    path.mkdir(parents=True)
    (path / "manifest.json").write_text(key)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An output folder with two generations, of which the second is published."""
    folder = tmp_path / "out"
    make_generation(folder, OLD)
    make_generation(folder, NEW)
    (folder / CURRENT).symlink_to(f"{GENERATIONS}/{NEW}")
    return folder


def is_locked(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def test_the_link_decides_and_a_generation_is_its_own_state(folder: Path) -> None:
    state = folder / GENERATIONS / NEW
    assert find_current(folder) == state
    assert find_current(state) == state
    assert find_output_folder(state) == find_output_folder(folder) == folder
    assert [path.name for path in list_generations(folder)] == [OLD, NEW]


def test_a_file_with_the_name_does_where_there_are_no_links(folder: Path) -> None:
    (folder / CURRENT).unlink()
    (folder / CURRENT).write_text(f"{OLD}\n")
    assert find_current(folder) == folder / GENERATIONS / OLD


@pytest.mark.parametrize("text", ["", "nothing", "../" + OLD, "é" * 16, OLD + "\n" + NEW])
def test_what_is_no_name_points_nowhere(folder: Path, text: str) -> None:
    (folder / CURRENT).unlink()
    (folder / CURRENT).write_text(text)
    assert read_pointer(folder) is None
    assert find_current(folder) == folder


@pytest.mark.parametrize("target", ["/etc", "..", f"elsewhere/{OLD}", f"{GENERATIONS}/{'a' * 32}"])
def test_a_link_to_something_else_is_not_followed(folder: Path, target: str) -> None:
    (folder / CURRENT).unlink()
    (folder / CURRENT).symlink_to(target)
    assert find_current(folder) == folder


def test_in_a_copy_the_link_leads_to_the_copy(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy", symlinks=True))
    shutil.rmtree(folder)
    with holding_current(copy) as state:
        assert (state / "manifest.json").read_text() == NEW


def test_in_a_copy_for_which_links_were_followed_the_folder_in_their_place_is_read(
    folder: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with holding_current(copy) as state:
        assert (state / "manifest.json").read_text() == NEW


def test_in_a_copy_without_links_the_only_generation_is_read_and_of_two_none(folder: Path) -> None:
    (folder / CURRENT).unlink()
    assert find_current(folder) == folder
    shutil.rmtree(folder / GENERATIONS / OLD)
    assert find_current(folder) == folder / GENERATIONS / NEW


def test_a_folder_of_a_user_is_no_generation_because_of_its_name(tmp_path: Path) -> None:
    (tmp_path / CURRENT).mkdir()
    assert find_current(tmp_path) == tmp_path


def test_what_is_read_is_locked_until_it_is_read(folder: Path) -> None:
    with holding_current(folder) as state:
        assert is_locked(state)
        assert not is_locked(folder / GENERATIONS / OLD)
        with holding_current(folder) as same:
            assert same == state
    assert not is_locked(state)


def test_a_generation_that_goes_before_it_is_locked_is_looked_for_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([folder / GENERATIONS / ("a" * 32), folder / GENERATIONS / NEW])
    monkeypatch.setattr(generations, "find_current", lambda folder: next(found))
    with holding_current(folder) as state:
        assert state.name == NEW


def test_a_generation_that_goes_while_it_is_locked_is_looked_for_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = generations._lock

    def remove_and_lock(descriptor: int) -> bool:
        monkeypatch.setattr(generations, "_lock", lock)
        (folder / GENERATIONS / NEW).rename(folder / GENERATIONS / ".removed.tmp")
        (folder / CURRENT).unlink()
        (folder / CURRENT).symlink_to(f"{GENERATIONS}/{OLD}")
        return lock(descriptor)

    monkeypatch.setattr(generations, "_lock", remove_and_lock)
    with holding_current(folder) as state:
        assert state.name == OLD
        assert is_locked(state)


def test_a_generation_that_a_build_is_removing_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    removing = os.open(folder / GENERATIONS / OLD, os.O_RDONLY)
    try:
        fcntl.flock(removing, fcntl.LOCK_EX)
        found = iter([folder / GENERATIONS / OLD, folder / GENERATIONS / NEW])
        monkeypatch.setattr(generations, "find_current", lambda folder: next(found))
        with holding_current(folder) as state:
            assert state.name == NEW
    finally:
        os.close(removing)


def test_a_folder_that_can_never_be_opened_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "find_current", lambda folder: folder / "gone")
    with pytest.raises(MachineError, match=r"cannot be opened; run `kg build`"), holding_current(folder):
        pass
