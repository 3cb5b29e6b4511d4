"""How commands print for people: one console, and text that can do nothing to a terminal."""

from __future__ import annotations

import re
import sys
from typing import TextIO

from rich.console import Console

WIDTH = 200  # where the output is no terminal: wide enough that tables keep their rows
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def console(file: TextIO | None = None) -> Console:
    """A console on `file`, by default standard output. Nothing in what it prints is highlighted or read as emoji."""
    file = sys.stdout if file is None else file
    return Console(file=file, highlight=False, emoji=False, width=None if file.isatty() else WIDTH)


def plain(text: str) -> str:
    """The text with U+FFFD for what could steer a terminal: escapes, other controls, marks that turn the direction."""
    return _CONTROLS.sub("\ufffd", text)
