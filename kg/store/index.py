"""The SPARQL index: an Oxigraph store made from the Turtle files of a build, which can be thrown away at any time.

    store/index/<content hash>/   one index; never written again once it has its name
    store/index/current           which one to read, and the state of the files that it was made from

An index is built aside and renamed, then published by replacing the pointer. Readers hold a shared lock on the folder
that they read; whoever publishes removes the folders that nobody holds. `flock` dies with its process.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphNotFound, InputError
from kg.files import replacing
from kg.namespaces import DERIVED, FACTS, PROVENANCE, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

GRAPHS: Mapping[str, str] = {"graph.ttl": FACTS, "mentions.ttl": PROVENANCE, "derived.ttl": DERIVED}
"""The files that an index is made from, and the named graph that each becomes. All but the first may be missing."""

_POINTER = "current"
_MOST_TRIES = 5
_PREFIX_LINES = 64


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
    from pyoxigraph import Store

    if not (folder / "graph.ttl").is_file():
        raise GraphNotFound(f"There is no built graph in {folder}; run `kg build INPUT... -o {folder}`.")
    known = known_prefixes(folder)
    held = _hold(folder)
    if held is None:
        store = Store()
        _load(store, folder)
        yield Index(store, known)
        return
    path, lock = held
    try:
        yield Index(Store.read_only(str(path)), known)
    finally:
        os.close(lock)


def stamp(folder: Path) -> tuple[int, ...]:
    """What changes when another index is published: by it, who keeps one open sees that there is a newer.

    Where none can be published, it changes with the files of the graph.
    """
    try:
        pointer = (_home(folder) / _POINTER).stat()
    except FileNotFoundError:
        return tuple(number for numbers in _state(folder).values() for number in numbers)
    return pointer.st_ino, pointer.st_mtime_ns


def build_index(folder: Path) -> Path:
    """Make and publish the index of the graph in an output folder, unless that very index is there; its folder.

    Raises:
        InputError: a file of the graph is not Turtle.
        OSError: the folder cannot be written.
    """
    from pyoxigraph import Store

    state, key = _state(folder), _content_key(folder)
    home = _home(folder)
    home.mkdir(parents=True, exist_ok=True)
    target = home / key
    if not target.is_dir():
        aside = home / f".{key}.{secrets.token_hex(4)}.tmp"
        try:
            store = Store(aside)
            _load(store, folder)
            store.optimize()
            store.flush()
            del store  # which closes it: Oxigraph has no other way
            aside.rename(target)
        except OSError:
            if not target.is_dir():  # else another process was faster, with the same content
                raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    with replacing(home / _POINTER) as file:
        json.dump({"index": key, "files": state}, file, sort_keys=True)
    _remove_unused(home, but=key)
    return target


def _hold(folder: Path) -> tuple[Path, int] | None:
    """The folder of the current index and a descriptor that locks it; None where no index can be made."""
    for _ in range(_MOST_TRIES):
        key = _published(folder)
        if key is None:
            try:
                build_index(folder)
            except PermissionError:
                return None
            continue
        path = _home(folder) / key
        try:
            lock = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # removed since: the pointer names another by now, or has to be made again
            (_home(folder) / _POINTER).unlink(missing_ok=True)
            continue
        fcntl.flock(lock, fcntl.LOCK_SH)
        if (path / "CURRENT").exists():
            return path, lock
        os.close(lock)
    return None


def _published(folder: Path) -> str | None:
    """The content hash of the published index, if the files are still as they were when it was made."""
    try:
        pointer = json.loads((_home(folder) / _POINTER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return str(pointer["index"]) if pointer["files"] == _state(folder) else None


def _home(folder: Path) -> Path:
    return folder / "store" / "index"


def _sources(folder: Path) -> list[Path]:
    return [folder / name for name in GRAPHS if (folder / name).is_file()]


def _state(folder: Path) -> dict[str, list[int]]:
    """Sizes and times: enough to see, without reading them, that the files are the same."""
    return {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in _sources(folder)}


def _content_key(folder: Path) -> str:
    from pyoxigraph import __version__ as version

    digest = hashlib.sha256(version.encode())
    for path in _sources(folder):
        with path.open("rb") as file:
            digest.update(f"\0{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}".encode())
    return digest.hexdigest()[:32]


def _load(store: Store, folder: Path) -> None:
    from pyoxigraph import NamedNode, RdfFormat

    for path in _sources(folder):
        try:
            store.bulk_load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(GRAPHS[path.name]))
        except SyntaxError as error:
            raise InputError(f"{path} is not Turtle: {error}. Mend that line, or build the graph again.") from error


def known_prefixes(folder: Path) -> dict[str, str]:
    """Our prefixes, and those that the graph declares, which know where its identifiers begin."""
    known = prefixes()
    with (folder / "graph.ttl").open(encoding="utf-8", errors="replace") as file:
        for _, line in zip(range(_PREFIX_LINES), file, strict=False):
            words = line.split()
            if len(words) == 4 and words[0] == "@prefix" and words[2].startswith("<"):
                known[words[1].removesuffix(":")] = words[2].strip("<>")
    return known


def _remove_unused(home: Path, *, but: str) -> None:
    for path in home.iterdir():
        if path.is_dir() and path.name != but and not path.name.startswith("."):
            lock = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
            except BlockingIOError:
                pass  # somebody reads it; a later build will remove it
            finally:
                os.close(lock)
