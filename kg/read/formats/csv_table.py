"""A table with a header row: comma, tab or semicolon separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.field_names import find_field
from kg.read.fields import read_record
from kg.read.formats.csv_rows import Rows
from kg.read.reading_records import UnusedField
from kg.read.rejections import reject, reject_undecoded

LINE_LIMIT = 1 << 20

_SEPARATORS = (",", "\t", ";")
_ENOUGH_ALONE = ("title", "abstract", "text")
_NO_COLUMNS = 'The table lacks columns; it needs "title" and "abstract", or "text".'
_TWICE = "The header names a column twice; keep one of the two."
_REPEATED = "The header row stands here again; remove it."


def sniff(head: str) -> bool:
    """Whether the first line names columns that are fields of ours."""
    return _find_separator(_take_first_line(head)) is not None


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected | UnusedField]:
    """One paper a row. Dates are whole, so `year` is ignored.

    A row with an open quote or with a wrong number of cells is rejected alone: reading continues at the first line
    inside it that is a row by itself, or after it.
    """
    rows = list(lines)
    first = next(i for i, line in enumerate(rows) if line.strip())
    separator = _find_separator(rows[first]) or ","
    columns = _split_header(rows[first], separator)
    names = [column.lower() for column in columns]
    reason = _find_flaw_of_header(columns)
    if reason is not None:
        yield reject(source, first + 1, reason, rows[first])
        return
    table = Rows(rows, separator, len(columns))
    i = first + 1
    while i < len(rows):
        row = table.read_at(i)
        flaw = _REPEATED if row.cells and [cell.strip().lower() for cell in row.cells] == names else row.flaw
        if flaw is not None:
            yield reject(source, i + 1, flaw, rows[i])
            i = table.next_after(i, row)
            continue
        if (broken := reject_undecoded(source, i + 1, "".join(row.cells))) is not None:
            yield broken
        elif any(row.cells):
            yield from read_record(_pair_fields(columns, row.cells), source=source, line=i + 1)
        i += row.length


def _take_first_line(head: str) -> str:
    return next((line for line in head.split("\n") if line.strip()), "")


def _find_separator(header: str) -> str | None:
    """The separator that splits the header into most of our fields; None where it is no header of ours."""

    def count_fields(separator: str) -> int:
        fields = {field for column in _split_header(header, separator) if (field := find_field(column)) is not None}
        return len(fields) if len(fields) > 1 or {header.strip().strip('"').lower()} <= set(_ENOUGH_ALONE) else 0

    best = max(_SEPARATORS, key=count_fields)
    return best if count_fields(best) else None


def _split_header(header: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return []  # a line that is no row, such as one with a carriage return in it
    return [cell.strip() for cell in cells]


def _pair_fields(columns: list[str], cells: list[str]) -> dict[str, object]:
    """The cells by column name; of columns with the same name, the first that is not empty."""
    fields: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=True):
        if not fields.get(column):
            fields[column] = cell
    return fields


def _find_flaw_of_header(columns: list[str]) -> str | None:
    fields = [field for column in columns if (field := find_field(column)) is not None]
    names = [column.lower() for column in columns]
    if any(names.count(name) > 1 for name in _ENOUGH_ALONE):
        return _TWICE
    return None if "text" in fields or {"title", "abstract"} <= set(fields) else _NO_COLUMNS
