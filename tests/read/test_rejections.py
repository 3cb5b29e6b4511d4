"""What makes a text unusable, and excerpts that are safe to print."""

import pytest

from kg.model.records import Rejected, SourceEntry
from kg.read.rejections import (
    EXCERPT,
    MAX_TEXT,
    check_entry,
    find_reason_to_reject,
    make_excerpt,
    reject,
    reject_undecoded,
)


@pytest.mark.parametrize(
    ("title", "abstract", "reason"),
    [
        (" ", "a", "The title is empty"),
        ("t", "\n", "The abstract is empty"),
        ("t\n\nu", "a", "The title holds a blank line"),
        ("t", "a" * MAX_TEXT, "over the limit of 200,000"),
        ("t", "a\0", "holds a NUL character"),
        ("t", "a\ud83d", "half of a surrogate pair"),
    ],
)
def test_a_text_that_cannot_be_used(title: str, abstract: str, reason: str) -> None:
    assert reason in (find_reason_to_reject(title, abstract) or "")
    entry = SourceEntry("f", 7, "record", title, abstract)
    rejected = check_entry(entry)
    assert isinstance(rejected, Rejected)
    assert (rejected.file, rejected.line) == ("f", 7)


@pytest.mark.parametrize(("title", "abstract"), [("t", "a"), ("t\nu", "a\n\nb"), ("t", "a" * (MAX_TEXT - 3))])
def test_a_text_that_can_be_used(title: str, abstract: str) -> None:
    assert find_reason_to_reject(title, abstract) is None
    entry = SourceEntry("f", 7, "record", title, abstract)
    assert check_entry(entry) is entry


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("short", "short"),
        ("two\n lines\tand  spaces", "two lines and spaces"),
        ("\x1b[31mred\ud83d", "[31mred"),
        ("x" * EXCERPT, "x" * EXCERPT),
        ("x" * (EXCERPT + 1), "x" * (EXCERPT - 1) + "…"),
    ],
)
def test_an_excerpt_is_short_and_safe(text: str, excerpt: str) -> None:
    assert make_excerpt(text) == excerpt


def test_bytes_that_are_not_utf8_are_rejected_with_their_look() -> None:
    text = b"caf\xe9".decode("utf-8", "surrogateescape")
    rejected = reject_undecoded("f", 3, text, excerpt_of="a title")
    assert rejected is not None
    assert "look like Latin-1 or Windows-1252" in rejected.reason
    assert rejected.excerpt == "a title"
    assert reject_undecoded("f", 3, "café") is None


def test_a_rejection_quotes_its_text() -> None:
    assert reject("f", 1, "Why.", "a\nb") == Rejected("f", 1, "Why.", "a b")
