"""Writes CSV (RFC 4180 with line feeds, UTF-8) that spreadsheets read as data, never as formulas.

Spreadsheets take a cell that starts with one of = + - @ TAB or CR for a formula, and titles and names come from
anywhere. Such a cell gets a leading apostrophe, the usual remedy, unless it is a signed number ("+2.5", "-3%"). Where
the exact text matters, read the JSON Lines exports or the RDF.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from kg.system.files import replacing

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_SIGNED_NUMBER = re.compile(r"[+-]\s?[0-9.,]+(?:[eE][+-]?[0-9]+)?\s?(?:\\?%|[a-zA-Z×]+)?")
_NEEDS_QUOTES = re.compile('[",\r\n]')
SEPARATOR = " | "
"""Separates the values of a cell that holds several; a bar within a value is written "\\|"."""


def format_cell(value: str | int | float | bool | None) -> str:
    """The text of a cell: "" for None, "true" and "false" for truth values; text is protected against formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = value.replace("\0", "\ufffd")  # CSV readers reject it
    if text.startswith(_FORMULA_START) and not _SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def join_values(values: Iterable[str]) -> str:
    """Several values as the text of one cell."""
    return SEPARATOR.join(value.replace("|", "\\|") for value in values)


Rows = Iterable[Sequence[str | int | float | bool | None]]


def write_rows(header: Sequence[str], rows: Rows, file: TextIO) -> None:
    """Write a header and rows to an open file."""
    file.writelines(
        ",".join(_quote(format_cell(value)) for value in row) + "\n" for row in itertools.chain([header], rows)
    )


def _quote(text: str) -> str:
    """The text in quotes where readers need them; the `csv` module does not quote a lone carriage return."""
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def write_file(header: Sequence[str], rows: Rows, path: Path) -> None:
    """Write a header and rows to a file."""
    with replacing(path) as file:
        write_rows(header, rows, file)
