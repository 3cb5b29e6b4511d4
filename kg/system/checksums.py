"""Detects changes in a folder that is written only once, by the sizes and times of its files, or by their digests."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from kg.system.files import replacing

_FILE = "checksums.json"


def record_checksums(folder: Path, *, but: frozenset[str]) -> None:
    """Write size, time and digest of each file in `folder` to a file in it; `but` names files that may change."""
    paths = sorted(path for path in folder.iterdir() if path.name not in but)
    _write(folder, {path.name: (*_stat(path), _digest(path)) for path in paths})


def is_intact(folder: Path, *, thoroughly: bool = False) -> bool:
    """Whether each recorded file has the content that was recorded.

    If all sizes and times are as recorded, the files are not read, unless `thoroughly` is set.
    """
    try:
        recorded = _read_recorded(folder)
        now = {name: _stat(folder / name) for name in recorded}
        if now == {name: (size, time) for name, (size, time, _) in recorded.items()} and not thoroughly:
            return True
        digests = {name: digest for name, (_, _, digest) in recorded.items()}
        if any(_digest(folder / name) != digest for name, digest in digests.items()):
            return False
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):  # also for whatever a damaged record holds
        return False
    with contextlib.suppress(OSError):  # a copy that cannot be written to is read each time
        _write(folder, {name: (*now[name], digest) for name, digest in digests.items()})
    return True


def _write(folder: Path, recorded: dict[str, tuple[int, int, str]]) -> None:
    with replacing(folder / _FILE) as file:
        json.dump(recorded, file)


def _read_recorded(folder: Path) -> dict[str, tuple[int, int, str]]:
    recorded: dict[str, tuple[int, int, str]] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return recorded


def _stat(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
