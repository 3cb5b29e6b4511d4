"""The records that reading returns, besides entries and rejections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.records import InputFile, Rejected, SourceEntry
from kg.read.rejections import make_excerpt

_MOST_UNUSED = 200  # pairs of field and reason that are counted for one file; later ones are dropped


@dataclass(frozen=True, slots=True)
class UnusedField:
    """A field of an input's records that no entry took over."""

    file: str
    field: str
    reason: str  # why its value cannot be used, as the end of a sentence; "" where no entry has such a field
    records: int  # how many records have it


@dataclass(frozen=True, slots=True)
class SkippedInput:
    """A file or folder that was found while searching for inputs and is not read."""

    name: str  # its path, as `kg.read.finding.make_printable_name` writes it
    reason: str  # one sentence


@dataclass(frozen=True, slots=True)
class FileReading:
    """The records read from one file."""

    file: InputFile
    entries: tuple[SourceEntry, ...]  # in the order of the file
    rejected: tuple[Rejected, ...]  # by line
    unused: tuple[UnusedField, ...] = ()  # by field and reason


@dataclass(frozen=True, slots=True)
class Reading:
    """The records read from all inputs of a run."""

    entries: tuple[SourceEntry, ...]  # by source, then in the order of the file
    rejected: tuple[Rejected, ...]  # by file and line
    files: tuple[InputFile, ...]  # by name
    unused: tuple[UnusedField, ...] = ()  # by file, field and reason
    left_out: tuple[SkippedInput, ...] = ()  # by name


class UnusedFieldCounter:
    """Counts the unused fields of one file's records by field and reason."""

    def __init__(self) -> None:
        self._records: Counter[tuple[str, str, str]] = Counter()

    def add(self, unused: UnusedField) -> None:
        """Add an unused field of one record."""
        key = (unused.file, make_excerpt(unused.field), unused.reason)
        if key in self._records or len(self._records) < _MOST_UNUSED:
            self._records[key] += unused.records

    def summary(self) -> Iterator[UnusedField]:
        """The counts, sorted by file, field and reason."""
        for (file, field, reason), records in sorted(self._records.items()):
            yield UnusedField(file, field, reason, records)
