"""A JSON document: a list of papers, an object around such a list, or one paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from kg.read.fields import entry_of
from kg.read.flaws import NOT_UTF8, is_undecoded, rejected
from kg.records import Rejected, SourceEntry

LINE_LIMIT = 1 << 30  # a whole document may stand on one line

_OPENING = re.compile(r'\s*(?:\[\s*(?:[{\]]|$)|\{\s*(?:["}]|$))')
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_BROKEN = "The document is not valid JSON from here on; close what is open, or give one object a line."
_NOT_A_PAPER = "An item of the list is not an object; give each paper as an object with title and abstract."
_NO_PAPERS = "The document holds no paper; give a list of objects with title and abstract."


def sniff(head: str) -> bool:
    """Whether the text begins as an object, or as a list of objects."""
    return _OPENING.match(head) is not None


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """The papers of the document, up to the first place that is no JSON. Dates are whole; `year` changes nothing."""
    text = "\n".join(lines)
    start = _skip(text, 0)
    if text.startswith("{", start):
        try:
            whole, _ = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            whole = None  # the papers before the break are still to be had
        if whole and any(name in whole for name in ("title", "abstract", "text")):
            yield _entry(whole, text, start, source)
            return
        found = re.compile(r'"(?!authors")\w+"\s*:\s*(?=\[)').search(text, start)
        if found is None:
            reason = _BROKEN if whole is None else _NO_PAPERS
            yield rejected(source, _line(text, start), reason, text[start : start + 400])
            return
        start = found.end()
    yield from _items(text, start, source)


def _items(text: str, start: int, source: str) -> Iterator[SourceEntry | Rejected]:
    """The items of the list that begins at `start`."""
    i = _skip(text, start + 1)
    line, counted = 1, 0
    while i < len(text) and text[i] != "]":
        line, counted = line + text.count("\n", counted, i), i
        try:
            value, end = _DECODER.raw_decode(text, i)
        except (ValueError, RecursionError):
            # not JSON; a number of too many digits; brackets too deep
            yield rejected(source, line, _BROKEN, text[i : i + 400])
            return
        yield _checked_entry(value, text[i:end], source, line)
        i = _skip(text, end)
        if i < len(text) and text[i] == ",":
            i = _skip(text, i + 1)
        elif i < len(text) and text[i] != "]":
            break
    if i >= len(text) or text[i] != "]":
        yield rejected(source, _line(text, i), _BROKEN, text[i : i + 400])


def _checked_entry(value: object, raw: str, source: str, line: int) -> SourceEntry | Rejected:
    if is_undecoded(raw):
        return rejected(source, line, NOT_UTF8, raw)
    if not isinstance(value, dict):
        return rejected(source, line, _NOT_A_PAPER, raw)
    return entry_of(value, source=source, line=line)


def _entry(value: dict[str, object], text: str, start: int, source: str) -> SourceEntry | Rejected:
    return _checked_entry(value, text, source, _line(text, start))


def _skip(text: str, i: int) -> int:
    """The position of the next character that is not white space."""
    match = _SPACE.match(text, i)
    return match.end() if match else i


def _line(text: str, i: int) -> int:
    return text.count("\n", 0, i) + 1
