"""`-o` of every command: through links, plainly into what is no file, and one sentence where that cannot be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.cli import main

WRITING = {
    "query": "query benchmarks --format csv",
    "entities": "entities",
    "export": "export nquads",
    "map": "map",
}
commands = pytest.mark.parametrize("line", WRITING.values(), ids=WRITING)


def write(small_folder: Path, line: str, output: Path | str) -> int:
    return main([*line.split(), "--graph", str(small_folder), "-o", str(output)])


@commands
def test_a_link_is_written_through(small_folder: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "file").write_text("old")
    assert write(small_folder, line, tmp_path / "link") == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").stat().st_size > 3


@commands
def test_a_pipe_stays_one(small_folder: Path, tmp_path: Path, line: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert write(small_folder, line, pipe) == 0
    reader.join()
    assert len(read[0]) > 3
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@commands
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", "Is a directory; name a file"),
        ("file/below", "Not a directory; name a folder, or another place"),
        ("/proc/none", "No such file or directory; check its name"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    small_folder: Path, tmp_path: Path, line: str, name: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    output = tmp_path / name
    assert write(small_folder, line, output) == 1
    streams = capsys.readouterr()
    assert streams.err.splitlines()[-1].startswith(f"kg: {output}: {message}")
    assert "Traceback" not in streams.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.slow
@commands
def test_no_right_to_write_is_one_sentence(small_folder: Path, tmp_path: Path, line: str, without_privileges) -> None:
    tmp_path.chmod(0o555)
    command = [sys.executable, "-m", "kg", *line.split(), "--graph", str(small_folder), "-o", str(tmp_path / "x")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=without_privileges)
    tmp_path.chmod(0o755)
    assert done.returncode == 1
    assert (
        done.stderr == f"kg: {tmp_path}/x: Permission denied; check who may read and write it, or name another place.\n"
    )


def test_files_in_a_folder_that_are_links_are_written_through(small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "far.csv").write_text("old")
    (tmp_path / "tables" / "results.csv").symlink_to("../far.csv")
    assert write(small_folder, "export csv", tmp_path / "tables") == 0
    assert (tmp_path / "tables" / "results.csv").is_symlink()
    assert (tmp_path / "far.csv").read_text().startswith("paper")
