"""Temporary files and folders that a killed process left: told from those that are being written, and removed.

Whoever writes one holds a lock on it (`flock`), which ends with its process, also where that is killed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_YOUNG = 60.0  # seconds: between a file's creation and its lock there is a moment in which nobody holds it


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Within the block, the temporary file or folder `path` is no leftover."""
    lock = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)


def remove_leftovers(folder: Path, pattern: str) -> None:
    """Remove the files and folders in `folder` that match a glob pattern, are not new and that nobody holds.

    What cannot be removed stays: a later call may be allowed to.
    """
    for path in folder.glob(pattern):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > _YOUNG and not path.is_symlink() and not _is_held(path):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def _is_held(path: Path) -> bool:
    lock = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
