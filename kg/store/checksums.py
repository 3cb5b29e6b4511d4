"""Whether a folder that was written once is still as it was: sizes at a glance, contents by their digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from kg.files import replacing

_FILE = "checksums.json"


def record(folder: Path, *, but: frozenset[str]) -> None:
    """Keep size and digest of each file in `folder`, in a file beside them. `but` names files that may change."""
    paths = sorted(path for path in folder.iterdir() if path.name not in but)
    with replacing(folder / _FILE) as file:
        json.dump({path.name: [path.stat().st_size, _digest(path)] for path in paths}, file)


def is_whole(folder: Path) -> bool:
    """Whether each file that was there is there, with its size."""
    try:
        return all((folder / name).stat().st_size == size for name, (size, _) in _recorded(folder).items())
    except (OSError, ValueError, TypeError, AttributeError):  # not there, or whatever a damaged record holds
        return False


def is_intact(folder: Path) -> bool:
    """Whether each file that was there holds what it held. All of them are read."""
    try:
        return all(_digest(folder / name) == digest for name, (_, digest) in _recorded(folder).items())
    except (OSError, ValueError, TypeError, AttributeError):
        return False


def _recorded(folder: Path) -> dict[str, tuple[int, str]]:
    recorded: dict[str, tuple[int, str]] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return recorded


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
