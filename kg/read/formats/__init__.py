"""The input formats. The format of a file is detected from its content, never from its name.

A new format is one module here that satisfies `Format`, and one row of `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.model.records import Rejected, SourceEntry
from kg.read.formats import cards, csv_table, flat, headed, json_document, json_lines
from kg.read.formats.refused import REFUSED, REFUSED_LAST
from kg.read.reading_records import UnusedField

UNKNOWN = "unknown"


class Format(Protocol):
    """The interface of a format's module."""

    LINE_LIMIT: int  # characters; `parse` gets a longer line truncated to a length that is still over the limit

    def sniff(self, head: str, /) -> bool:
        """Whether a file that begins with this text is of this format."""
        ...

    def parse(
        self, lines: Iterable[str], /, *, source: str, year: int | None
    ) -> Iterator[SourceEntry | Rejected | UnusedField]:
        """Yields entries, rejections and unused fields from the file's lines, which come without their ends.

        `year` is the year of dates that have none (None: to be inferred); formats with whole dates ignore it.
        """
        ...


# The first whose `sniff` is true reads the file, so the order matters.
FORMATS: dict[str, Format] = {
    **REFUSED,
    "jsonl": json_lines,
    "json": json_document,
    "csv": csv_table,
    **REFUSED_LAST,
    "cards": cards,
    "headed": headed,
    "flat": flat,
}


def detect_format(head: str) -> str:
    """The name of the format of a file that begins with this text; `UNKNOWN` where no format recognises it."""
    return next((name for name, module in FORMATS.items() if module.sniff(head)), UNKNOWN)
