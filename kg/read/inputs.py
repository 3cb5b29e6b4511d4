"""The inputs of a run, read one after another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.model.errors import InputError
from kg.model.records import InputFile, Rejected, SourceEntry
from kg.read.filenames import spelled
from kg.read.finding import find_inputs
from kg.read.flaws import rejected
from kg.read.reading import LeftOut, Reading, Unused
from kg.read.stream import Item, read_stream


def iter_items(
    inputs: Sequence[str], *, year: int | None = None, stdin: BinaryIO | None = None
) -> Iterator[Item | LeftOut]:
    """What `read` gathers, as a stream: what is no input; then file by file entries and rejections in order, the
    fields that were not used, and the file's sum."""
    found = find_inputs(inputs)
    yield from found.left_out
    for each in found.inputs:
        if each.path is None:
            yield from read_stream(each.name, sys.stdin.buffer if stdin is None else stdin, year=year)
            continue
        try:
            stream = each.path.open("rb")
        except OSError as error:
            reason = f"The file cannot be opened ({error.strerror}); make it readable, or leave it out."
            if each.named:
                raise InputError(f"{spelled(str(each.path))}: {reason}") from error
            yield rejected(each.name, 0, reason)
            yield InputFile(each.name, "", "unknown", entries=0, rejected=1)
            continue
        with stream:
            yield from read_stream(each.name, stream, year=year)


def read(inputs: Sequence[str], *, year: int | None = None, stdin: BinaryIO | None = None) -> Reading:
    """All entries of the inputs: each a file, a folder, a glob, or "-" for `stdin` (default: the process's).

    `year` is the year of dates that show none; without it each page tells its own. What cannot be read is in
    `rejected`. Raises `InputError` for an input that names nothing.
    """
    entries: list[SourceEntry] = []
    rejections: list[Rejected] = []
    files: list[InputFile] = []
    unused: list[Unused] = []
    left_out: list[LeftOut] = []
    for item in iter_items(inputs, year=year, stdin=stdin):
        match item:
            case SourceEntry():
                entries.append(item)
            case Rejected():
                rejections.append(item)
            case InputFile():
                files.append(item)
            case Unused():
                unused.append(item)
            case LeftOut():
                left_out.append(item)
    rejections.sort(key=lambda r: (r.file, r.line, r.reason, r.excerpt))
    return Reading(tuple(entries), tuple(rejections), tuple(files), tuple(unused), tuple(left_out))
