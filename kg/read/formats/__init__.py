"""The input formats. Which one a file has is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.model.records import Rejected, SourceEntry
from kg.read.formats import cards, flat, headed, json_document, json_lines, table
from kg.read.formats.foreign import FOREIGN, LAST_FOREIGN
from kg.read.reading import Unused

UNKNOWN = "unknown"


class Format(Protocol):
    """What a module of a format holds."""

    LINE_LIMIT: int  # characters; a longer line is given cut, at more than this length

    def sniff(self, head: str, /) -> bool:
        """Whether a text that begins so is of this format."""
        ...

    def parse(
        self, lines: Iterable[str], /, *, source: str, year: int | None
    ) -> Iterator[SourceEntry | Rejected | Unused]:
        """Entries and rejections in the order of the file, and unused fields, from its lines without their ends."""
        ...


# In this order: the first that recognises the text reads it, or refuses it by name.
FORMATS: dict[str, Format] = {
    **FOREIGN,
    "jsonl": json_lines,
    "json": json_document,
    "csv": table,
    **LAST_FOREIGN,
    "cards": cards,
    "headed": headed,
    "flat": flat,
}


def format_of(head: str) -> str:
    """The name of the format of a text that begins so, `UNKNOWN` where none recognises it."""
    return next((name for name, module in FORMATS.items() if module.sniff(head)), UNKNOWN)
