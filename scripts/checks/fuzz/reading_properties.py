"""What must hold of the records that are read from one file, whatever is in it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import astuple
from typing import BinaryIO, cast

from kg.model.partial_dates import DAY, MONTH, YEAR
from kg.model.records import Rejected, SourceEntry
from kg.read import merge, read_bytes, read_stream
from kg.read.encoding import convert_to_utf8
from kg.read.escapes import decode_html
from kg.read.fields import is_paper
from kg.read.reading_records import FileReading
from kg.read.rejections import EXCERPT, find_reason_to_reject
from kg.read.stream import gather

NAME = "input"
YEAR_OF_PAGES = 2030
_GZIP = b"\x1f\x8b"
_MOST = 10**9  # of a number of authors or comments
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_VARIABLE = re.compile(r"\d[\d,]*|\".*?\"|'.*?'")  # of a reason: what differs from input to input

Behaviour = tuple[object, ...]


class Broken(AssertionError):
    """Something that must hold does not; the message says what."""


def require(holds: bool, what: str) -> None:
    """Raise `Broken` where something does not hold."""
    if not holds:
        raise Broken(what)


def check_reading(data: bytes) -> Behaviour:
    """Read bytes as a file, check what came of it, and return how the reader behaved."""
    reading = read_bytes(NAME, data, year=YEAR_OF_PAGES)
    lines = None if data.startswith(_GZIP) else split_lines(data)
    check_records(reading, len(lines) if lines is not None else None)
    if lines is not None:
        check_nothing_is_lost(reading, lines)
    if len(data) % 16 == 0:
        check_pieces(reading, data)
        check_merged(reading)
    return describe(reading)


def check_merged(reading: FileReading) -> None:
    """Every entry is in a paper, and every paper can be named."""
    papers = merge(reading.entries)
    require(bool(papers) == bool(reading.entries), "merge loses all papers")
    require(len({paper.id for paper in papers}) == len(papers), "two papers have one identifier")
    require(all(paper.sources == (NAME,) and paper.url for paper in papers), "a paper has no source or no link")
    titles = {paper.title for paper in papers}
    identified = {paper.id for paper in papers}
    for entry in reading.entries:
        known = entry.title in titles or entry.given_id in identified or entry.arxiv_id is not None
        require(known or len(papers) < len(reading.entries), "merge loses an entry")


def split_lines(data: bytes) -> list[str]:
    """The lines of a file that is not packed, as readers get them."""
    return b"".join(convert_to_utf8(iter([data]))).decode("utf-8", "surrogateescape").split("\n")


def check_records(reading: FileReading, lines: int | None) -> None:
    """Every entry can be stored and exported, every rejection says where and what to do."""
    file = reading.file
    require((file.entries, file.rejected) == (len(reading.entries), len(reading.rejected)), "counts of the file")
    require(file.entries + file.rejected > 0, "a file yields nothing and does not say why")
    for entry in reading.entries:
        require(entry.source == NAME, "an entry names no file")
        require(entry.line >= 1 and (lines is None or entry.line <= lines), "an entry's line is none of the file's")
        check_entry_fields(entry)
    for rejected in reading.rejected:
        require(rejected.file == NAME, "a rejection names no file")
        require(rejected.line >= 0 and (lines is None or rejected.line <= lines), "a rejection's line is none")
        check_sentence(rejected.reason)
        require(len(rejected.excerpt) <= EXCERPT, "an excerpt is too long")
        require(not _UNWRITABLE.search(rejected.excerpt), "an excerpt cannot be written")
    for unused in reading.unused:
        require(unused.file == NAME and unused.records > 0, "an unused field is of no file")
        require(not _UNWRITABLE.search(unused.field + unused.reason), "an unused field cannot be written")


def check_sentence(text: str) -> None:
    """A message is a sentence on one line that can be printed."""
    require(text.endswith((".", "?")) and "\n" not in text, "a reason is no sentence")
    require(not _UNWRITABLE.search(text), "a reason cannot be written")


def check_entry_fields(entry: SourceEntry) -> None:
    """Each field of an entry is of the form that later stages rely on."""
    require(find_reason_to_reject(entry.title, entry.abstract) is None, "an entry has a text that is rejected")
    names = entry.authors if isinstance(entry.authors, tuple) else ()
    one_line = (entry.given_id, entry.arxiv_id, entry.organization, entry.organization_slug, entry.url, *names)
    for text in one_line:
        require(text is None or (text != "" and not _CONTROL.search(text)), "a field cannot be written on one line")
    for count in (entry.authors, entry.comments):
        require(not isinstance(count, int) or 0 <= count < _MOST, "a count is below 0 or above 999,999,999")
    require(entry.published is None or is_date(entry.published), "a date is none")
    require(entry.authors != (), "a list of authors is empty")


def is_date(text: str) -> bool:
    """Whether a text is a date in ISO form, as precise as we keep it."""
    return _DATE.fullmatch(text) is not None and len(text) in (YEAR, MONTH, DAY)


# ---- nothing is lost


def check_nothing_is_lost(reading: FileReading, lines: list[str]) -> None:
    """Where papers can be counted without reading them as `kg` does, as many were read or rejected."""
    found = Counter([entry.line for entry in reading.entries] + [rejected.line for rejected in reading.rejected])
    match reading.file.format:
        case "jsonl":
            wanted = Counter(i for i, line in enumerate(lines, 1) if line.removesuffix("\r").strip())
            require(found == wanted, "lines of JSON are lost or read twice")
        case "csv" if '"' not in "\n".join(lines):
            check_rows(reading, lines, found)
        case "json":
            check_items(reading, "\n".join(line.removesuffix("\r") for line in lines))
        case "cards" | "flat":
            for entry in reading.entries:
                first = entry.title.split("\n")[0]
                require(first in decode_html(lines[entry.line - 1]), "a title is not in its line")
        case _:
            pass


def check_rows(reading: FileReading, lines: list[str], found: Counter[int]) -> None:
    """Without quotes every line of a table is a row: read, rejected or blank."""
    require(max(found.values()) == 1, "a row is read twice")
    if 0 in found:
        return  # there is no row, or the file is damaged
    header = next(i for i, line in enumerate(lines, 1) if line.strip())
    if header in found:
        require(len(found) == 1, "a table without header has rows")
        return
    blank = {i for i, line in enumerate(lines, 1) if not line.removesuffix("\r").strip(",;\t")}
    wanted = set(range(header + 1, len(lines) + 1))
    require(wanted - blank <= found.keys() <= wanted, "rows of a table are lost")


def check_items(reading: FileReading, text: str) -> None:
    """A list of papers yields as many records as it has items."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(value, list) and value and all(not isinstance(item, dict) or is_paper(item) for item in value):
        require(len(reading.entries) + len(reading.rejected) == len(value), "items of a list are lost or read twice")


class _Slow(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._data[self._at : self._at + min(7, max(size, 0))]
        self._at += len(piece)
        return piece


def check_pieces(reading: FileReading, data: bytes) -> None:
    """The same records come of a stream that gives few bytes at a time."""
    again = gather(read_stream(NAME, cast(BinaryIO, _Slow(data)), year=YEAR_OF_PAGES))
    if len(data) <= 1 << 12:
        require(again == reading, "records differ where the file is read in pieces")


# ---- behaviour


def describe(reading: FileReading) -> Behaviour:
    """What the reader did, without what differs from text to text."""
    given = frozenset(
        name
        for entry in reading.entries
        for name, value in zip(SourceEntry.__slots__, astuple(entry), strict=True)
        if value
    )
    kinds = frozenset(type(entry.authors).__name__ for entry in reading.entries)
    unused = frozenset(simplify(field.reason) for field in reading.unused)
    return (
        reading.file.format,
        min(len(reading.entries), 3),
        simplify_all(reading.rejected),
        given,
        kinds,
        unused,
    )


def simplify_all(rejected: tuple[Rejected, ...]) -> frozenset[str]:
    """The reasons of rejections, without what differs from text to text."""
    return frozenset(simplify(record.reason) for record in rejected)


def simplify(reason: str) -> str:
    """A message without numbers and quoted texts."""
    return _VARIABLE.sub("#", reason)[:200]
