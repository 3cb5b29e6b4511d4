"""Writes a generation aside and publishes it; removes those that are not needed any more.

Only who holds the lock of the folder's store (`kg.store.open_store.open_to_write`) may call this, so that nobody else
writes generations or links there.
"""

from __future__ import annotations

import errno
import fcntl
import filecmp
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.store.generations import CURRENT, GENERATIONS, list_generations, read_pointer
from kg.system.checksums import is_intact, record_checksums
from kg.system.files import ASIDE, replacing

_ASIDE = ".*.tmp"
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)  # how file systems say that they have none
_CHANGING = frozenset({"store"})  # indexes and views, which are made when somebody asks


@contextmanager
def writing_generation(folder: Path) -> Iterator[Path]:
    """A new folder for a generation of the output folder; it is removed unless `keep_generation` has named it.

    What killed builds left is removed before. An error of writing in it names the file as the output folder has it.
    """
    home = folder / GENERATIONS
    home.mkdir(parents=True, exist_ok=True)
    remove_unused(folder)
    aside = home / f".{secrets.token_hex(8)}.tmp"
    try:
        aside.mkdir()
        yield aside
    except OSError as error:
        failed = Path(os.fsdecode(error.filename or home))
        if failed == aside:
            error.filename = str(home)
        elif failed.is_relative_to(aside):
            error.filename = str(folder / failed.relative_to(aside))
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def keep_generation(aside: Path, key: str) -> None:
    """Give a generation that was written to its end its name, in place of a damaged one that has it."""
    record_checksums(aside, but=_CHANGING)
    target = aside.with_name(key)
    if target.exists():
        _discard(target)
    aside.rename(target)


def has_generation(folder: Path, key: str) -> bool:
    """Whether there is an undamaged generation of that name; all of it is read."""
    return is_intact(folder / GENERATIONS / key, thoroughly=True)


def publish(folder: Path, key: str, names: Sequence[str]) -> None:
    """Make a generation the current one, and let the files of these names in the output folder be its files.

    They are links, so that one rename changes all of them. Where the file system has no links, they are copied, the
    last name last: that of the file which holds the hashes of the others.
    """
    linked = _point_to(folder, key)
    for name in names:
        if linked:
            _link(folder / name, f"{CURRENT}/{name}")
        else:
            _copy(folder / GENERATIONS / key / name, folder / name)
    remove_unused(folder)


def remove_unused(folder: Path) -> None:
    """Remove what killed builds left, and the generations that are not current and that nobody reads.

    What cannot be removed stays: a later call may be allowed to.
    """
    for path in folder.glob(ASIDE):
        if path.is_symlink():
            path.unlink(missing_ok=True)
    for path in (folder / GENERATIONS).glob(_ASIDE):
        shutil.rmtree(path, ignore_errors=True)
    current = read_pointer(folder)
    if current is None:
        return  # nobody can tell which one is
    for path in list_generations(folder):
        if path.name != current:
            with suppress(OSError):
                _remove_unless_held(path)


def _point_to(folder: Path, key: str) -> bool:
    """Replace `current`; whether it is a link, which the file system may not have."""
    path, target = folder / CURRENT, f"{GENERATIONS}/{key}"
    if path.is_symlink() and read_pointer(folder) == key:
        return True
    if path.is_dir() and not path.is_symlink():  # in a copy for which links were followed
        _discard(path, folder / GENERATIONS)
    try:
        _link(path, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return True
    with replacing(path) as file:
        file.write(f"{key}\n")
    return False


def _link(path: Path, target: str) -> None:
    """Make a path a symbolic link, in place of a file or another link."""
    if path.is_symlink() and path.readlink() == Path(target):
        return
    aside = path.with_name(f".kg-{secrets.token_hex(8)}.tmp")
    try:
        aside.symlink_to(target)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _copy(source: Path, path: Path) -> None:
    """Make a path a copy of a file, if it is none."""
    if path.is_file() and filecmp.cmp(source, path, shallow=False):
        return
    aside = path.with_name(f".kg-{secrets.token_hex(8)}.tmp")
    try:
        shutil.copyfile(source, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _remove_unless_held(path: Path) -> None:
    lock = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _discard(path)
    except BlockingIOError:
        pass  # somebody reads it; a later build will remove it
    finally:
        os.close(lock)


def _discard(path: Path, home: Path | None = None) -> None:
    """Remove a folder that others may have open: it loses its name first, so that nobody finds a part of it."""
    aside = (home or path.parent) / f".{secrets.token_hex(8)}.tmp"
    path.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)
