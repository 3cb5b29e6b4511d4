"""Reads the inputs of a run, one file after another."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.model.errors import InputError
from kg.model.records import InputFile, Rejected, SourceEntry
from kg.read.finding import find_inputs, make_printable_name
from kg.read.reading_records import Reading, SkippedInput, UnusedField
from kg.read.rejections import reject
from kg.read.stream import Item, read_stream

_PLACE = 32  # hexadecimal digits


def iter_items(
    inputs: Sequence[str], *, year: int | None = None, stdin: BinaryIO | None = None
) -> Iterator[Item | SkippedInput]:
    """The records of `read` as a stream.

    First come skipped inputs; then, file by file, entries and rejections in the order of the file, its unused fields,
    and its `InputFile`.
    """
    found = find_inputs(inputs)
    yield from found.left_out
    for file in found.inputs:
        if file.path is None:
            yield from read_stream(file.name, sys.stdin.buffer if stdin is None else stdin, year=year)
            continue
        try:
            stream = file.path.open("rb")
        except OSError as error:
            reason = f"The file cannot be opened ({error.strerror}); make it readable, or leave it out."
            if file.named:
                raise InputError(f"{make_printable_name(str(file.path))}: {reason}") from error
            yield reject(file.name, 0, reason)
            yield InputFile(file.name, "", "unknown", entries=0, rejected=1)
            continue
        with stream:
            place = _identify_place(file.path)
            for item in read_stream(file.name, stream, year=year):
                yield replace(item, place=place) if isinstance(item, InputFile) else item


def _identify_place(path: Path) -> str:
    """The hash of a regular file's real path, by which a later reading of it is known; empty for a pipe."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:_PLACE] if path.is_file() else ""


def read(inputs: Sequence[str], *, year: int | None = None, stdin: BinaryIO | None = None) -> Reading:
    """Read all inputs into one record.

    Args:
        inputs: files, folders, globs, or "-" for `stdin`.
        year: of dates that have none; by default it is inferred for each page.
        stdin: default: standard input of the process.

    Raises:
        InputError: an input names nothing, or a file that the user named cannot be opened.
    """
    entries: list[SourceEntry] = []
    rejections: list[Rejected] = []
    files: list[InputFile] = []
    unused: list[UnusedField] = []
    left_out: list[SkippedInput] = []
    for item in iter_items(inputs, year=year, stdin=stdin):
        match item:
            case SourceEntry():
                entries.append(item)
            case Rejected():
                rejections.append(item)
            case InputFile():
                files.append(item)
            case UnusedField():
                unused.append(item)
            case SkippedInput():
                left_out.append(item)
    rejections.sort(key=lambda r: (r.file, r.line, r.reason, r.excerpt))
    return Reading(tuple(entries), tuple(rejections), tuple(files), tuple(unused), tuple(left_out))
