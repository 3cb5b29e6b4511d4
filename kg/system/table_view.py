"""Tables of all commands: laid out for the width of a terminal, and tab-separated anywhere else.

On a terminal, a value that all rows share stands once above the table. If a row does not fit in a line, its widest
column is broken into several lines, or, if too little room is left for that, printed beneath the row with the column's
name. Nothing is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.system.console import make_console, print_paragraph, replace_controls

_BETWEEN = 2  # blanks between columns
_LEAST_ROOM = 24  # columns in which text can be broken into lines and still be read
_MEAN_LINES = 1.75  # of the cells of a column that is broken into lines, at most
_INDENT = 4  # of what stands beneath a row
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")  # what ends a field or, to some reader, a line


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under the names of their columns."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    aside: Sequence[str] = ()  # columns that go beneath the row first where it does not fit
    fold: bool = True  # on a terminal, tell what is the same in all rows once


def write_table(table: Table, file: TextIO, *, indent: int = 0) -> None:
    """Write a table. Without rows it is only a header, and nothing at all on a terminal.

    Args:
        indent: columns that stay free before it on a terminal.
    """
    if file.isatty():
        print_table(table, make_console(file), indent=indent)
    else:
        rows = ([_BREAKS.sub(" ", cell) for cell in row] for row in table.rows)
        file.writelines("\t".join(row) + "\n" for row in (table.header, *rows))


def print_table(table: Table, out: Console, *, indent: int = 0) -> None:
    """Print a table as it stands on a terminal; nothing where it has no rows.

    Args:
        indent: columns that stay free before it.
    """
    rows = [[replace_controls(_BREAKS.sub(" ", cell)) for cell in row] for row in table.rows]
    if not rows:
        return
    header = [replace_controls(_BREAKS.sub(" ", name)) for name in table.header]
    columns = list(range(len(header)))
    same = [n for n in columns if table.fold and len(rows) > 1 and len({row[n] for row in rows}) == 1]
    if same and len(same) < len(columns):
        _print_caption(out, [f"{header[n]}: {rows[0][n] or '(none)'}" for n in same], indent)
        columns = [n for n in columns if n not in same]
    lengths = [[cell_len(row[n]) for row in rows] for n in range(len(header))]
    widths = [max(cell_len(name), *lengths[n]) for n, name in enumerate(header)]
    aside = [header.index(name) for name in table.aside]
    beneath, broken, room = _arrange_columns(columns, widths, lengths, out.width - indent, aside)
    inline = [n for n in columns if n not in beneath]
    if broken is not None:  # last, so that its lines stand free
        inline = [*(n for n in inline if n != broken), broken]
        widths[broken] = room
    numeric = {n for n in inline if all(_NUMBER.fullmatch(row[n]) for row in rows if row[n])}
    if len(rows) == 1 and (beneath or broken is not None):
        for n in columns:
            if rows[0][n]:
                _print_labelled(out, header[n], rows[0][n], indent)
        return
    if inline:
        _print_row(out, [Text(header[n], "cyan") for n in inline], inline, widths, numeric, indent)
    for row in rows:
        if inline:
            _print_row(out, [Text(row[n]) for n in inline], inline, widths, numeric, indent)
        for n in beneath:
            if row[n]:
                _print_labelled(out, header[n], row[n], indent + (_INDENT if inline else 0))


def _arrange_columns(
    columns: list[int], widths: list[int], lengths: list[list[int]], width: int, aside: list[int]
) -> tuple[list[int], int | None, int]:
    """The columns to print beneath their row; the column to break into several lines, or None; and that one's width."""
    inline = list(columns)
    waiting = [n for n in aside if n in inline]
    while inline:
        used = sum(widths[n] for n in inline) + _BETWEEN * (len(inline) - 1)
        if used <= width:
            return [n for n in columns if n not in inline], None, 0
        if waiting and len(inline) > 1:
            inline.remove(waiting.pop(0))
            continue
        widest = max(inline, key=lambda n: (widths[n], n))
        room = width - (used - widths[widest])
        if len(inline) == 1 or (room >= _LEAST_ROOM and _count_mean_lines(lengths[widest], room) <= _MEAN_LINES):
            return [n for n in columns if n not in inline], widest, room
        inline.remove(widest)
    return list(columns), None, 0


def _count_mean_lines(lengths: list[int], room: int) -> float:
    return sum(max(1, -(-length // room)) for length in lengths) / len(lengths)


def _print_caption(out: Console, parts: list[str], indent: int) -> None:
    """Prints the values that all rows share; a part stays in one line if it fits."""
    line = ""
    for part in parts:
        if line and cell_len(f"{line}; {part}") > out.width - indent:
            print_paragraph(out, line, style="cyan", indent=indent, hanging=_INDENT)
            line = ""
        line = f"{line}; {part}" if line else part
    print_paragraph(out, line, style="cyan", indent=indent, hanging=_INDENT)
    out.print()


def _print_row(
    out: Console, cells: list[Text], columns: list[int], widths: list[int], numeric: set[int], indent: int
) -> None:
    """Prints one row; its last cell may take several lines."""
    *before, last = cells
    line = Text(" " * indent)
    for cell, n in zip(before, columns, strict=False):
        blanks = " " * (widths[n] - cell.cell_len)
        line.append_text(Text.assemble(blanks, cell) if n in numeric else Text.assemble(cell, blanks))
        line.append(" " * _BETWEEN)
    start = line.cell_len
    room = widths[columns[-1]]
    if columns[-1] in numeric and last.cell_len < room:
        last = Text.assemble(" " * (room - last.cell_len), last)
    for number, part in enumerate(last.wrap(out, room, overflow="fold") or [Text("")]):
        part.rstrip()
        whole = Text.assemble(line, part) if number == 0 else Text.assemble(" " * start, part)
        whole.rstrip()
        out.print(whole, soft_wrap=True)


def _print_labelled(out: Console, name: str, value: str, indent: int) -> None:
    print_paragraph(out, Text.assemble((f"{name}: ", "cyan"), value), indent=indent, hanging=2)
