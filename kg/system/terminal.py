"""Safe output to a terminal: no control characters, and escapes for characters that its encoding lacks.

`guard_streams` wraps the program's standard streams. On a terminal, control characters are replaced in all that is
written, by the program or a library; only consoles of rich may style: those of `kg.system.console`, which clean the
text that they are given, and the one that prints help, which is our own text. In a pipe or a file, text stays as it is.
Everywhere, a character that the stream's encoding lacks is written as an escape, never an error.
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
"""The same for JSON, which writes a character above U+FFFF as two escapes."""


def replace_controls(text: str) -> str:
    """The text with U+FFFD for characters that control a terminal: escapes, other controls, marks of text direction."""
    return _CONTROLS.sub("\ufffd", text)


class Screen:
    """The stream of a terminal that replaces control characters in what is written, as text or, by `buffer`, as bytes.

    All other attributes are those of the stream.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.rich_proxied_file = stream  # what a console of rich writes to in place of this one
        self.buffer = _Bytes(self)

    def write(self, text: str) -> int:
        """Write text with control characters replaced; "\\r\\n" is written as "\\n"."""
        self._stream.write(replace_controls(text.replace("\r\n", "\n")))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stream)

    def __getattr__(self, name: str) -> Any:  # as the stream has it
        return getattr(self._stream, name)


class _Bytes:
    """Decodes UTF-8 bytes and writes them to a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._decoder = io.IncrementalNewlineDecoder(utf8, translate=True)

    def write(self, data: bytes) -> int:
        self._screen.write(self._decoder.decode(data))
        return len(data)

    def flush(self) -> None:
        self._screen.flush()


def wrap_terminal(file: TextIO) -> TextIO:
    """A `Screen` over the file if it is a terminal; else the file itself."""
    return cast(TextIO, Screen(file)) if file.isatty() and not isinstance(file, Screen) else file


def guard_streams() -> None:
    """Wrap standard output and standard error as this module describes. Idempotent."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or stream.closed:
            continue
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPES)
        setattr(sys, name, wrap_terminal(stream))


@contextmanager
def escaping_as_json(file: TextIO) -> Iterator[TextIO]:
    """The file, which meanwhile writes characters that its encoding lacks as JSON's escapes."""
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


def _escape(error: UnicodeError) -> tuple[str, int]:
    return _apply_escape(error, lambda code: f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


def _escape_as_json(error: UnicodeError) -> tuple[str, int]:
    def escape(code: int) -> str:
        if code <= 0xFFFF:
            return f"\\u{code:04x}"
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"

    return _apply_escape(error, escape)


def _apply_escape(error: UnicodeError, escape: Callable[[int], str]) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(escape(ord(char)) for char in error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPES, _escape)
codecs.register_error(JSON_ESCAPES, _escape_as_json)
