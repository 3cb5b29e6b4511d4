"""The SPARQL index: an Oxigraph store built from the Turtle files of a build; it can be deleted at any time.

A damaged index is deleted and built again: on opening, if one of its files has changed, or after the engine has failed
on it. Where the indexes are kept and how they are published: `kg.sparql.index_folder`.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import StoreDamaged
from kg.rdf.namespaces import PrefixMap
from kg.sparql.index_folder import discard_index, find_index_home, publish, read_published_key, stat_pointer, withdraw
from kg.sparql.turtle_files import hash_content, load_sources, read_prefixes, stat_sources
from kg.store.generations import find_current, holding_current
from kg.store.graph_folder import explain_missing_graph
from kg.system.checksums import is_intact, record_checksums
from kg.system.leftovers import holding

if TYPE_CHECKING:
    from pyoxigraph import Store

_CHANGING = frozenset({"LOG", "LOCK"})  # files of an index that hold nothing of it
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Index:
    """An open index: the store with the named graphs of a build, and the prefixes that queries may use undeclared."""

    store: Store
    prefixes: PrefixMap


@contextmanager
def open_index(folder: Path) -> Iterator[Index]:
    """Open the index of the current graph of an output folder, read-only.

    It is built first where it is missing or out of date.

    Where the folder cannot be written to, the graph is loaded into memory instead.

    Raises:
        GraphNotFound: there is no `graph.ttl` in the folder.
        InputError: a file of the graph is not Turtle.
    """
    with holding_current(folder) as state:
        prepare_index(state)
        known = read_prefixes(state)
        store, lock = _open_store(state)
        try:
            yield Index(store, known)
        finally:
            if lock is not None:
                os.close(lock)


def prepare_index(folder: Path) -> None:
    """Build the index of the graph in an output folder if it is missing or out of date. Raises as `open_index`."""
    with holding_current(folder) as state:
        if not (state / "graph.ttl").is_file():
            raise explain_missing_graph(state)
        held = _lock_current(state)
        if held is not None:
            os.close(held[1])


def mend_index(folder: Path) -> bool:
    """Remove the published index if it is damaged, so that the next reader builds it again.

    All of it is read, so call this only after the engine has failed.

    Returns:
        whether to run the query again: the index was damaged, or there is none.

    Raises:
        StoreDamaged: it is damaged and cannot be removed.
    """
    state = find_current(folder)
    key = read_published_key(state)
    if key is None:
        return True
    path = find_index_home(state) / key
    if is_intact(path, thoroughly=True):
        return False
    try:
        discard_index(path)
    except OSError as error:
        raise StoreDamaged(
            f"{path} is damaged and cannot be removed ({error.strerror}); copy {folder} to where you can write."
        ) from error
    return True


def read_stamp(folder: Path) -> tuple[int, ...]:
    """A value that changes when another index is published, so that a process sees that its open index is outdated.

    Where no index is published, it changes with the files of the graph.
    """
    state = find_current(folder)
    try:
        return stat_pointer(state)
    except FileNotFoundError:
        return tuple(number for numbers in stat_sources(state).values() for number in numbers)


def build_index(folder: Path) -> Path:
    """Build and publish the index of the graph in a folder, or publish the one that exists; returns its folder.

    Raises:
        InputError: a file of the graph is not Turtle.
        OSError: the folder cannot be written.
    """
    from pyoxigraph import Store

    files, key = stat_sources(folder), hash_content(folder)
    home = find_index_home(folder)
    if home.exists() and not home.is_dir():
        home.unlink()
    home.mkdir(parents=True, exist_ok=True)
    target = home / key
    if target.exists() and not is_intact(target, thoroughly=True):
        discard_index(target)
    if not target.exists():
        aside = home / f".{key}.{secrets.token_hex(4)}.tmp"
        try:
            aside.mkdir()
            with holding(aside):
                store = Store(aside)
                load_sources(store, folder)
                store.optimize()
                store.flush()
                del store  # closes it: Oxigraph has no other way
                record_checksums(aside, but=_CHANGING)
                aside.rename(target)
        except (OSError, RuntimeError) as error:  # RuntimeError: the engine takes a failed write for damage
            if not target.is_dir():  # else another process was faster, with the same content
                raise _name_folder(error, home) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    publish(folder, key, files)
    return target


def _open_store(folder: Path) -> tuple[Store, int | None]:
    """The store, and the descriptor that locks its folder; None for the latter if the graph was loaded into memory."""
    from pyoxigraph import Store

    for _ in range(_MOST_TRIES):
        held = _lock_current(folder)
        if held is None:
            break
        path, lock = held
        try:
            return Store.read_only(str(path)), lock
        except (OSError, RuntimeError):  # raised by the engine for a damaged index
            os.close(lock)
        try:
            discard_index(path)
        except OSError:
            break
    store = Store()
    load_sources(store, folder)
    return store, None


def _lock_current(folder: Path) -> tuple[Path, int] | None:
    """Lock the current index, built if need be: its folder and the locked descriptor; None if none can be built."""
    for _ in range(_MOST_TRIES):
        try:
            key = read_published_key(folder)
            if key is None:
                build_index(folder)
                continue
            path = find_index_home(folder) / key
            lock = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # removed meanwhile: another is published by now, or has to be built
            withdraw(folder)
            continue
        except OSError:  # no right to write there, or no room
            return None
        fcntl.flock(lock, fcntl.LOCK_SH)
        if is_intact(path):
            return path, lock
        os.close(lock)
        try:
            discard_index(path)
        except OSError:
            return None
    return None


def _name_folder(error: OSError | RuntimeError, home: Path) -> OSError:
    """The error with the name of the folder that could not be written."""
    failed = error if isinstance(error, OSError) else OSError(str(error))
    failed.filename = failed.filename or str(home)
    return failed
