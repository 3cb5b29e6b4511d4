"""Shards: the files in which batches go to workers on other machines, and what came of them comes back.

A shard is named by a hash of its input and of the program that reads it, so that a batch has one name in every run:

    NAME.in.gz      the batch
    NAME.out.gz     what came of it
    manifest.jsonl  a line for each shard that was done: its name, its number of items, size and SHA-256 of NAME.out.gz

Every file is written aside and renamed. So a worker may do a shard twice, or die of it, or two may do it at once: the
output is there whole or not at all, and it is the same one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import shutil
from pathlib import Path

_MANIFEST = "manifest.jsonl"
_LEVEL = 6  # of compression


class ShardFolder:
    """The folder of the shards of one run."""

    def __init__(self, folder: Path, identity: str) -> None:
        """`identity` names the program that reads the shards; another one's outputs are not taken."""
        self._folder = folder
        self._identity = identity
        self._done: dict[str, str] = {}

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder

    def open(self) -> None:
        """Make the folder; what an earlier run of the same program has done in it is taken over."""
        self._folder.mkdir(parents=True, exist_ok=True)
        manifest = self._folder / _MANIFEST
        lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True) if manifest.exists() else []
        for line in lines:
            if line.endswith("\n"):  # one that a killed run was writing is not whole
                row = json.loads(line)
                self._done[row["shard"]] = row["sha256"]

    def add(self, data: bytes) -> str:
        """Write the input of a shard, unless it is there; returns the shard's name."""
        name = hashlib.sha256(f"{self._identity}\n".encode() + data).hexdigest()[:32]
        path = find_input(self._folder, name)
        if not path.exists():
            _write(path, data)
        return name

    def is_done(self, name: str) -> bool:
        """Whether the manifest has the shard and its output is as it says."""
        return name in self._done and self.read(name, self._done[name]) is not None

    def read(self, name: str, digest: str) -> bytes | None:
        """The output of a shard; None where it is missing, or another than the one with this SHA-256."""
        try:
            packed = find_output(self._folder, name).read_bytes()
        except FileNotFoundError:
            return None
        return gzip.decompress(packed) if hashlib.sha256(packed).hexdigest() == digest else None

    def record(self, name: str, digest: str, *, items: int) -> None:
        """Add a shard that was done to the manifest."""
        size = find_output(self._folder, name).stat().st_size
        row = {"shard": name, "items": items, "bytes": size, "sha256": digest}
        with (self._folder / _MANIFEST).open("a", encoding="utf-8") as manifest:
            manifest.write(f"{json.dumps(row)}\n")
        self._done[name] = digest

    def digest(self, name: str) -> str:
        """The SHA-256 of the output of a shard that is done."""
        return self._done[name]

    def forget(self, name: str) -> None:
        """Remove the files of a shard whose output has been taken."""
        find_input(self._folder, name).unlink(missing_ok=True)
        find_output(self._folder, name).unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self._folder, ignore_errors=True)


def find_input(folder: Path, name: str) -> Path:
    """The file of a shard's input."""
    return folder / f"{name}.in.gz"


def find_output(folder: Path, name: str) -> Path:
    """The file of a shard's output."""
    return folder / f"{name}.out.gz"


def read_input(folder: Path, name: str) -> bytes:
    """The input of a shard.

    Raises:
        FileNotFoundError: it is not there, or the folder is another one on this machine.
    """
    return gzip.decompress(find_input(folder, name).read_bytes())


def write_output(folder: Path, name: str, data: bytes) -> str:
    """Write the output of a shard; returns the SHA-256 of the file."""
    return _write(find_output(folder, name), data)


def _write(path: Path, data: bytes) -> str:
    packed = gzip.compress(data, _LEVEL, mtime=0)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())  # other machines read it
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return hashlib.sha256(packed).hexdigest()
