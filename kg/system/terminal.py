"""What reaches a terminal: text that can do nothing to it, in characters that it has.

`guard` stands between the program and its standard streams. On a terminal, whatever is written, by whichever part of
the program or of a library, loses what could steer the terminal; only consoles of rich may style: those of
`kg.system.console`, which clean the text that they are given, and the one that prints help, which is our own text.
In a pipe or a file, text stays as it is. Everywhere, a character that the stream's encoding lacks is written as an
escape, never an error.
"""

from __future__ import annotations

import codecs
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

ESCAPES = "kg.escapes"
"""Error handler of encodings: `\\u00e9`, `\\U0001f600`, which Turtle, N-Triples, SPARQL and Python read back."""
JSON_ESCAPES = "kg.json_escapes"
"""The same for JSON, which writes a character beyond the first plane as two escapes."""


def plain(text: str) -> str:
    """The text with U+FFFD for what could steer a terminal: escapes, other controls, marks that turn the direction."""
    return _CONTROLS.sub("\ufffd", text)


class Screen:
    """A terminal's stream: what is written through it is plain text, whether as text or, through `buffer`, as bytes.

    Everything else is as on the stream itself.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.rich_proxied_file = stream  # what a console of rich writes to in place of this one
        self.buffer = _Bytes(self)

    def write(self, text: str) -> int:
        """Write text without what could steer the terminal; a carriage return is kept before a line feed only."""
        self._stream.write(plain(text.replace("\r\n", "\n")))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of some texts."""
        for line in lines:
            self.write(line)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stream)

    def __getattr__(self, name: str) -> Any:  # as the stream has it
        return getattr(self._stream, name)


class _Bytes:
    """The bytes of UTF-8 text on their way to a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._decoder = io.IncrementalNewlineDecoder(utf8, translate=True)

    def write(self, data: bytes) -> int:
        self._screen.write(self._decoder.decode(data))
        return len(data)

    def flush(self) -> None:
        self._screen.flush()


def screened(file: TextIO) -> TextIO:
    """The file itself, or a `Screen` before it if it is a terminal."""
    return cast(TextIO, Screen(file)) if file.isatty() and not isinstance(file, Screen) else file


def guard() -> None:
    """Put the standard streams behind what this module does. Doing it again changes nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or stream.closed:
            continue
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPES)
        setattr(sys, name, screened(stream))


@contextmanager
def escaping_as_json(file: TextIO) -> Iterator[TextIO]:
    """The file, with escapes that JSON has for what its encoding lacks."""
    stream = getattr(file, "rich_proxied_file", file)
    if not isinstance(stream, io.TextIOWrapper):
        yield file
        return
    before = stream.errors
    stream.reconfigure(errors=JSON_ESCAPES)
    try:
        yield file
    finally:
        if not stream.closed:
            stream.reconfigure(errors=before)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    return _with_escapes(error, lambda code: f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


def _escaped_as_json(error: UnicodeError) -> tuple[str, int]:
    def escape(code: int) -> str:
        if code <= 0xFFFF:
            return f"\\u{code:04x}"
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"

    return _with_escapes(error, escape)


def _with_escapes(error: UnicodeError, escape: Callable[[int], str]) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(escape(ord(char)) for char in error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPES, _escaped)
codecs.register_error(JSON_ESCAPES, _escaped_as_json)
