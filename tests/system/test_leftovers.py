from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from kg.system.leftovers import holding, remove_leftovers


def make_old(path: Path) -> Path:
    """The file or folder, as if it had been written an hour ago."""
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))
    return path


def write_old(path: Path) -> Path:
    """A file of an hour ago."""
    path.write_text("part", encoding="utf-8")
    return make_old(path)


def test_what_nobody_holds_is_removed_and_all_else_stays(tmp_path: Path) -> None:
    left, other = write_old(tmp_path / ".kg-0a.tmp"), write_old(tmp_path / "graph.ttl")
    folder = tmp_path / ".kg-0b.tmp"
    folder.mkdir()
    (folder / "inside").touch()
    make_old(folder)
    young = tmp_path / ".kg-0c.tmp"
    young.touch()
    link = tmp_path / ".kg-0d.tmp"
    link.symlink_to(other)
    remove_leftovers(tmp_path, ".kg-*.tmp")
    assert not left.exists()
    assert not folder.exists()
    assert other.read_text(encoding="utf-8") == "part"
    assert young.exists()
    assert link.is_symlink()


def test_what_another_process_holds_stays_until_that_is_killed(tmp_path: Path) -> None:
    path = write_old(tmp_path / ".kg-0a.tmp")
    code = "\n".join(
        (
            "import sys",
            "from pathlib import Path",
            "from kg.system.leftovers import holding",
            "with holding(Path(sys.argv[1])):",
            "    print(flush=True)",
            "    input()",
        )
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        remove_leftovers(tmp_path, "*.tmp")
        assert path.exists()
        process.kill()
    remove_leftovers(tmp_path, "*.tmp")
    assert not path.exists()


def test_what_is_held_here_stays(tmp_path: Path) -> None:
    path = write_old(tmp_path / ".kg-0a.tmp")
    with holding(path):
        remove_leftovers(tmp_path, "*.tmp")
        assert path.exists()
    remove_leftovers(tmp_path, "*.tmp")
    assert not path.exists()


def test_a_folder_that_is_not_there_has_no_leftovers(tmp_path: Path) -> None:
    remove_leftovers(tmp_path / "missing", "*.tmp")
    assert not (tmp_path / "missing").exists()
