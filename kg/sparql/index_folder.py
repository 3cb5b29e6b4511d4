"""The folder of the SPARQL indexes of a build, in its generation, and which of them is published.

    store/index/<content hash>/   one index; never written again once it has its name
    store/index/current           which one to read, and the state of the files that it was made from

An index is built aside and renamed, then published by replacing the pointer. Readers hold a shared lock on the folder
of the index that they read; whoever publishes removes the folders that nobody holds. `flock` ends with its process.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from kg.sparql.turtle_files import stat_sources
from kg.system.files import replacing
from kg.system.leftovers import remove_leftovers

_POINTER = "current"
_ASIDE = ".*.tmp"
_KEY = re.compile("[0-9a-f]{32}")  # a content hash, the name of an index


def find_index_home(folder: Path) -> Path:
    """The folder that holds the indexes of a graph: of a generation, a view, or a folder of exports."""
    return folder / "store" / "index"


def read_published_key(folder: Path) -> str | None:
    """The content hash of the published index; None where there is none, or the graph's files have changed since.

    A damaged pointer is removed.
    """
    path = find_index_home(folder) / _POINTER
    try:
        pointer = json.loads(path.read_text(encoding="utf-8"))
        key, files = str(pointer["index"]), pointer["files"]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, ValueError, TypeError, KeyError, RecursionError):
        _remove(path)
        return None
    return key if _KEY.fullmatch(key) and files == stat_sources(folder) else None


def publish(folder: Path, key: str, files: Mapping[str, list[int]]) -> None:
    """Point to the index `key`, built from `files` (see `stat_sources`); remove the other indexes that nobody reads."""
    home = find_index_home(folder)
    with replacing(home / _POINTER) as file:
        json.dump({"index": key, "files": files}, file, sort_keys=True)
    _remove_unused(home, but=key)


def withdraw(folder: Path) -> None:
    """Remove the pointer, so that the next reader builds an index."""
    (find_index_home(folder) / _POINTER).unlink(missing_ok=True)


def stat_pointer(folder: Path) -> tuple[int, int]:
    """Inode and time of the pointer, which change with each publication.

    Raises:
        FileNotFoundError: no index is published.
    """
    pointer = (find_index_home(folder) / _POINTER).stat()
    return pointer.st_ino, pointer.st_mtime_ns


def discard_index(path: Path) -> None:
    """Remove the folder of an index; processes that have it open can go on reading."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.rename(aside)
    except FileNotFoundError:  # another process was faster
        return
    _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _remove_unused(home: Path, *, but: str) -> None:
    remove_leftovers(home, _ASIDE)
    for path in home.iterdir():
        if path.is_dir() and path.name != but and _KEY.fullmatch(path.name):
            lock = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
            except BlockingIOError:
                pass  # somebody reads it; a later build will remove it
            finally:
                os.close(lock)
