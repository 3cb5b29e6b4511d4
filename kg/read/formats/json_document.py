"""A JSON document: one paper, or papers in lists and objects at any depth up to five."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from kg.model.records import Rejected, SourceEntry
from kg.read.fields import is_paper, read_record
from kg.read.reading_records import UnusedField
from kg.read.rejections import reject, reject_undecoded

LINE_LIMIT = 1 << 30  # a whole document may stand on one line

_OPENING = re.compile(r'\s*(?:\[\s*(?:[{\]]|$)|\{\s*(?:["}]|$))')
_SPACE = re.compile(r"[ \t\r\n]*")
_DIGIT = re.compile(r"[0-9]")
_DECODER = json.JSONDecoder()
_DEEPEST = 5  # objects and lists around the papers; each costs one more look at what is in it
_BROKEN = "The document is not valid JSON from here on; close what is open, or give one object a line."
_NOT_A_PAPER = "An item of the list is not an object; give each paper as an object with title and abstract."
_NO_PAPERS = "The JSON document holds no paper; give a list of objects with title and abstract."

Item = SourceEntry | Rejected | UnusedField
Visit = Generator[Item, None, int]  # what is in a value; the position after it


class _BrokenError(Exception):
    """The document is not JSON from a position on."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def sniff(head: str) -> bool:
    """Whether the text begins as an object, or as a list of objects."""
    return _OPENING.match(head) is not None


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[Item]:
    """The papers of the document, up to the first place that is not JSON. Dates are whole, so `year` is ignored."""
    document = _Document("\n".join(lines), source)
    i = document.skip(0)
    try:
        while i < len(document.text):
            i = document.skip((yield from document.papers(i)))
    except _BrokenError as error:
        yield document.rejection(_BROKEN, error.position)
    else:
        if not document.found:
            yield document.rejection(_NO_PAPERS, 0)


class _Document:
    """The text of a document, read from left to right."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.found = False  # whether there was anything that was meant as a paper
        self._source = source
        self._line, self._counted = 1, 0

    def papers(self, i: int, depth: int = 0, key: str | None = None) -> Visit:
        """The papers in the value at `i`, which is the whole document or a member of an object with the key `key`.

        Raises:
            _BrokenError: the text there is not JSON.
        """
        opening = self.text[i : i + 1]
        if opening == "{":
            return (yield from self._read_object(i, depth, key))
        if opening == "[" and (not depth or self._is_list_of_papers(i, depth)):
            return (yield from self._read_list(i, depth))
        return self._decode(i)[1]

    def rejection(self, reason: str, i: int) -> Rejected:
        """The rejection of a value that begins at a position."""
        self.found = True
        return reject(self._source, self._find_line(i), reason, self.text[i : i + 400])

    def skip(self, i: int) -> int:
        """The position of the next character that is not white space."""
        match = _SPACE.match(self.text, i)
        return match.end() if match else i

    def _read_object(self, i: int, depth: int, key: str | None) -> Visit:
        try:
            value, end = self._decode(i)
        except _BrokenError:
            if depth >= _DEEPEST:
                raise
            return (yield from self._read_members(i, depth))  # the papers before the break are still to be had
        if is_paper(value):
            given = {"id": key, **value} if key is not None and _DIGIT.search(key) else value
            yield from self._make_record(given, i, end)
        elif _holds_papers(value, _DEEPEST - depth):
            return (yield from self._read_members(i, depth))
        return end

    def _read_members(self, i: int, depth: int) -> Visit:
        """The papers in the members of an object."""
        start = i
        i = self.skip(i + 1)
        while self.text[i : i + 1] == '"':
            key, end = self._decode(i)
            if is_paper({str(key): None}):
                raise _BrokenError(start)  # a paper that was cut off; what it holds are no papers of the list
            i = self.skip(self._step_over(self.skip(end), ":"))
            i = self.skip((yield from self.papers(i, depth + 1, str(key))))
            if self.text[i : i + 1] != ",":
                break
            i = self.skip(i + 1)
        return self._step_over(i, "}")

    def _read_list(self, i: int, depth: int) -> Visit:
        """The papers in a list of papers, item by item."""
        i = self.skip(i + 1)
        while i < len(self.text) and self.text[i] != "]":
            value, end = self._decode(i)
            if isinstance(value, dict) and not is_paper(value) and _holds_papers(value, _DEEPEST - depth):
                end = yield from self._read_members(i, depth + 1)
            else:
                yield from self._make_record(value, i, end)
            i = self.skip(end)
            if self.text[i : i + 1] != ",":
                break
            i = self.skip(i + 1)
        return self._step_over(i, "]")

    def _is_list_of_papers(self, i: int, depth: int) -> bool:
        """Whether its first item is a paper, has papers in it, or cannot be read."""
        first = self.skip(i + 1)
        if self.text[first : first + 1] != "{":
            return False
        try:
            value, _ = self._decode(first)
        except _BrokenError:
            return True
        return is_paper(value) or _holds_papers(value, _DEEPEST - depth)

    def _make_record(self, value: object, i: int, end: int) -> Iterator[Item]:
        self.found = True
        line = self._find_line(i)
        if (flaw := reject_undecoded(self._source, line, self.text[i:end])) is not None:
            yield flaw
        elif isinstance(value, dict):
            yield from read_record(value, source=self._source, line=line)
        else:
            yield reject(self._source, line, _NOT_A_PAPER, self.text[i : min(end, i + 400)])

    def _decode(self, i: int) -> tuple[Any, int]:
        """The value at a position, and the position after it."""
        try:
            return _DECODER.raw_decode(self.text, i)
        except (ValueError, RecursionError):
            # not JSON; a number of too many digits; brackets too deep
            raise _BrokenError(i) from None

    def _step_over(self, i: int, mark: str) -> int:
        if self.text[i : i + 1] != mark:
            raise _BrokenError(i)
        return i + 1

    def _find_line(self, i: int) -> int:
        """The line of a position. Ask from left to right: line feeds are counted only from the last position on."""
        start, line = (self._counted, self._line) if i >= self._counted else (0, 1)
        self._line, self._counted = line + self.text.count("\n", start, i), i
        return self._line


def _holds_papers(value: object, levels: int) -> bool:
    """Whether a list or object has a paper in it, at most `levels` levels down."""
    if levels <= 0 or not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return any((isinstance(item, dict) and is_paper(item)) or _holds_papers(item, levels - 1) for item in inner)
