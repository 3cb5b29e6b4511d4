"""Prints for people, on consoles that style text and read nothing in the text itself as markup."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from kg.system.terminal import replace_controls

__all__ = ["NARROWEST", "make_console", "print_paragraph", "replace_controls"]

NARROWEST, WIDEST = 20, 2000  # columns: less holds no words, more is no width
_USUAL = 80  # columns, where nothing says how wide the terminal is
_UNBROKEN = 1_000_000  # columns of a pipe or a file: a paragraph stays one line


class _Console(Console):
    """A console that only styles text itself: control characters in what is printed cannot reach the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(replace_controls(segment.text), segment.style)


def make_console(file: TextIO | None = None, *, width: int | None = None) -> Console:
    """A console on `file`, by default standard output. Nothing in what it prints is highlighted or read as emoji.

    Its width is `width` columns, by default that of `COLUMNS`, else that of the terminal; elsewhere lines are not
    broken.
    """
    file = sys.stdout if file is None else file
    styled = _Console(file=file, highlight=False, emoji=False, markup=False)
    columns = os.environ.get("COLUMNS", "")
    wanted = width or (int(columns) if columns.isascii() and columns.isdigit() else 0)
    if wanted or not file.isatty():
        width = min(max(wanted, NARROWEST), WIDEST) if wanted else _UNBROKEN
        styled.size = ConsoleDimensions(width, styled.height)  # both, or rich goes by the kind of terminal
    elif not styled.width:  # `COLUMNS` is 0, which rich believes
        styled.size = ConsoleDimensions(_USUAL, styled.height)
    return styled


def print_paragraph(out: Console, text: str | Text, *, style: str = "", indent: int = 0, hanging: int = 0) -> None:
    """Print text in lines that fit, broken between words where that is possible.

    Args:
        indent: columns before every line.
        hanging: more of them before every line but the first.
    """
    whole = Text(replace_controls(text), style) if isinstance(text, str) else text
    blanks = indent
    for line in whole.split("\n", allow_blank=True):
        rest = line
        while True:
            part, rest = _break_line(rest, max(out.width - blanks, 1), out)
            out.print(Text.assemble(" " * blanks, part), soft_wrap=True)
            blanks = indent + hanging
            if not rest:
                break


def _break_line(text: Text, width: int, out: Console) -> tuple[Text, Text]:
    """Cuts a text without line feeds: the part that fits in one line, and the rest."""
    lines = text.wrap(out, width, overflow="fold")
    if len(lines) < 2:
        first, rest = text.copy(), Text()
    else:
        first, rest = lines[0], text[len(lines[0]) :]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    first.rstrip()
    return first, rest
