"""What reaches a terminal, and in which characters."""

from __future__ import annotations

import io
import json
import sys

import pyoxigraph
import pytest

from kg.system import terminal
from kg.system.terminal import (
    ESCAPES,
    JSON_ESCAPES,
    Screen,
    escaping_as_json,
    guard_streams,
    replace_controls,
    wrap_terminal,
)


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("plain \t text\n", "plain \t text\n"),
        ("caf\u00e9 \u03b1 \U0001f600", "caf\u00e9 \u03b1 \U0001f600"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("over\rwritten\x08", "over\ufffdwritten\ufffd"),
        ("turned \u202e \u2066", "turned \ufffd \ufffd"),
        ("line\u2028paragraph\u2029", "line\ufffdparagraph\ufffd"),
        ("nul\x00del\x7f", "nul\ufffddel\ufffd"),
    ],
)
def test_what_could_steer_a_terminal_is_replaced(text, replaced):
    assert replace_controls(text) == replaced


def test_a_screen_takes_text_lines_and_bytes_for_plain_text():
    under = Terminal()
    screen = wrap_terminal(under)
    assert screen.write("\x1b[1mbold\r\n") == 10
    screen.writelines(["a\x1b", "b\n"])
    screen.buffer.write("caf\u00e9\x1b[0m\r".encode()[:4])
    screen.buffer.write("caf\u00e9\x1b[0m\r".encode()[4:])
    screen.buffer.write(b"\nend\xff\n")
    assert under.getvalue() == "\ufffd[1mbold\na\ufffdb\ncaf\u00e9\ufffd[0m\nend\ufffd\n"


def test_a_screen_is_as_its_stream_in_all_else():
    under = Terminal("line\n")
    screen = Screen(under)
    assert screen.isatty()
    assert screen.readable()
    assert list(screen) == ["line\n"]


def test_a_file_has_no_screen_and_a_screen_no_second_one():
    file = io.StringIO()
    assert wrap_terminal(file) is file
    screen = wrap_terminal(Terminal())
    assert wrap_terminal(screen) is screen


def test_the_guard_is_put_up_once_and_bears_closed_streams(monkeypatch):
    monkeypatch.setattr(sys, "stdout", under := Terminal())
    monkeypatch.setattr(sys, "stderr", None)
    guard_streams()
    guard_streams()
    sys.stdout.write("\x1b[31m\n")
    assert sys.stderr is None
    assert under.getvalue() == "\ufffd[31m\n"


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("caf\u00e9", "ascii", b"caf\\u00e9"),
        ("\u03b1 \u00e9", "latin-1", b"\\u03b1 \xe9"),
        ("\U0001f600", "ascii", b"\\U0001f600"),
        ("half \ud83d", "utf-8", b"half \\ud83d"),
    ],
)
def test_what_an_encoding_lacks_is_escaped(text, encoding, written):
    assert text.encode(encoding, ESCAPES) == written


def test_escapes_are_read_back_by_turtle_and_json():
    text = "caf\u00e9 \u03b1 \U0001f600"
    turtle = f'<http://e/s> <http://e/p> "{text}" .'.encode("ascii", ESCAPES)
    (triple,) = pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    assert triple.object.value == text
    assert json.loads(json.dumps(text, ensure_ascii=False).encode("ascii", JSON_ESCAPES)) == text


def test_a_stream_escapes_as_json_only_while_that_is_asked_for():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors=ESCAPES)
    with escaping_as_json(stream) as file:
        file.write("\U0001f600")
    stream.write("\U0001f600")
    stream.flush()
    assert raw.getvalue() == b"\\ud83d\\ude00\\U0001f600"


def test_only_encoding_is_escaped():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", terminal.ESCAPES)
