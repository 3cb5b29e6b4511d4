"""What reading yields besides entries and rejections."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.records import InputFile, Rejected, SourceEntry


@dataclass(frozen=True, slots=True)
class Unused:
    """A field that some records of an input have and that was not used."""

    file: str
    field: str
    reason: str  # what it holds, as the end of a sentence; "" where there is no use for such a field
    records: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was found where inputs were looked for, and is none."""

    name: str  # its path, as `kg.read.filenames` spells it
    reason: str  # one sentence


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
