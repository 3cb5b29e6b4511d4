"""Writes files atomically: readers see the old file or the whole new one. Pipes and devices are written to directly."""

from __future__ import annotations

import errno
import os
import re
import secrets
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.system.leftovers import holding
from kg.system.terminal import wrap_terminal

ASIDE = ".kg-*.tmp"
"""A glob pattern of the temporary files beside those that are being replaced; a killed process leaves its own."""

_MOST_LINKS = 40  # as the kernel has it
# The folders whose entries are this process's own open files; /dev/stdout is a link into them.
_DESCRIPTORS = re.compile(rf"/dev/fd|/proc/(?:{os.getpid()}|self|thread-self)(?:/task/\d+)?/fd")


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, line feeds as written) that replaces the file at `path` when the block ends without an error.

    The folder is created if it is missing. If the block raises, the file at `path` stays as it was. For a symbolic
    link, the file that it leads to is replaced. A pipe, a device, a socket or an open file (/dev/stdout) cannot be
    replaced and is written to directly.

    Raises:
        OSError: the file cannot be written, or the disk is full; `filename` is `path`.
    """
    try:
        mode = _read_mode(path)
        if (number := _find_descriptor(path)) is not None:
            with os.fdopen(os.dup(number), "w", encoding="utf-8", newline="") as file:
                yield wrap_terminal(file)
        elif mode is not None and not stat.S_ISREG(mode):
            with _open_special(path, mode) as file:
                yield wrap_terminal(file)
        else:
            with _write_aside(Path(os.path.realpath(path)), mode) as file:
                yield file
    except OSError as error:
        if error.filename is None:  # errors of writing have no name
            error.filename = str(path)
        raise


@contextmanager
def _write_aside(path: Path, mode: int | None) -> Iterator[TextIO]:
    """A temporary file that replaces the regular file `path`, with its mode; `mode` is None where there is no file."""
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".kg-{secrets.token_hex(8)}.tmp")
    try:
        with aside.open("x", encoding="utf-8", newline="") as file, holding(aside):
            if mode is not None:
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
            yield file
        aside.replace(path)
    except OSError as error:
        if str(error.filename) == str(aside):  # the name of the temporary file, which the user does not know
            error.filename = error.filename2 = None
        raise
    finally:
        aside.unlink(missing_ok=True)


def _read_mode(path: Path) -> int | None:
    """The mode (type and permissions) of what `path` leads to; None where there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _find_descriptor(path: Path) -> int | None:
    """The descriptor of this process that `path` stands for ("/dev/stdout" -> 1); None for any other path."""
    for _ in range(_MOST_LINKS):
        if path.name.isdecimal() and _DESCRIPTORS.fullmatch(os.path.realpath(path.parent)):
            return int(path.name)
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None


def _open_special(path: Path, mode: int) -> TextIO:
    if stat.S_ISSOCK(mode):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(path))
            return connection.makefile("w", encoding="utf-8", newline="")  # which keeps the connection open
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_NOCTTY), "w", encoding="utf-8", newline="")
