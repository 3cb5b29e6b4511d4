"""The generations of an output folder, and which of them readers see.

    generations/<key>/   all that one build knows: `graph.sqlite`, the exports, the SPARQL index, views; never written
                         again once it has its name, but for indexes and views, which are made from it
    current              the published generation: a relative link to it, or a file with its name where the file system
                         has no links; replaced by one rename
    graph.ttl, ...       relative links through `current`

A reader resolves `current` once and reads all of its answer from the folder that it leads to, while it holds a shared
lock on that. Builds remove generations that are not current and that nobody holds (`kg.store.publication`). `flock`
ends with its process. A generation, like a folder that holds no more than exports, is its own current one.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.model.errors import MachineError

GENERATIONS, CURRENT = "generations", "current"
KEY = re.compile("[0-9a-f]{32}")
"""The name of a generation: a hash of what it knows (`kg.export.generation_key`)."""

_MOST_TRIES = 100  # a generation is removed only after another one was published
_UNLOCKABLE = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)  # file systems without locks
_LONGEST_NAME = 100  # bytes of a pointer


def find_current(folder: Path) -> Path:
    """The folder that holds the current state of a graph: the published generation, or `folder` itself without any.

    Copies may have lost the link: where it was followed, `current` is a folder; where it was left out, there may be
    but one generation.
    """
    path = folder / CURRENT
    name = read_pointer(folder)
    if name is not None and (folder / GENERATIONS / name).is_dir():
        return folder / GENERATIONS / name
    if path.is_dir():
        return path if _is_generation(path) else folder
    kept = list_generations(folder)
    return kept[0] if len(kept) == 1 else folder


def read_pointer(folder: Path) -> str | None:
    """The name of the generation that `current` points to, by a link or as a file; None where it does not."""
    path = folder / CURRENT
    try:
        head, name = os.path.split(path.readlink())
    except FileNotFoundError:
        return None
    except OSError:  # no link
        return _read_name(path)
    return name if head == GENERATIONS and KEY.fullmatch(name) else None


def list_generations(folder: Path) -> list[Path]:
    """The generations in an output folder that were written to their end, by name."""
    home = folder / GENERATIONS
    try:
        return sorted(path for path in home.iterdir() if KEY.fullmatch(path.name) and path.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def find_output_folder(state: Path) -> Path:
    """The output folder that a generation lies in; `state` itself where it is none."""
    return state.parent.parent if state.parent.name == GENERATIONS and KEY.fullmatch(state.name) else state


@contextmanager
def holding_current(folder: Path) -> Iterator[Path]:
    """The folder of the current state (see `find_current`), which no build removes within the block."""
    path, lock = _lock_current(folder)
    try:
        yield path
    finally:
        if lock is not None:
            os.close(lock)


def _lock_current(folder: Path) -> tuple[Path, int | None]:
    """The folder of the current state with the descriptor that locks it; None for the latter where nothing is locked.

    Raises:
        MachineError: the published generation keeps disappearing.
    """
    for _ in range(_MOST_TRIES):
        path = find_current(folder)
        if path == folder:
            return path, None
        try:
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):  # removed meanwhile: another one is published by now
            continue
        try:
            locked = _lock(lock)
        except BlockingIOError:  # a build is removing it
            os.close(lock)
            continue
        if locked and not _is_still(path, lock):
            os.close(lock)
            continue
        return path, lock
    raise MachineError(f"{folder / CURRENT} leads to a folder that cannot be opened; run `kg build` on {folder} again.")


def _lock(descriptor: int) -> bool:
    """Lock an open folder as a reader; False on file systems that have no locks.

    Raises:
        BlockingIOError: a build has locked it to remove it.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _UNLOCKABLE:
            return False
        raise
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the open folder still has its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _is_generation(folder: Path) -> bool:
    return (folder / "manifest.json").is_file()


def _read_name(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            name = file.read(_LONGEST_NAME).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):  # a folder, or no pointer
        return None
    return name if KEY.fullmatch(name) else None
