"""Faults of the machine (no room, no right, no memory, a damaged store) as errors that say what to do.

Any other exception is a bug in kg, and not handled here.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import KgError, MachineError, StoreDamaged

if TYPE_CHECKING:
    import sqlite3

_AGAIN = "and run the command again"
_ROOM = f"make room there {_AGAIN}"
_LIMIT = f"raise the limit on the size of files (ulimit -f) {_AGAIN}"
_RIGHTS = "check who may read and write it, or name another place"
_REMEDIES: dict[int, str] = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _LIMIT,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: "name a place that can be written to",
    errno.ENOENT: "check its name",
    errno.EISDIR: "name a file",
    errno.ENOTDIR: "name a folder, or another place",
    errno.EEXIST: "name another place",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "mend the links, or name another place",
    errno.EBADF: "open it, or write to a file with -o",
    errno.EMFILE: f"raise the limit on open files (ulimit -n) {_AGAIN}",
    errno.ENFILE: f"close other programs {_AGAIN}",
    errno.ENOMEM: f"close other programs {_AGAIN}",
    errno.EAGAIN: f"close other programs {_AGAIN}",
    errno.EIO: "check the disk",
}
_MEMORY = "There is not enough memory for this; close other programs, or give fewer papers or fewer --workers."
_RUST = re.compile(r" \(os error (\d+)\)")


def explain(error: BaseException) -> KgError | None:
    """The error to show for an exception that the machine caused; None for any other exception."""
    if isinstance(error, MemoryError):
        return MachineError(_MEMORY)
    if isinstance(error, OSError):
        return MachineError(_explain_os(error))
    return None


def explain_store(error: sqlite3.Error, path: Path, *, remedy: str | None = None) -> KgError | None:
    """The error to show for an exception of SQLite about the file `path`; None where the exception is a bug of kg.

    `remedy` says what to do if the file is damaged, as for `explain_damage`.
    """
    import sqlite3 as sql

    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else code & 0xFF  # the primary code, without the extended one
    if kind == sql.SQLITE_FULL:
        return MachineError(f"{path}: {error}; {_ROOM}.")
    if kind == sql.SQLITE_IOERR:
        return MachineError(f"{path}: {error}; check for room on the disk and for a limit on the size of files.")
    if kind in (sql.SQLITE_READONLY, sql.SQLITE_PERM, sql.SQLITE_CANTOPEN, sql.SQLITE_AUTH):
        return MachineError(f"{path}: {error}; {_RIGHTS}.")
    if kind in (sql.SQLITE_BUSY, sql.SQLITE_LOCKED):
        return MachineError(f"{path}: {error}; wait for the program that has it open {_AGAIN}.")
    if kind == sql.SQLITE_NOMEM:
        return MachineError(_MEMORY)
    misses = str(error).startswith(("no such table", "no such column", "table "))  # our tables have them
    if kind is None and isinstance(error, sql.OperationalError):  # its message holds the text
        return explain_damage(path, "text in it is not UTF-8", remedy=remedy)
    if misses or kind in (sql.SQLITE_CORRUPT, sql.SQLITE_NOTADB, sql.SQLITE_FORMAT, sql.SQLITE_MISMATCH):
        return explain_damage(path, str(error), remedy=remedy)
    return None


def explain_damage(path: Path, reason: str, *, remedy: str | None = None) -> StoreDamaged:
    """The error for a damaged store, the file `path`; by default the remedy is to build again from all inputs."""
    remedy = remedy or f"remove the folder {path.parent} and build again from all your inputs"
    return StoreDamaged(f"{path} is damaged ({reason}); {remedy}.")


def _explain_os(error: OSError) -> str:
    number = _find_errno(error)
    text = error.strerror or (os.strerror(number) if number and error.filename else _RUST.sub("", str(error)))
    if number == errno.EBADF:
        text = "it is closed"
    remedy = _REMEDIES.get(number or 0, f"mend that {_AGAIN}")
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes | os.PathLike) else ""
    return f"{where}{(text or type(error).__name__).rstrip('.')}; {remedy}."


def _find_errno(error: OSError) -> int | None:
    """The error number (errno); the SPARQL engine gives it only in its message, as a number or as its meaning."""
    if error.errno is not None:
        return error.errno
    text = str(error)
    if match := _RUST.search(text):
        return int(match[1])
    return next((number for number in _REMEDIES if os.strerror(number) in text), None)
