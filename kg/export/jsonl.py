"""Writing JSON Lines: one object a line, UTF-8, keys in the order given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from kg.system.files import replacing

# What readers take for the end of a line too, such as `str.splitlines`; JSON allows them bare in a string.
_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def line(row: Mapping[str, Any]) -> str:
    """One object as one line, without its line feed, whoever reads it.

    Half characters (lone surrogates) stay escaped, and so do the separators of lines that Unicode has.
    """
    text = json.dumps(row, ensure_ascii=False)
    if text.isascii():
        return text
    return text.translate(_ENDS) if _encodable(text) else json.dumps(row)


def write(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the rows in their order."""
    with replacing(path) as file:
        dump(rows, file)


def dump(rows: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write the rows in their order to an open file."""
    file.writelines(line(row) + "\n" for row in rows)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate: JSON can carry it, as an escape
        return False
    return True
