"""What reading yields besides entries and rejections."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import InputFile, LeftOut, Rejected, SourceEntry, Unused


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file says."""

    file: InputFile
    entries: tuple[SourceEntry, ...]  # in the order of the file
    rejected: tuple[Rejected, ...]  # by line
    unused: tuple[Unused, ...] = ()  # by field and reason


@dataclass(frozen=True, slots=True)
class Reading:
    """What all inputs of a run say."""

    entries: tuple[SourceEntry, ...]  # by source, then in the order of the file
    rejected: tuple[Rejected, ...]  # by file and line
    files: tuple[InputFile, ...]  # by name
    unused: tuple[Unused, ...] = ()  # by file, field and reason
    left_out: tuple[LeftOut, ...] = ()  # by name
