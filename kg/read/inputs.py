"""From what the user names (files, folders, globs, standard input) to files with names of their own."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.read.flaws import rejected
from kg.read.reading import Reading
from kg.read.stream import Item, read_stream
from kg.records import InputFile, Rejected, SourceEntry

STDIN = "-"
STDIN_NAME = "stdin"
SUFFIXES = frozenset({".txt", ".text", ".json", ".jsonl", ".ndjson", ".csv", ".tsv"})  # of the files read in a folder
_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or standard input where there is no path."""

    name: str  # what records carry
    path: Path | None
    named: bool  # by the user, rather than found in a folder or by a glob


def find_inputs(inputs: Sequence[str]) -> tuple[Input, ...]:
    """The files that the inputs mean, by name, each once.

    Folders are searched for files with one of `SUFFIXES` (and .gz after it), hidden ones left out. Files of one base
    name and one content are one file. Files of one base name and different content keep that name, whatever else is
    read with them, so that reading them together or one after another gives the same records; their hashes tell them
    apart. Raises `InputError` for an input that names nothing.
    """
    paths: dict[Path, bool] = {}
    for name in inputs:
        if name != STDIN:
            for path, named in _paths(name):
                paths[path] = paths.get(path, False) or named
    shared = Counter(path.name for path in paths)
    found: dict[tuple[str, str], Input] = {}
    if STDIN in inputs:
        found[STDIN_NAME, ""] = Input(STDIN_NAME, None, named=True)
    for path in sorted(paths):
        content = _digest(path) if shared[path.name] > 1 else str(path)
        found.setdefault((path.name, content), Input(path.name, path, named=paths[path]))
    return tuple(found[key] for key in sorted(found))


def iter_items(inputs: Sequence[str], *, year: int | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """What `read` gathers, as a stream: file by file, entries and rejections in order, then the file's sum."""
    for each in find_inputs(inputs):
        if each.path is None:
            yield from read_stream(each.name, sys.stdin.buffer if stdin is None else stdin, year=year)
            continue
        try:
            stream = each.path.open("rb")
        except OSError as error:
            reason = f"The file cannot be opened ({error.strerror}); make it readable, or leave it out."
            if each.named:
                raise InputError(f"{each.path}: {reason}") from error
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
    for item in iter_items(inputs, year=year, stdin=stdin):
        match item:
            case SourceEntry():
                entries.append(item)
            case Rejected():
                rejections.append(item)
            case InputFile():
                files.append(item)
    rejections.sort(key=lambda r: (r.file, r.line, r.reason, r.excerpt))
    return Reading(tuple(entries), tuple(rejections), tuple(files))


def _paths(name: str) -> list[tuple[Path, bool]]:
    """The files that one input means, and whether it names them itself."""
    path = Path(name)
    if path.is_dir():
        files = _files_in(path)
        if not files:
            raise InputError(f"{name}: The folder holds no {', '.join(sorted(SUFFIXES))} file; name the files to read.")
        return [(file, False) for file in files]
    if path.exists():
        return [(path.resolve() if path.is_file() else path, True)]
    if not glob.has_magic(name):
        raise InputError(f"{name}: There is no such file or folder; check the name.")
    matches = glob.glob(name, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [file for match in sorted(matches) for file in _matched(Path(match))]
    if not files:
        raise InputError(f"{name}: No file matches; check the pattern, and quote it against the shell.")
    return [(file, False) for file in files]


def _matched(path: Path) -> list[Path]:
    return _files_in(path) if path.is_dir() else [path.resolve()]


def _files_in(folder: Path) -> list[Path]:
    """Text files below the folder, hidden ones and those in hidden folders left out."""
    files: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(root, name).resolve() for name in sorted(names) if _is_text(name)]
    return files


def _is_text(name: str) -> bool:
    plain = name.lower().removesuffix(_PACKED)
    return not name.startswith(".") and Path(plain).suffix in SUFFIXES


def _digest(path: Path) -> str:
    """The SHA-256 of the file's bytes; "" where it cannot be opened, which reading it reports."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
