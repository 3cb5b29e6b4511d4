"""Files as bytes: their format, their encoding, and everything that cannot be read."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from kg.model.records import InputFile
from kg.read import read_bytes, read_stream
from kg.read.formats import detect_format
from kg.read.rejections import MAX_TEXT
from kg.read.stream import gather

ABSTRACT = "We present a method that is better than all others. It needs no labels."
GOOD = json.dumps({"id": "a", "title": "A Title", "abstract": ABSTRACT})
CARD = f"A Title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMar 3, 2024\n"


def line(**fields: object) -> str:
    return json.dumps({"title": "B Title", "abstract": ABSTRACT, **fields})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jsonl", GOOD),
        ("jsonl", f"{GOOD}\n{GOOD}\n"),
        ("jsonl", f'not json\n{GOOD}\n{{"id": "x'),
        ("jsonl", f"[1, 2]\n{GOOD}\n"),
        ("json", f"[{GOOD}]"),
        ("json", f"[\n  {GOOD}\n]"),
        ("json", f"[\n{GOOD},\n{GOOD},\n{GOOD},\n{GOOD}\n]"),
        ("json", f'{{"n": 4, "papers": [\n{GOOD},\n{GOOD},\n{GOOD},\n{GOOD}\n]}}'),
        ("json", f'{{"papers": [{GOOD}]}}'),
        ("json", json.dumps(json.loads(GOOD), indent=2)),
        ("json", "[]"),
        ("csv", f'id,title,abstract\na,A Title,"{ABSTRACT}"\n'),
        ("csv", f"title\tabstract\nA Title\t{ABSTRACT}\n"),
        ("csv", "id,title\na,A Title\n"),
        ("cards", CARD),
        ("flat", f"A Title\n{ABSTRACT}\n"),
        ("flat", f"[CLS] Is All You Need\n{ABSTRACT}\n"),
        ("unknown", "import os\n\nprint(os.name)\n"),
        ("unknown", "milk\nbread\neggs\n"),
    ],
)
def test_the_format_is_told_by_content(name: str, text: str) -> None:
    assert detect_format(text) == name


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (CARD.encode("utf-16-le"), "looks like UTF-16 without a mark"),
        (CARD.encode("utf-16-be"), "looks like UTF-16 without a mark"),
        (CARD.encode("utf-32-le"), "looks like UTF-32 without a mark"),
        (CARD.encode("utf-32-be"), "looks like UTF-32 without a mark"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.7\n%text follows", "a PDF"),
        (b"PK\x03\x04rest", "a ZIP"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"milk\nbread\neggs\n", "no known format"),
        (b"[]", "no paper"),
        (b"Daily Papers\n\nbyAK and the research community\n\nJun 17\n", "no paper"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"id,title\na,A Title\n", "lacks columns"),
        (b"{}", "holds no paper"),
        (b'{"title": ', "not valid JSON"),
        (b"title,abstract,title\na,b,c\n", "names a column twice"),
    ],
)
def test_files_that_cannot_be_read_at_all(data: bytes, reason: str) -> None:
    reading = read_bytes("page.txt", data)
    assert reading.entries == ()
    (rejection,) = reading.rejected
    assert rejection.file == "page.txt"
    assert reason in rejection.reason
    assert rejection.reason.endswith(".")
    assert (reading.file.entries, reading.file.rejected) == (0, 1)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"id": "x", "title": "B', "not valid JSON (Unterminated string at character 22)"),
        ("[1, 2]", "not an object"),
        ('"text"', "not an object"),
        ("null", "not an object"),
        ('{"title": "B", "comments": ' + "9" * 5000 + "}", "too many digits"),
        ("[" * 100_000, "too deep"),
        (line(title=None), 'no "title"'),
        (line(title="  "), "title is empty"),
        (line(abstract=""), 'no "abstract"'),
        (line(abstract=" \n"), "abstract is empty"),
        (line(title=["B"]), '"title" is a list'),
        (line(abstract=3), '"abstract" is a number'),
        (line(title="B\n\nC"), "blank line"),
        (line(title="B\0"), "NUL"),
        (line(abstract="half \ud83d of it"), "surrogate"),
        (line(abstract="x" * MAX_TEXT), "over the limit"),
        (line(abstract="x" * (1 << 21)), "The line has over"),
        ('{"text": "only one paragraph"}', "no blank line"),
    ],
)
def test_a_line_that_cannot_be_read_is_rejected_alone(bad: str, reason: str) -> None:
    reading = read_bytes("p.jsonl", f"{GOOD}\n{bad}\n{GOOD}\n".encode("utf-8", "surrogatepass"))
    assert [(e.line, e.given_id, e.title) for e in reading.entries] == [(1, "a", "A Title"), (3, "a", "A Title")]
    (rejection,) = reading.rejected
    assert rejection.line == 2
    assert reason in rejection.reason
    assert len(rejection.excerpt) <= 80
    assert rejection.excerpt.isprintable()


def test_bytes_that_are_not_utf8_lose_only_what_holds_them() -> None:
    latin = "B Title caf\xe9".encode("latin-1")
    jsonl = b'{"title": "' + latin + b'", "abstract": "x"}\n' + GOOD.encode()
    page = CARD.encode() + b"\n" + latin + b"\n\n" + ABSTRACT.encode() + b"\n\n" + CARD.encode()
    flat = b"A Title\n%b\n%b\n%b\n" % (ABSTRACT.encode(), latin, ABSTRACT.encode())
    table = b"title,abstract\n%b,x\nA Title,x\n" % latin
    for data, entries in ((jsonl, 1), (page, 2), (flat, 1), (table, 1)):
        reading = read_bytes("p", data)
        assert [e.title for e in reading.entries] == ["A Title"] * entries
        assert ["not UTF-8" in r.reason for r in reading.rejected] == [True]
        reading.rejected[0].excerpt.encode("utf-8")


def test_a_nul_in_a_page_loses_only_its_card() -> None:
    reading = read_bytes("p", (CARD + "\n" + CARD.replace("labels", "la\0bels")).encode())
    assert len(reading.entries) == 1
    assert ["NUL" in r.reason for r in reading.rejected] == [True]


def test_gzip_is_told_by_content() -> None:
    packed = gzip.compress(CARD.encode()[:40]) + gzip.compress(CARD.encode()[40:])
    assert read_bytes("p", packed).entries == read_bytes("p", CARD.encode()).entries


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_damaged_gzip_gives_what_it_still_holds(damage: str) -> None:
    lines = "".join(line(id=str(n), abstract=f"{n * 7919 % 104729} {ABSTRACT}") + "\n" for n in range(20_000))
    packed = gzip.compress(lines.encode())
    half = len(packed) // 2
    data = packed[:half] if damage == "cut" else packed[:half] + b"\xff" * 50 + packed[half + 50 :]
    reading = read_bytes("p", data)
    assert 1_000 < len(reading.entries) < 20_000
    assert reading.rejected[0].line == 0
    assert "gzip" in reading.rejected[0].reason


class Slow(io.BytesIO):
    """A stream that gives seven bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(7)


@pytest.mark.parametrize(
    ("end", "entries", "flaws"),
    [(b"", 3, 0), (b"\0" * 30, 3, 0), (b"\0" * 30 + gzip.compress(GOOD.encode()), 4, 0), (b"broken", 3, 1)],
)
def test_packed_input_is_the_same_in_any_pieces(end: bytes, entries: int, flaws: int) -> None:
    packed = gzip.compress((GOOD + "\n").encode() * 3) + end
    reading = read_bytes("p", packed)
    assert gather(read_stream("p", Slow(packed))) == reading
    assert (len(reading.entries), len(reading.rejected)) == (entries, flaws)


def test_packed_input_is_read_up_to_its_damage() -> None:
    packed = bytearray(gzip.compress((GOOD + "\n").encode() * 3))
    packed[-8] ^= 1  # of the checksum
    reading = read_bytes("p", bytes(packed))
    assert (len(reading.entries), len(reading.rejected)) == (3, 1)
    assert "damaged" in reading.rejected[0].reason


def test_large_packed_input_whose_output_exceeds_the_buffer() -> None:
    lines = (GOOD + "\n") * 20_000
    reading = read_bytes("p", gzip.compress(lines.encode()))
    assert (len(reading.entries), reading.rejected) == (20_000, ())


def test_a_stream_of_lines_is_read_as_it_comes() -> None:
    data = io.BytesIO(((GOOD + "\n") * 20_000).encode())
    items = read_stream("p", data)
    next(items)
    assert data.tell() < len(data.getvalue())
    (last,) = [item for item in items if isinstance(item, InputFile)]
    assert last.entries == 20_000
