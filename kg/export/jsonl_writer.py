"""Writes JSON Lines: one object a line, UTF-8, keys in the order given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from kg.system.files import replacing

# Some readers, such as `str.splitlines`, take these for the end of a line; JSON allows them unescaped in a string.
_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def format_line(row: Mapping[str, Any]) -> str:
    """One object as one line without its line feed; lone surrogates and Unicode's line separators are escaped."""
    text = json.dumps(row, ensure_ascii=False)
    if text.isascii():
        return text
    return text.translate(_ENDS) if _encodable(text) else json.dumps(row)


def write_file(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the rows, in their order, to a file."""
    with replacing(path) as file:
        write_rows(rows, file)


def write_rows(rows: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write the rows, in their order, to an open file."""
    file.writelines(format_line(row) + "\n" for row in rows)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate: JSON can carry it, as an escape
        return False
    return True
