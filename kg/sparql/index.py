"""The SPARQL index: an Oxigraph store made from the Turtle files of a build, which can be thrown away at any time.

    store/index/<content hash>/   one index; never written again once it has its name
    store/index/current           which one to read, and the state of the files that it was made from

An index is built aside and renamed, then published by replacing the pointer. Readers hold a shared lock on the folder
that they read; whoever publishes removes the folders that nobody holds. `flock` dies with its process. An index that
is not as it was built is thrown away and made again: when it is opened and a file has another size or time and holds
something else, or once the engine stumbles over it.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import StoreDamaged
from kg.sparql.checksums import is_intact, record
from kg.sparql.turtle_files import GRAPHS, content_key, known_prefixes, load, state
from kg.store.graph_folder import graph_not_found
from kg.system.files import replacing

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["GRAPHS", "Index", "build_index", "known_prefixes", "mend_index", "open_index", "prepare_index", "stamp"]

_POINTER = "current"
_KEY = re.compile("[0-9a-f]{32}")  # a content hash, the name of an index
_CHANGING = frozenset({"LOG", "LOCK"})  # files of an index that hold nothing of it
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Index:
    """An open index: its default graph is the union of its named graphs, if it is queried so."""

    store: Store
    prefixes: Mapping[str, str]


@contextmanager
def open_index(folder: Path) -> Iterator[Index]:
    """The index of the graph in an output folder, read-only; made first where it is missing or out of date.

    Where the folder cannot be written, the graph is loaded into memory instead.

    Raises:
        GraphNotFound: there is no `graph.ttl` in the folder.
        InputError: a file of the graph is not Turtle.
    """
    prepare_index(folder)
    known = known_prefixes(folder)
    store, lock = _open(folder)
    try:
        yield Index(store, known)
    finally:
        if lock is not None:
            os.close(lock)


def prepare_index(folder: Path) -> None:
    """Make the index of the graph in an output folder where it is missing or out of date; it raises as `open_index`."""
    if not (folder / "graph.ttl").is_file():
        raise graph_not_found(folder)
    held = _hold(folder)
    if held is not None:
        os.close(held[1])


def mend_index(folder: Path) -> bool:
    """Throw the published index away if it is not as it was built; the next who opens it makes it again.

    All of it is read, so this is for when the engine has failed.

    Returns:
        whether there is another index to ask now.

    Raises:
        StoreDamaged: it cannot be thrown away.
    """
    key = _published(folder)
    if key is None:
        return True
    path = _home(folder) / key
    if is_intact(path, thoroughly=True):
        return False
    try:
        _discard(path)
    except OSError as error:
        raise StoreDamaged(
            f"{path} is damaged and cannot be removed ({error.strerror}); copy {folder} to where you can write."
        ) from error
    return True


def stamp(folder: Path) -> tuple[int, ...]:
    """What changes when another index is published: by it, who keeps one open sees that there is a newer.

    Where none can be published, it changes with the files of the graph.
    """
    try:
        pointer = (_home(folder) / _POINTER).stat()
    except FileNotFoundError:
        return tuple(number for numbers in state(folder).values() for number in numbers)
    return pointer.st_ino, pointer.st_mtime_ns


def build_index(folder: Path) -> Path:
    """Make and publish the index of the graph in an output folder, unless that very index is there; its folder.

    Raises:
        InputError: a file of the graph is not Turtle.
        OSError: the folder cannot be written.
    """
    from pyoxigraph import Store

    files, key = state(folder), content_key(folder)
    home = _home(folder)
    if home.exists() and not home.is_dir():
        home.unlink()
    home.mkdir(parents=True, exist_ok=True)
    target = home / key
    if target.exists() and not is_intact(target, thoroughly=True):
        _discard(target)
    if not target.exists():
        aside = home / f".{key}.{secrets.token_hex(4)}.tmp"
        try:
            store = Store(aside)
            load(store, folder)
            store.optimize()
            store.flush()
            del store  # which closes it: Oxigraph has no other way
            record(aside, but=_CHANGING)
            aside.rename(target)
        except (OSError, RuntimeError) as error:  # the latter where the engine takes a failed write for damage
            if not target.is_dir():  # else another process was faster, with the same content
                raise _of_index(error, home) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    with replacing(home / _POINTER) as file:
        json.dump({"index": key, "files": files}, file, sort_keys=True)
    _remove_unused(home, but=key)
    return target


def _of_index(error: OSError | RuntimeError, home: Path) -> OSError:
    """The error with the name of the folder that could not be written."""
    failed = error if isinstance(error, OSError) else OSError(str(error))
    failed.filename = failed.filename or str(home)
    return failed


def _open(folder: Path) -> tuple[Store, int | None]:
    """The index and the descriptor that locks its folder; the graph in memory, which needs none, where that fails."""
    from pyoxigraph import Store

    for _ in range(_MOST_TRIES):
        held = _hold(folder)
        if held is None:
            break
        path, lock = held
        try:
            return Store.read_only(str(path)), lock
        except (OSError, RuntimeError):  # what the engine says of a damaged index
            os.close(lock)
        try:
            _discard(path)
        except OSError:
            break
    store = Store()
    load(store, folder)
    return store, None


def _hold(folder: Path) -> tuple[Path, int] | None:
    """The folder of the current index and a descriptor that locks it; None where no index can be made."""
    for _ in range(_MOST_TRIES):
        try:
            key = _published(folder)
            if key is None:
                build_index(folder)
                continue
            path = _home(folder) / key
            lock = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # removed since: the pointer names another by now, or has to be made again
            (_home(folder) / _POINTER).unlink(missing_ok=True)
            continue
        except OSError:  # no right to write there, or no room
            return None
        fcntl.flock(lock, fcntl.LOCK_SH)
        if is_intact(path):
            return path, lock
        os.close(lock)
        try:
            _discard(path)
        except OSError:
            return None
    return None


def _discard(path: Path) -> None:
    """Remove a damaged index. Who reads it still keeps what is open."""
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


def _published(folder: Path) -> str | None:
    """The content hash of the published index, if the files are still as they were when it was made.

    A pointer that holds anything else is removed.
    """
    path = _home(folder) / _POINTER
    try:
        pointer = json.loads(path.read_text(encoding="utf-8"))
        key, files = str(pointer["index"]), pointer["files"]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, ValueError, TypeError, KeyError, RecursionError):
        _remove(path)
        return None
    return key if _KEY.fullmatch(key) and files == state(folder) else None


def _home(folder: Path) -> Path:
    return folder / "store" / "index"


def _remove_unused(home: Path, *, but: str) -> None:
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
