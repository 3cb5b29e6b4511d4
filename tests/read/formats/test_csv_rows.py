"""Rows of a table from any line on: as `csv` reads them, each line looked at a few times whatever the quotes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import overload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.formats.csv_rows import Row, Rows

LINES = st.lists(st.text('"",;ab\r ', max_size=8), min_size=1, max_size=8)


class Counted(Sequence[str]):
    """Lines that count how often one is looked at."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.looks = 0

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        self.looks += 1
        return self._lines[at]

    def __len__(self) -> int:
        return len(self._lines)


def read_naively(lines: Sequence[str], start: int, separator: str) -> tuple[list[str], int, str | None]:
    """The row that begins at a line, as `csv` reads it from there."""
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num, None
    except csv.Error as error:
        return [], reader.line_num, str(error)


@given(LINES, st.sampled_from([",", ";"]), st.integers(1, 4))
def test_a_row_is_what_csv_reads_from_its_line_on(lines: list[str], separator: str, width: int) -> None:
    rows = Rows(lines, separator, width)
    for start in range(len(lines)):
        row = rows.read_at(start)
        cells, length, error = read_naively(lines, start, separator)
        assert row.length == length
        if error is not None:
            assert row.flaw is not None
            assert error in row.flaw
        elif not cells or len(cells) == width:
            assert row == Row(cells, length)
        else:
            assert row.flaw is not None
            assert f"{len(cells)} cells and the header {width}" in row.flaw


@pytest.mark.parametrize(
    ("unit", "good"),
    [
        (['a","'], 0),  # each line closes a quote and opens the next, so that a row at any of them runs to the end
        (['a","', "x,y,4"], 1),
        (['a","', 'b""'], 0),
        (['"'], 0),
        (["x,y,4"], 1),
    ],
)
def test_lines_are_looked_at_a_few_times_whatever_row_swallows_them(unit: list[str], good: int) -> None:
    times = 500
    lines = Counted(unit * times)
    rows = Rows(lines, ",", 3)
    line = good_count = 0
    while line < len(lines):
        row = rows.read_at(line)
        good_count += row.flaw is None
        line = line + row.length if row.flaw is None else rows.next_after(line, row)
    assert good_count == good * times
    assert lines.looks <= 4 * len(lines)


def test_a_cell_that_is_too_long_is_told() -> None:
    lines = ['a,b,"', *["x" * 1000] * 200, '"', "c,d,e"]
    row = Rows(lines, ",", 3).read_at(0)
    assert row.flaw is not None
    assert "field limit" in row.flaw
