"""Bytes that are not what they should be cost the record that holds them, in every format."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from kg.read import read_bytes
from kg.read.encoding import convert_to_utf8, guess_wide_encoding

ABSTRACT = "We present a careful method that is better than all others. It needs no labels at all."
HEAD = b"Daily Papers\n\nbyAK and the research community\n\n"


def card(
    title: bytes, *, abstract: bytes = ABSTRACT.encode(), footer: bytes = b"\n3 authors\n\xc2\xb7\nMar 3, 2024\n"
) -> bytes:
    return title + b"\n\n" + abstract + b"\n" + footer + b"\n"


def json_of(title: bytes, abstract: bytes = b"About it.") -> bytes:
    return b'{"title": "' + title + b'", "abstract": "' + abstract + b'"}'


GOOD, BAD = b"A Fine Title", b"The Caf\xe9 Dataset"
FILES = {
    "cards": HEAD + card(GOOD) + card(BAD) + card(b"Another Title"),
    "flat": b"\n".join([GOOD, ABSTRACT.encode(), BAD, ABSTRACT.encode(), b"Another Title", ABSTRACT.encode()]),
    "headed": b"".join(
        t + b"\nAnn Lee, Bo Chen\nAbstract\n" + ABSTRACT.encode() + b"\n\n" for t in (GOOD, BAD, b"Another Title")
    ),
    "jsonl": b"\n".join(map(json_of, (GOOD, BAD, b"Another Title"))),
    "json": b"[" + b",\n".join(map(json_of, (GOOD, BAD, b"Another Title"))) + b"]",
    "csv": b"title,abstract\n" + b"".join(t + b",About it.\n" for t in (GOOD, BAD, b"Another Title")),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_a_byte_that_is_not_utf8_costs_its_record(name: str, packed: bool) -> None:
    data = gzip.compress(FILES[name]) if packed else FILES[name]
    reading = read_bytes("page", data)
    assert reading.file.format == name
    assert [e.title for e in reading.entries] == ["A Fine Title", "Another Title"]
    (rejection,) = reading.rejected
    assert rejection.line == FILES[name][: FILES[name].index(BAD)].count(b"\n") + 1
    assert "not UTF-8; they look like Latin-1 or Windows-1252" in rejection.reason
    assert "The Caf" in rejection.excerpt
    rejection.excerpt.encode("utf-8")


@pytest.mark.parametrize(
    "bad",
    [
        card(GOOD, footer=b"\n3 authors\n\xb7\nMar 3, 2024\n1\n"),
        card(GOOD, footer=b"\n  \x95 3 authors\n\xb7\nMar 3, 2024 7\n"),
        card(GOOD, footer=b"\nlab Caf\xe9 Lab\n\xc2\xb7\nMar 3, 2024\n"),
        card(GOOD, abstract=ABSTRACT.encode() + b" Na\xefve."),
    ],
)
def test_a_card_is_rejected_whole_and_once_wherever_the_byte_stands(bad: bytes) -> None:
    reading = read_bytes("page", HEAD + bad + card(b"Another Title"))
    assert [(e.title, e.authors, e.published) for e in reading.entries] == [("Another Title", 3, "2024-03-03")]
    assert [(r.line, "not UTF-8" in r.reason, r.excerpt) for r in reading.rejected] == [(5, True, "A Fine Title")]


@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
@pytest.mark.parametrize("column", ["organization", "authors", "id", "unknown"])
def test_a_byte_in_any_field_costs_the_record(bad: bytes, column: str) -> None:
    rows = b"title,abstract,%b\nOne,About it.,x%by\nTwo,About it.,z\n" % (column.encode(), bad)
    lines = b'{"title": "One", "abstract": "About it.", "%b": "x%by"}\n{"title": "Two", "abstract": "It."}' % (
        column.encode(), bad,
    )  # fmt: skip
    for data in (rows, lines, b"[" + lines.replace(b"\n", b",\n") + b"]"):
        reading = read_bytes("page", data)
        assert [e.title for e in reading.entries] == ["Two"]
        assert ["not UTF-8" in r.reason for r in reading.rejected] == [True]


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        (b"a na\xefve caf\xe9", "Latin-1 or Windows-1252"),
        (b"quoted \x93so\x94 it is", "Latin-1 or Windows-1252"),
        (b"it ends in the middle of \xe2\x80", "UTF-8 that was cut"),
        ("ああいうえおかきく".encode("shift_jis"), "not UTF-8."),
    ],
)
def test_the_rejection_names_what_the_bytes_look_like(text: bytes, looks: str) -> None:
    (rejection,) = read_bytes("page", json_of(text) + b"\n" + json_of(b"Two")).rejected
    assert looks in rejection.reason


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le", "utf-8-sig"]
)
@pytest.mark.parametrize("name", FILES)
def test_a_file_with_a_mark_is_read_as_its_utf8(name: str, encoding: str) -> None:
    text = FILES[name].replace(BAD, "The Café 😀 Dataset".encode()).decode()
    mark = "" if encoding in ("utf-16", "utf-32", "utf-8-sig") else "\ufeff"
    reading = read_bytes("page", (mark + text).encode(encoding))
    assert reading.rejected == ()
    assert reading.entries == read_bytes("page", text.encode()).entries
    assert reading.entries[1].title == "The Café 😀 Dataset"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_chunks_may_end_anywhere(size: int) -> None:
    text = "A title, 𝒜 and é\n" * 20
    for data in (
        ("\ufeff" + text).encode("utf-16-le"),
        ("\ufeff" + text).encode("utf-32-be"),
        text.encode("utf-8-sig"),
    ):
        chunks = (data[i : i + size] for i in range(0, len(data), size))
        assert b"".join(convert_to_utf8(chunks)) == text.encode()


def test_half_a_character_in_utf16_costs_its_record() -> None:
    lines = [json.dumps({"title": title, "abstract": "About it."}) for title in ("One", "Twx", "Three")]
    data = ("\ufeff" + "\n".join(lines)).encode("utf-16-le").replace("x".encode("utf-16-le"), b"\x00\xd8")
    reading = read_bytes("page", data)
    assert [e.title for e in reading.entries] == ["One", "Three"]
    assert [r.line for r in reading.rejected] == [2]
    cut = read_bytes("page", ("\ufeff" + "\n".join(lines)).encode("utf-16-le")[:-1])
    assert [e.title for e in cut.entries] == ["One", "Twx"]
    assert [r.line for r in cut.rejected] == [3]


@pytest.mark.parametrize("text", ["plain text", "é" * 100, "日本語の論文" * 50])
def test_plain_text_looks_like_nothing_wide(text: str) -> None:
    assert guess_wide_encoding(text.encode()) is None


def test_a_file_that_cannot_be_read_to_its_end_gives_what_came_before() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError(5, "Input/output error")
            return data

    from kg.read import read_stream
    from kg.read.stream import gather

    reading = gather(read_stream("page", Failing(json_of(b"One") + b"\n")))
    assert [e.title for e in reading.entries] == ["One"]
    assert ["Input/output error" in r.reason for r in reading.rejected] == [True]
    empty = gather(read_stream("page", Failing(b"")))
    assert ["Input/output error" in r.reason for r in empty.rejected] == [True]
