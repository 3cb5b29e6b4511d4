"""JSON documents and tables."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read_bytes

ABSTRACT = "We present a method, which is new."
FULL = {
    "id": "2406.14539",
    "title": "A Title",
    "abstract": ABSTRACT,
    "authors": ["Ann Lee", "Bo Chen"],
    "organization": "Lab of X",
    "published": "2024-06-21",
    "comments": 3,
    "url": "https://x.org/a?b=c",
    "arxiv_id": "arXiv:2406.14539v2",
    "unknown": {"is": "ignored"},
}
BINARY = "".join(map(chr, (*range(9), *range(14, 32))))  # too many of them make a file a binary one
TEXT = st.text(st.characters(codec="utf-8", exclude_characters=BINARY), min_size=1, max_size=60)
TEXT = TEXT.filter(lambda text: text.strip() and "\n\n" not in text)


def test_all_fields() -> None:
    (e,) = read_bytes("p", json.dumps(FULL).encode()).entries
    assert (e.given_id, e.title, e.abstract, e.layout, e.line) == ("2406.14539", "A Title", ABSTRACT, "record", 1)
    assert (e.authors, e.organization, e.published) == (("Ann Lee", "Bo Chen"), "Lab of X", "2024-06-21")
    assert (e.comments, e.url, e.arxiv_id) == (3, "https://x.org/a?b=c", "2406.14539")
    assert e.published_inferred is False


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("id", 17, "given_id", "17"),
        ("id", "", "given_id", None),
        ("id", "  kept as given ", "given_id", "  kept as given "),
        ("authors", 12, "authors", 12),
        ("authors", "12", "authors", 12),
        ("authors", "Ann Lee; Chen, Bo", "authors", ("Ann Lee", "Chen, Bo")),
        ("authors", "Ann Lee, Bo Chen", "authors", ("Ann Lee", "Bo Chen")),
        ("authors", [{"name": "Ann Lee"}], "authors", ("Ann Lee",)),
        ("authors", [], "authors", None),
        ("comments", "0", "comments", 0),
        ("comments", None, "comments", None),
        ("published", "2024-06-21T17:59:00Z", "published", "2024-06-21"),
        ("url", "", "url", None),
        ("arxiv_id", "cs.CL/0112017", "arxiv_id", "cs.CL/0112017"),
    ],
)
def test_fields_in_their_variants(field: str, value: object, attribute: str, expected: object) -> None:
    data = json.dumps({"title": "A", "abstract": "B", field: value}).encode()
    (e,) = read_bytes("p", data).entries
    assert getattr(e, attribute) == expected


@pytest.mark.parametrize(
    ("fields", "title", "abstract"),
    [
        ({"text": "A\n\nB\n\nC"}, "A", "B\n\nC"),
        ({"title": "A", "text": "A\n\nB"}, "A", "B"),
        ({"title": "A", "abstract": "B", "text": "C\n\nD"}, "A", "B"),
    ],
)
def test_text_in_place_of_title_and_abstract(fields: dict[str, str], title: str, abstract: str) -> None:
    (e,) = read_bytes("p", json.dumps(fields).encode()).entries
    assert (e.title, e.abstract) == (title, abstract)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([FULL, FULL]),
        json.dumps([FULL, FULL], indent=2),
        json.dumps({"count": 2, "papers": [FULL, FULL]}, indent=1),
        "[" + json.dumps(FULL) + ",\n" + json.dumps(FULL) + "]",
    ],
)
def test_documents(text: str) -> None:
    found = read_bytes("p", text.encode())
    assert found.file.format == "json"
    assert [(e.given_id, e.authors) for e in found.entries] == [("2406.14539", ("Ann Lee", "Bo Chen"))] * 2
    assert found.rejected == ()


def test_an_item_of_a_document_has_its_line() -> None:
    found = read_bytes("p", b'[\n{"title": "A", "abstract": "B"},\n3,\n{"title": "C", "abstract": "D"}\n]')
    assert [e.line for e in found.entries] == [2, 4]
    assert [(r.line, "not an object" in r.reason) for r in found.rejected] == [(3, True)]


@pytest.mark.parametrize("text", ['[{"title": "A", "abstract": "B"}, {"title": "C', '[{"title": "A", "abstract": "B"}'])
def test_a_document_that_is_cut_off_gives_its_beginning(text: str) -> None:
    found = read_bytes("p", text.encode())
    assert [e.title for e in found.entries] == ["A"]
    assert ["close what is open" in r.reason for r in found.rejected] == [True]


@pytest.mark.parametrize("text", ['{\n  "title": "A"\n}', '{\n"a": {"b": 1}\n}', '{\n "title": "A",\n "abst'])
def test_documents_without_a_paper(text: str) -> None:
    found = read_bytes("p", text.encode())
    assert (found.entries, len(found.rejected)) == ((), 1)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_json_lines_keep_texts_as_they_are(papers: list[tuple[str, str]]) -> None:
    lines = [json.dumps({"title": t, "abstract": a}, ensure_ascii=False) for t, a in papers]
    found = read_bytes("p", "\n".join(lines).encode())
    assert [(e.title, e.abstract) for e in found.entries] == papers


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.sampled_from([",", "\t", ";"]))
def test_tables_keep_texts_as_they_are(papers: list[tuple[str, str]], separator: str) -> None:
    papers = [(t.replace("\r", " ") + "x", a.replace("\r", " ") + "x") for t, a in papers]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("title", "abstract"), *papers])
    found = read_bytes("p", out.getvalue().encode())
    assert found.file.format == "csv"
    assert [(e.title, e.abstract) for e in found.entries] == papers


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
    found = read_bytes("p", f'Title,Abstract,Comments\nA,"x,\ny",1\n{bad}\n\nC,z,2\n'.encode())
    assert [(e.line, e.title, e.abstract, e.comments) for e in found.entries] == [
        (2, "A", "x,\ny", 1),
        (6, "C", "z", 2),
    ]
    assert [(r.line, reason in r.reason) for r in found.rejected] == [(4, True)]
