"""Finds the files to read: makes a list of the files, folders, globs and standard input that the user names."""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from kg.model.errors import InputError
from kg.read.reading_records import SkippedInput

STDIN = "-"
STDIN_NAME = "stdin"
SUFFIXES = frozenset({".txt", ".text", ".json", ".jsonl", ".ndjson", ".csv", ".tsv"})  # of the files read in a folder
_PACKED = ".gz"
_MANIFEST, _STORE = "manifest.json", "store/kg.sqlite"  # of an output folder
_MANIFEST_KEYS = {"version", "extractor", "settings", "inputs", "counts"}
_LARGEST_MANIFEST = 1 << 26  # bytes

_OUTPUT = "The folder is an output of kg, so that it is no input; name a file in it to read it all the same."
_SPECIAL = "It is a pipe, a socket or a device; name it itself to read it."
_LOOP = "The symbolic link leads to itself; remove it."


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or standard input where there is no path."""

    name: str  # what records carry
    path: Path | None
    named: bool  # by the user, rather than found in a folder or by a glob


@dataclass(frozen=True, slots=True)
class Found:
    """The files that were found, and the inputs that were skipped."""

    inputs: tuple[Input, ...]  # by name
    left_out: tuple[SkippedInput, ...]  # by name


def make_printable_name(name: str) -> str:
    r"""A file's name as text that can be written as UTF-8, as records, exports and messages have it; it is injective.

    Bytes that are not UTF-8, which Python holds as lone surrogates, become "\xe9", and a backslash becomes two.
    """
    return name.replace("\\", "\\\\").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_output_folder(folder: Path) -> bool:
    """Whether `kg build` has written to a folder: it holds a store, or a manifest with our keys."""
    manifest = folder / _MANIFEST
    try:
        if (folder / _STORE).is_file():
            return True
        if not manifest.is_file() or manifest.stat().st_size > _LARGEST_MANIFEST:
            return False
        content = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False  # unreadable, or no JSON
    return isinstance(content, dict) and content.keys() >= _MANIFEST_KEYS


def find_inputs(inputs: Sequence[str]) -> Found:
    """Find the files to read, sorted by name and without duplicates, and list the skipped ones.

    Folders are searched for files with one of `SUFFIXES` (and .gz after it). Hidden files, folders that `kg build`
    wrote, and special files are skipped. Two files with one base name and one content are read once; with different
    contents both are read under that name, so that the records do not depend on which files are read together.

    Raises:
        InputError: an input names nothing.
    """
    search = _Search()
    for name in inputs:
        if name != STDIN:
            search.add(name)
    shared = Counter(path.name for path in search.paths)
    found: dict[tuple[str, str], Input] = {}
    if STDIN in inputs:
        found[STDIN_NAME, ""] = Input(STDIN_NAME, None, named=True)
    for path in sorted(search.paths):
        name = make_printable_name(path.name)
        content = _digest(path) if shared[path.name] > 1 and path.is_file() else make_printable_name(str(path))
        found.setdefault((name, content), Input(name, path, named=search.paths[path]))
    left_out = tuple(sorted(search.left_out, key=lambda skipped: (skipped.name, skipped.reason)))
    return Found(tuple(found[key] for key in sorted(found)), left_out)


class _Search:
    """One search: the files found so far, and what was skipped."""

    def __init__(self) -> None:
        self.paths: dict[Path, bool] = {}  # whether the user named it
        self.left_out: set[SkippedInput] = set()
        self._outputs: dict[Path, bool] = {}

    def add(self, name: str) -> None:
        """Add the files that one input names. Raises `InputError` where there are none."""
        path = Path(name)
        printable = make_printable_name(name)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise InputError(f"{printable}: {_LOOP}") from error
            if glob.has_magic(name):
                self._add_matches(name)
                return
            if error.errno not in (errno.ENOENT, errno.ENOTDIR):
                raise InputError(
                    f"{printable}: It cannot be looked at ({error.strerror}); make it readable."
                ) from error
            raise InputError(f"{printable}: There is no such file or folder; check the name.") from error
        if not stat.S_ISDIR(mode):
            self._keep(path.resolve() if stat.S_ISREG(mode) else path, named=True)
        elif self._is_output(path):
            raise InputError(f"{printable}: {_OUTPUT}")
        elif not self._add_folder(path):
            raise InputError(f"{printable}: {self._why_empty(path)}")

    def _why_empty(self, folder: Path) -> str:
        reasons = [skipped.reason for skipped in self.left_out if skipped.name == make_printable_name(str(folder))]
        if reasons:
            return reasons[0]
        return f"The folder holds no {', '.join(sorted(SUFFIXES))} file; name the files to read."

    def _add_matches(self, pattern: str) -> None:
        printable = make_printable_name(pattern)
        plain = takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
        named = len(list(plain))  # folders that the user names are read, outputs or not
        count = 0
        for match in sorted(map(Path, self._matches(pattern))):
            folders = [Path(*match.parts[:n]) for n in range(named + 1, len(match.parts) + match.is_dir())]
            inside = next((folder for folder in folders if self._is_output(folder)), None)
            if inside is not None:
                self._leave_out(inside, _OUTPUT)
            elif match.is_dir():
                count += self._add_folder(match)
            else:
                count += self._add_found(match)
        if not count:
            raise InputError(f"{printable}: No file matches; check the pattern, and quote it against the shell.")

    def _matches(self, pattern: str) -> set[str]:
        """The paths that a glob matches; "**" stands for all folders below but hidden ones and symbolic links."""
        parts = pattern.split("/")
        if "**" not in parts:
            return set(glob.glob(pattern))  # noqa: PTH207 - Path.glob takes no absolute pattern
        at = parts.index("**")
        above, below = "/".join(parts[:at]) or ("/" if at else "."), "/".join(parts[at + 1 :])
        found: set[str] = set()
        for top in sorted(self._matches(above)) if glob.has_magic(above) else [above]:
            for root, folders, names in os.walk(top, onerror=self._skip_unreadable):
                folders[:] = [name for name in folders if not name.startswith(".")]
                if below:
                    found |= self._matches(f"{glob.escape(root)}/{below}")
                else:
                    found |= {root, *(f"{root}/{name}" for name in names if not name.startswith("."))}
        return found

    def _is_output(self, folder: Path) -> bool:
        if folder not in self._outputs:
            self._outputs[folder] = is_output_folder(folder)
        return self._outputs[folder]

    def _skip_unreadable(self, error: OSError) -> None:
        self._leave_out(Path(str(error.filename)), f"The folder cannot be read ({error.strerror}).")

    def _add_folder(self, folder: Path) -> int:
        """Add the text files below a folder except hidden ones; returns how many there are."""
        count = 0
        for root, folders, names in os.walk(folder, onerror=self._skip_unreadable):
            searched = []
            for name in sorted(name for name in folders if not name.startswith(".")):
                if self._is_output(Path(root, name)):
                    self._leave_out(Path(root, name), _OUTPUT)
                else:
                    searched.append(name)
            folders[:] = searched
            count += sum(self._add_found(Path(root, name)) for name in sorted(names) if _is_text(name))
        return count

    def _add_found(self, path: Path) -> bool:
        """Add a file found in a folder or by a glob; skip it if it is no regular file. Returns whether it was added."""
        try:
            mode = path.stat().st_mode
        except OSError as error:
            loop = error.errno == errno.ELOOP
            self._leave_out(path, _LOOP if loop else f"It cannot be looked at ({error.strerror}).")
            return False
        if not stat.S_ISREG(mode):
            self._leave_out(path, _SPECIAL)
            return False
        self._keep(path.resolve(), named=False)
        return True

    def _keep(self, path: Path, *, named: bool) -> None:
        self.paths[path] = self.paths.get(path, False) or named

    def _leave_out(self, path: Path, reason: str) -> None:
        self.left_out.add(SkippedInput(make_printable_name(str(path)), reason))


def _is_text(name: str) -> bool:
    plain = name.lower().removesuffix(_PACKED)
    return not name.startswith(".") and Path(plain).suffix in SUFFIXES


def _digest(path: Path) -> str:
    """The SHA-256 of the file's bytes; "" where it cannot be opened (reading it will report that)."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
