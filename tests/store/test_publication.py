"""Publishing a generation: by one rename of a link, or by copies; and what is removed then."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from kg.store import publication
from kg.store.generations import CURRENT, GENERATIONS, find_current, holding_current, list_generations
from kg.store.publication import has_generation, keep_generation, publish, remove_unused, writing_generation

OLD, NEW = "0" * 32, "f" * 32
NAMES = ("graph.ttl", "manifest.json")


def write(folder: Path, key: str) -> None:
    with writing_generation(folder) as aside:
        for name in NAMES:
            (aside / name).write_text(f"{name} of {key}")
        keep_generation(aside, key)


def release(folder: Path, key: str) -> None:
    """Write and publish a generation."""
    write(folder, key)
    publish(folder, key, NAMES)


def read(folder: Path) -> set[str]:
    """The keys of the generations that the files of a folder are of."""
    return {(folder / name).read_text().removeprefix(f"{name} of ") for name in NAMES}


def test_files_are_relative_links_through_one_link(tmp_path: Path) -> None:
    release(tmp_path, OLD)
    assert (tmp_path / CURRENT).readlink() == Path(GENERATIONS, OLD)
    assert (tmp_path / "graph.ttl").readlink() == Path(CURRENT, "graph.ttl")
    assert read(tmp_path) == {OLD}


def test_nothing_changes_before_a_generation_is_published_and_then_all(tmp_path: Path) -> None:
    release(tmp_path, OLD)
    write(tmp_path, NEW)
    assert read(tmp_path) == {OLD}
    assert [path.name for path in list_generations(tmp_path)] == [OLD, NEW]
    publish(tmp_path, NEW, NAMES)
    assert read(tmp_path) == {NEW}
    assert [path.name for path in list_generations(tmp_path)] == [NEW]


def test_a_generation_that_somebody_reads_stays_until_a_later_build(tmp_path: Path) -> None:
    release(tmp_path, OLD)
    with holding_current(tmp_path) as state:
        release(tmp_path, NEW)
        assert (state / "graph.ttl").read_text() == f"graph.ttl of {OLD}"
        assert read(tmp_path) == {NEW}
    remove_unused(tmp_path)
    assert [path.name for path in list_generations(tmp_path)] == [NEW]


def test_what_is_not_finished_is_removed_and_its_errors_name_files_as_users_know_them(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as caught, writing_generation(tmp_path) as aside:
        raise OSError(errno.ENOSPC, "No space left on device", str(aside / "graph.ttl"))
    assert caught.value.filename == str(tmp_path / "graph.ttl")
    assert list((tmp_path / GENERATIONS).iterdir()) == []


def test_what_killed_builds_left_is_removed_however_young(tmp_path: Path) -> None:
    (tmp_path / GENERATIONS / ".0123.tmp").mkdir(parents=True)
    (tmp_path / ".kg-0123.tmp").symlink_to("generations/gone")
    with writing_generation(tmp_path) as aside:
        assert list((tmp_path / GENERATIONS).iterdir()) == [aside]
    assert not (tmp_path / ".kg-0123.tmp").is_symlink()


def test_without_a_pointer_no_generation_is_removed(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    write(tmp_path, NEW)
    assert [path.name for path in list_generations(tmp_path)] == [OLD, NEW]


@pytest.mark.parametrize("damage", [lambda file: file.write_text("other"), lambda file: file.unlink()])
def test_a_damaged_generation_is_known_and_replaced(tmp_path: Path, damage) -> None:
    release(tmp_path, OLD)
    assert has_generation(tmp_path, OLD)
    damage(tmp_path / GENERATIONS / OLD / "graph.ttl")
    assert not has_generation(tmp_path, OLD)
    release(tmp_path, OLD)
    assert has_generation(tmp_path, OLD)
    assert read(tmp_path) == {OLD}


def test_a_generation_that_is_not_there_is_not_had(tmp_path: Path) -> None:
    assert not has_generation(tmp_path, OLD)


def test_plain_files_and_links_of_others_make_way(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("of an earlier version")
    (tmp_path / "manifest.json").symlink_to("elsewhere.json")
    (tmp_path / "elsewhere.json").write_text("mine")
    release(tmp_path, NEW)
    assert read(tmp_path) == {NEW}
    assert (tmp_path / "elsewhere.json").read_text() == "mine"


def test_a_copy_for_which_links_were_followed_gets_links_again(tmp_path: Path) -> None:
    release(tmp_path / "out", OLD)
    copy = Path(shutil.copytree(tmp_path / "out", tmp_path / "copy"))
    assert not (copy / CURRENT).is_symlink()
    release(copy, NEW)
    assert (copy / CURRENT).readlink() == Path(GENERATIONS, NEW)
    assert read(copy) == {NEW}
    assert [path.name for path in (copy / GENERATIONS).iterdir()] == [NEW]


# ---- a file system without links


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)


@pytest.mark.usefixtures("without_links")
def test_without_links_files_are_copies_and_readers_still_see_one_state(tmp_path: Path) -> None:
    release(tmp_path, OLD)
    release(tmp_path, NEW)
    assert not any(path.is_symlink() for path in tmp_path.iterdir())
    assert read(tmp_path) == {NEW}
    assert find_current(tmp_path) == tmp_path / GENERATIONS / NEW
    assert [path.name for path in list_generations(tmp_path)] == [NEW]


@pytest.mark.usefixtures("without_links")
def test_without_links_the_file_with_the_hashes_is_copied_last_and_what_is_missing_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, OLD)
    copy = publication._copy

    def stop(source: Path, path: Path) -> None:
        copy(source, path)
        raise KeyboardInterrupt

    monkeypatch.setattr(publication, "_copy", stop)
    with pytest.raises(KeyboardInterrupt):
        release(tmp_path, NEW)
    assert (tmp_path / "graph.ttl").read_text() == f"graph.ttl of {NEW}"
    assert (tmp_path / "manifest.json").read_text() == f"manifest.json of {OLD}"
    monkeypatch.setattr(publication, "_copy", copy)
    release(tmp_path, NEW)
    assert read(tmp_path) == {NEW}


def test_another_error_than_that_there_are_no_links_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "symlink", refuse)
    with pytest.raises(OSError, match="No space"):
        release(tmp_path, OLD)
