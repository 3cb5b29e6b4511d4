"""What reading yields besides entries and rejections."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import InputFile, Rejected, SourceEntry


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
