from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kg.system.files import replacing


def write(path: Path, text: str = "new\n") -> None:
    with replacing(path) as file:
        file.write(text)


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    with replacing(path) as file:
        file.write("a\r\nb\n")
        assert not path.exists()
    assert path.read_bytes() == b"a\r\nb\n"
    assert list(path.parent.iterdir()) == [path]


def _write_half(path: Path) -> None:
    with replacing(path) as file:
        file.write("new")
        raise RuntimeError("half")


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="half"):
        _write_half(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_may_be_as_long_as_the_system_takes(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write(path)
    assert path.read_text() == "new\n"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(mode)
    write(path)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new\n", mode)


# ---- links


def test_a_link_stays_one_and_what_it_leads_to_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target = tmp_path / "far" / "file.txt"
    target.write_text("old")
    (tmp_path / "second").symlink_to("far/file.txt")
    link = tmp_path / "first"
    link.symlink_to("second")
    with replacing(link) as file:
        file.write("new\n")
        file.flush()
        assert target.read_text() == "old"
    assert link.readlink() == Path("second")
    assert (tmp_path / "second").readlink() == Path("far/file.txt")
    assert target.read_text() == "new\n"
    assert list_names(tmp_path / "far") == ["file.txt"]
    assert list_names(tmp_path) == ["far", "first", "second"]


def test_a_link_to_what_is_not_there_yet_leads_to_it(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "later" / "file.txt")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "later" / "file.txt").read_text() == "new\n"


def test_a_file_below_a_link_to_a_folder_is_written_there(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write(tmp_path / "out" / "a.txt")
    assert (tmp_path / "real" / "a.txt").read_text() == "new\n"
    assert (tmp_path / "out").is_symlink()


# ---- what is no file


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # which a pipe that was replaced would give nothing
    write(path)
    assert os.read(reader, 100) == b"new\n"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert list_names(tmp_path) == ["pipe"]


def test_a_device_stays_one(tmp_path: Path) -> None:
    """A terminal of our own: a mistake here must not cost the machine a device."""
    ours, theirs = os.openpty()
    device = Path(os.ttyname(theirs))
    (tmp_path / "link").symlink_to(device)
    for path in (device, tmp_path / "link"):
        write(path)
        assert os.read(ours, 100) == b"new\r\n"
        assert stat.S_ISCHR(os.lstat(device).st_mode)
    assert (tmp_path / "link").is_symlink()
    os.close(ours)
    os.close(theirs)


def test_a_socket_is_written_to_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()
        write(path)
        with listener.accept()[0] as connection:
            assert connection.makefile().read() == "new\n"
    assert stat.S_ISSOCK(path.stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/fd/1", "/proc/self/fd/1", "link"])
def test_an_open_file_is_written_on_where_it_stands(tmp_path: Path, name: str) -> None:
    link = tmp_path / "link"  # as /dev/stdout is one
    link.symlink_to("/proc/self/fd/1")
    script = (
        "import sys, pathlib\nfrom kg.system.files import replacing as r\nwith r(pathlib.Path(sys.argv[1])) as file:\n"
    )
    log = tmp_path / "log"
    for _ in range(2):
        with log.open("ab") as out:
            subprocess.run(
                [sys.executable, "-c", f"{script}    file.write('line\\n')", tmp_path / name], stdout=out, check=True
            )
    assert log.read_text() == "line\nline\n"
    assert link.is_symlink()


# ---- what cannot be written


def _folder(at: Path) -> Path:
    (at / "folder").mkdir()
    return at / "folder"


def _below_a_file(at: Path) -> Path:
    (at / "file").write_text("old")
    return at / "file" / "below"


def _in_a_circle(at: Path) -> Path:
    (at / "a").symlink_to("b")
    (at / "b").symlink_to("a")
    return at / "a"


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_folder, IsADirectoryError),
        (_below_a_file, NotADirectoryError),
        (_in_a_circle, OSError),
        (lambda at: at / ("n" * 256), OSError),
        (lambda _: Path("/dev/fd/987"), OSError),
        (lambda _: Path("/proc/none"), OSError),
    ],
)
def test_what_cannot_be_written_is_named_and_left_alone(tmp_path: Path, make, kind: type[OSError]) -> None:
    path = make(tmp_path)
    before = list_names(tmp_path)
    with pytest.raises(kind) as caught:
        write(path)
    assert caught.value.filename == str(path)
    assert list_names(tmp_path) == before
