"""Files of shards: named by what is in them, whole or not there, and taken only as their worker wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engines.shards import ShardFolder, find_input, find_output, read_input, write_output


def open_folder(path: Path, identity: str = "one") -> ShardFolder:
    folder = ShardFolder(path / "shards", identity)
    folder.open()
    return folder


def test_a_shard_is_named_by_its_input_and_by_what_reads_it(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    name = folder.add(b"a")
    assert folder.add(b"a") == name != folder.add(b"b")
    assert open_folder(tmp_path, "two").add(b"a") != name
    assert read_input(folder.path, name) == b"a"


def test_the_same_output_is_the_same_file_and_nothing_lies_aside(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    name = folder.add(b"a")
    digests = {write_output(folder.path, name, b"out") for _ in range(2)}
    assert len(digests) == 1
    assert {path.name for path in folder.path.iterdir()} == {f"{name}.in.gz", f"{name}.out.gz"}


def test_an_output_is_taken_only_as_it_was_written(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    name = folder.add(b"a")
    digest = write_output(folder.path, name, b"out")
    assert folder.read(name, digest) == b"out"
    write_output(folder.path, name, b"another")
    assert folder.read(name, digest) is None
    find_output(folder.path, name).unlink()
    assert folder.read(name, digest) is None


def test_what_is_done_is_known_to_the_next_run_of_the_same_program(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    name, other = folder.add(b"a"), folder.add(b"b")
    digest = write_output(folder.path, name, b"out")
    folder.record(name, digest, items=1)
    with (folder.path / "manifest.jsonl").open("a") as manifest:
        manifest.write(f'{{"shard": "{other}", "sha2')  # which a killed run was writing
    again = open_folder(tmp_path)
    assert again.is_done(name)
    assert again.digest(name) == digest
    assert not again.is_done(other)
    again.forget(name)
    assert not again.is_done(name)
    assert not find_input(again.path, name).exists()


def test_an_input_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_input(open_folder(tmp_path).path, "0")


def test_a_folder_is_removed_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    folder.add(b"a")
    folder.remove()
    assert not folder.path.exists()
