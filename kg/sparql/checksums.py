"""Whether a folder that was written once is still as it was: by sizes and times at a glance, else by what it holds."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from kg.system.files import replacing

_FILE = "checksums.json"


def record(folder: Path, *, but: frozenset[str]) -> None:
    """Keep size, time and digest of each file in `folder`, in a file beside them; `but` names those that may change."""
    paths = sorted(path for path in folder.iterdir() if path.name not in but)
    _write(folder, {path.name: (*_stat(path), _digest(path)) for path in paths})


def is_intact(folder: Path, *, thoroughly: bool = False) -> bool:
    """Whether each file that was there holds what it held.

    Those whose size and time are as they were are believed unread, unless this is to be done `thoroughly`.
    """
    try:
        recorded = _recorded(folder)
        now = {name: _stat(folder / name) for name in recorded}
        if now == {name: (size, time) for name, (size, time, _) in recorded.items()} and not thoroughly:
            return True
        digests = {name: digest for name, (_, _, digest) in recorded.items()}
        if any(_digest(folder / name) != digest for name, digest in digests.items()):
            return False
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):  # or whatever a damaged record holds
        return False
    with contextlib.suppress(OSError):  # copied, perhaps to where nobody may write: then it is read each time
        _write(folder, {name: (*now[name], digest) for name, digest in digests.items()})
    return True


def _write(folder: Path, recorded: dict[str, tuple[int, int, str]]) -> None:
    with replacing(folder / _FILE) as file:
        json.dump(recorded, file)


def _recorded(folder: Path) -> dict[str, tuple[int, int, str]]:
    recorded: dict[str, tuple[int, int, str]] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return recorded


def _stat(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
