"""What reading yields besides entries and rejections."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Rejected, SourceEntry


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input that was read to its end."""

    name: str  # without folders; two inputs of one name and different content get a part of their hash
    sha256: str  # of the bytes as they are stored, compressed if they are
    format: str  # a name from `kg.read.formats.FORMATS`, or "unknown"
    entries: int
    rejected: int


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file says."""

    file: InputFile
    entries: tuple[SourceEntry, ...]  # in the order of the file
    rejected: tuple[Rejected, ...]  # by line


@dataclass(frozen=True, slots=True)
class Reading:
    """What all inputs of a run say."""

    entries: tuple[SourceEntry, ...]  # by source, then in the order of the file
    rejected: tuple[Rejected, ...]  # by file and line
    files: tuple[InputFile, ...]  # by name
