"""Reads the rows of a CSV table, starting at any line, and recovers after broken quotes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

UNREADABLE = "The row cannot be read as a table row ({}); check its quotes."
_WIDTH = "The row has {} cells and the header {}; quote cells that hold {!r}."
_ENDLESS = "unexpected end of data"  # as `csv` says it


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; it has no cells where it is broken or blank."""

    cells: list[str]
    length: int  # in lines
    flaw: str | None = None


@dataclass(frozen=True, slots=True)
class _Rest:
    """The rest of a row after a line whose last quote is open."""

    end: int  # the line after the row
    cells: int  # how many more begin in it
    error: str | None


class Rows:
    """The lines of a table as rows with `width` cells.

    After a broken row every line may have to be tried as the beginning of the next, and each may open a quote that is
    closed far below or never. The text after an open quote is read the same whichever line opened it, so the result is
    kept: time is linear in the number of lines, not quadratic.
    """

    def __init__(self, lines: Sequence[str], separator: str, width: int) -> None:
        self._lines = lines
        self._separator = separator
        self._width = width
        self._rests: dict[int, _Rest] = {len(lines): _Rest(len(lines), 0, _ENDLESS)}

    def read_at(self, start: int) -> Row:
        """The row that begins at a line."""
        cells, is_open, error = self._read(self._lines[start])
        if error is not None:
            return Row([], 1, UNREADABLE.format(error))
        count, end = len(cells), start + 1
        if is_open:
            rest = self._read_rest(start + 1)
            if rest.error is not None:
                return Row([], rest.end - start, UNREADABLE.format(rest.error))
            count, end = count + rest.cells, rest.end
        if cells and count != self._width:
            return Row([], end - start, _WIDTH.format(count, self._width, self._separator))
        return self._read_whole(start, end) if is_open else Row(cells, 1)

    def next_after(self, start: int, broken: Row) -> int:
        """The line to continue at after a broken row: the first inside it at which a good row begins, or the next."""
        for line in range(start + 1, start + broken.length):
            if self.read_at(line).cells:
                return line
        return start + broken.length

    def _read_whole(self, start: int, end: int) -> Row:
        reader = csv.reader((self._lines[i] + "\n" for i in range(start, end)), delimiter=self._separator, strict=True)
        try:
            return Row(next(reader), end - start)
        except csv.Error as error:  # a cell is too long
            return Row([], max(1, reader.line_num), UNREADABLE.format(error))

    def _read_rest(self, line: int) -> _Rest:
        """The rest of a row from a line on, if a quote is open where the line begins."""
        passed: list[tuple[int, int]] = []
        while line not in self._rests:
            cells, is_open, error = self._read('"' + self._lines[line])
            if is_open:
                passed.append((line, len(cells) - 1))
                line += 1
            else:
                self._rests[line] = _Rest(line + 1, max(0, len(cells) - 1), error)
        rest = self._rests[line]
        for before, more in reversed(passed):
            rest = self._rests[before] = _Rest(rest.end, rest.cells + more, rest.error)
        return rest

    def _read(self, line: str) -> tuple[list[str], bool, str | None]:
        """The cells of one line, whether its last quote is open, and the error of the csv module, if any."""
        try:
            return next(csv.reader([line + "\n"], delimiter=self._separator, strict=True)), False, None
        except csv.Error as error:
            flaw = str(error)
        try:
            return next(csv.reader([line + '"\n'], delimiter=self._separator, strict=True)), True, None
        except csv.Error:
            return [], False, flaw
