"""Standard streams of a command: never missing, and their errors name the stream."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.model.errors import EXIT_BROKEN_PIPE
from kg.system.faults import explain

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Output(io.FileIO):
    """Standard output: an error names it."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = "standard output"
            raise


class _Messages(io.FileIO):
    """Standard error: a message that cannot be written is lost, and the command goes on."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


@contextmanager
def prepare_streams() -> Iterator[None]:
    """Run a block with standard streams that are never missing; a fault of the machine in it becomes a KgError.

    All of standard output is written when the block ends. If its reader has left, as `head` does, there is no message.

    Raises:
        MachineError: the machine refused something, such as room for what was to be written.
        SystemExit: the block ended so, or the reader of standard output has left.
    """
    _open_closed()
    _name_streams()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BaseException as error:
        if isinstance(error, BrokenPipeError) or _is_reader_gone(error):
            _drop_output()
            raise SystemExit(EXIT_BROKEN_PIPE) from error
        if explained := explain(error):
            _drop_output()
            raise explained from error
        raise


def _open_closed() -> None:
    """Take the numbers of closed streams, so that no file that is opened later gets one and is written to as it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number that is free


def _name_streams() -> None:
    """Replace the standard streams of the process, or missing ones, by our own; they stay until the process ends."""
    output: TextIO | None = sys.stdout
    messages: TextIO | None = sys.stderr
    if output is None:  # what cannot be written to fails as standard output would
        sys.stdout = _text(_Output(os.open(os.devnull, os.O_RDONLY), "w"), sys.__stdout__)
    elif output is sys.__stdout__:
        sys.stdout = _text(_Output(1, "w", closefd=False), output)
    if messages is None or messages is sys.__stderr__:
        sys.stderr = _text(_Messages(2, "w", closefd=False), messages)
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 # as long as the process


def _text(raw: io.FileIO, like: TextIO | None) -> TextIO:
    buffer = io.BufferedWriter(raw)
    if not isinstance(like, io.TextIOWrapper):
        return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")
    return io.TextIOWrapper(
        buffer,
        encoding=like.encoding,
        errors=like.errors,
        line_buffering=like.line_buffering,
        write_through=like.write_through,
    )


def _is_reader_gone(error: BaseException) -> bool:
    """Whether a library raised this `SystemExit` because the reader of standard output has left."""
    return isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError)


def _drop_output() -> None:
    """Discard output that is not yet written: the interpreter would try again to write it when the process ends."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):  # captured, in a process that goes on
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
