"""Pages for people: as wide as they are told, broken between words, and never steered by what they show."""

from __future__ import annotations

import io

import pytest
from rich.text import Text

from kg.system.console import NARROWEST, make_console, print_paragraph


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("columns", "width", "expected"),
    [
        (None, None, 1_000_000),  # a file: nothing is broken
        (None, 100, 100),
        ("120", None, 120),
        ("120", 100, 100),  # what the program asks for comes first
        ("5", None, NARROWEST),  # no words fit in less
        ("99999", None, 2000),  # that is no width
        ("wide", None, 1_000_000),  # no number
        ("-3", None, 1_000_000),
        ("0", None, 1_000_000),
    ],
)
def test_how_wide_a_file_is(
    monkeypatch: pytest.MonkeyPatch, columns: str | None, width: int | None, expected: int
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert make_console(io.StringIO(), width=width).width == expected


def test_a_terminal_of_no_columns_is_as_wide_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert make_console(Terminal()).width == 80


@pytest.mark.parametrize(
    "text",
    ["[bold]a[/bold]", ":smile:", "[link=https://x.org]x[/link]", "12 'a' None https://x.org"],  # of rich's own syntax
)
def test_text_stays_text(text: str) -> None:
    file = io.StringIO()
    make_console(file).print(text)
    assert file.getvalue() == f"{text}\n"


def test_nothing_in_a_text_gets_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    file = Terminal()
    make_console(file, width=80).print("12 'a' None https://x.org")
    assert file.getvalue() == "12 'a' None https://x.org\n"


def test_what_could_steer_a_terminal_is_replaced_and_our_styles_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    file = Terminal()
    make_console(file, width=80).print(Text("a\x1b[35;7mb\x9b", "bold"))
    assert file.getvalue() == "\x1b[1ma\ufffd[35;7mb\ufffd\x1b[0m\n"


@pytest.mark.parametrize(
    ("text", "options", "lines"),
    [
        ("one two three four five", {}, ["one two three four", "five"]),
        ("one two three four five", {"indent": 4}, ["    one two three", "    four five"]),
        ("one two three four five", {"indent": 2, "hanging": 2}, ["  one two three four", "    five"]),
        ("a" * 25, {}, ["a" * 20, "a" * 5]),  # no word fits
        ("a\n\nb", {"indent": 1}, [" a", " ", " b"]),  # its own lines stay
        ("a\n", {}, ["a", ""]),  # the last one too
        ("one\x1btwo", {}, ["one\ufffdtwo"]),
        ("", {}, [""]),
    ],
)
def test_a_paragraph_is_broken_between_words(text: str, options: dict[str, int], lines: list[str]) -> None:
    file = io.StringIO()
    print_paragraph(make_console(file, width=20), text, **options)  # type: ignore[arg-type] # of columns
    assert file.getvalue().split("\n") == [*lines, ""]


def test_a_paragraph_in_a_file_is_one_line() -> None:
    file = io.StringIO()
    print_paragraph(make_console(file), "word " * 500, indent=2)
    assert file.getvalue().count("\n") == 1
