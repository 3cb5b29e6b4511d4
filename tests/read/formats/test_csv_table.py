"""A table with a header row: a row that cannot be read costs itself alone, a header that says too little all."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read_bytes
from kg.read.formats.csv_table import sniff

BINARY = "".join(map(chr, (*range(9), *range(14, 32))))  # too many of them make a file a binary one
TEXT = st.text(st.characters(codec="utf-8", exclude_characters=BINARY), min_size=1, max_size=60)
TEXT = TEXT.filter(lambda text: text.strip() and "\n\n" not in text)


@pytest.mark.parametrize(
    "head",
    [
        "title,abstract",
        "Title;Abstract;Year",
        "title\tabstract",
        '"title","abstract"',
        "\n\ntitle,abstract",
        "text",
        "title",
    ],
)
def test_a_header_of_our_fields_is_taken(head: str) -> None:
    assert sniff(head)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "name,price",  # fields of others
        "id",  # a word alone may be anything
        "authors",
        "A title of a paper, which has commas",
        "title:abstract",  # no separator of ours
        "title\rabstract,x",  # no row at all
    ],
)
def test_another_first_line_is_not(head: str) -> None:
    assert not sniff(head)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("title,year", 'lacks columns; it needs "title" and "abstract", or "text"'),
        ("title,title,abstract", "names a column twice"),
        ("title,abstract,Title ", "names a column twice"),  # whatever its case and blanks
    ],
)
def test_a_header_that_says_too_little_or_too_much_rejects_the_table(header: str, reason: str) -> None:
    reading = read_bytes("p", f"{header}\nA,B,C\n".encode())
    assert (reading.file.format, reading.entries) == ("csv", ())
    assert [(r.line, reason in r.reason) for r in reading.rejected] == [(1, True)]


def test_a_column_of_texts_is_enough() -> None:
    (entry,) = read_bytes("p", b'text,year\n"A\n\nB",2024\n').entries
    assert (entry.title, entry.abstract) == ("A", "B")


def test_of_columns_of_one_name_the_first_that_says_something_counts() -> None:
    reading = read_bytes("p", b"title,abstract,url,url\nA,B,,https://x.org\nC,D,https://y.org,https://z.org\n")
    assert [e.url for e in reading.entries] == ["https://x.org", "https://y.org"]


def test_a_row_of_empty_cells_is_nothing() -> None:
    reading = read_bytes("p", b"title,abstract\n,\nA,B\n")
    assert ([e.line for e in reading.entries], reading.rejected) == ([3], ())


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.sampled_from([",", "\t", ";"]))
def test_tables_keep_texts_as_they_are(papers: list[tuple[str, str]], separator: str) -> None:
    papers = [(t.replace("\r", " ") + "x", a.replace("\r", " ") + "x") for t, a in papers]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("title", "abstract"), *papers])
    reading = read_bytes("p", out.getvalue().encode())
    assert reading.file.format == "csv"
    assert [(e.title, e.abstract) for e in reading.entries] == papers


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("B,too,many,cells", "4 cells"),
        ("lonely", "1 cells"),
        ('B,"an open quote,3', "quotes"),
        ("Title,ABSTRACT,comments", "header row"),
        ("B,,3", 'no "abstract"'),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_alone(bad: str, reason: str) -> None:
    reading = read_bytes("p", f'Title,Abstract,Comments\nA,"x,\ny",1\n{bad}\n\nC,z,2\n'.encode())
    assert [(e.line, e.title, e.abstract, e.comments) for e in reading.entries] == [
        (2, "A", "x,\ny", 1),
        (6, "C", "z", 2),
    ]
    assert [(r.line, reason in r.reason) for r in reading.rejected] == [(4, True)]
