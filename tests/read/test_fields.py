"""A side field costs at most itself, whatever name and shape it has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.cli import main
from kg.model.records import SourceEntry
from kg.read import FileReading, merge, read_bytes
from kg.read.reading_records import UnusedField, UnusedFieldCounter

FULL = {
    "id": "2406.14539",
    "title": "A Title",
    "abstract": "We present a method, which is new.",
    "authors": ["Ann Lee", "Bo Chen"],
    "organization": "Lab of X",
    "published": "2024-06-21",
    "comments": 3,
    "url": "https://x.org/a?b=c",
    "arxiv_id": "arXiv:2406.14539v2",
    "unknown": {"is": "ignored"},
}
PAPER = {"title": "A Careful Method", "abstract": "We present it."}


def reading(**fields: Any) -> FileReading:
    return read_bytes("p.jsonl", json.dumps({**PAPER, **fields}).encode())


def entry(**fields: Any) -> SourceEntry:
    (only,) = reading(**fields).entries
    return only


def test_all_fields() -> None:
    (e,) = read_bytes("p", json.dumps(FULL).encode()).entries
    assert (e.given_id, e.title, e.abstract, e.layout, e.line) == (
        "2406.14539",
        "A Title",
        FULL["abstract"],
        "record",
        1,
    )
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
    ("name", "value", "attribute", "expected"),
    [
        ("Title", None, "title", "A Careful Method"),
        ("authors", 12.0, "authors", 12),
        ("authors", "12 authors", "authors", 12),
        ("author", "Ann Lee; Bo Chen", "authors", ("Ann Lee", "Bo Chen")),
        ("Author Names", "Ann Lee and Bo Chen", "authors", ("Ann Lee", "Bo Chen")),
        ("author_names", ["Ann Lee"], "authors", ("Ann Lee",)),
        ("creators", [{"firstName": "Ann", "lastName": "Lee"}], "authors", ("Ann Lee",)),
        ("authors", "['Lee, Ann', 'Chen, Bo']", "authors", ("Lee, Ann", "Chen, Bo")),
        ("authors", "Ann Lee,\n Bo Chen", "authors", ("Ann Lee", "Bo Chen")),
        ("organization", "Lab\n of X", "organization", "Lab of X"),
        ("Organisation", "Lab &amp; Co", "organization", "Lab & Co"),
        ("published", 2024, "published", "2024"),
        ("published", "2024-05", "published", "2024-05"),
        ("publicationDate", "2024-05-02T00:00:00", "published", "2024-05-02"),
        ("Publication Year", "2024", "published", "2024"),
        ("issued", {"date-parts": [[2024, 5]]}, "published", "2024-05"),
        ("update_date", "2024-09-18", "published", "2024-09-18"),
        ("versions", [{"version": "v1", "created": "Mon, 2 Sep 2024 19:18:42 GMT"}], "published", "2024-09-02"),
        ("comments", "3", "comments", 3),
        ("comments", 3.0, "comments", 3),
        ("commentCount", 3, "comments", 3),
        ("link", "https://x.org/a", "url", "https://x.org/a"),
        ("Link", "www.x.org/a", "url", "https://www.x.org/a"),
        ("site", "https://x.org/a", "url", "https://x.org/a"),
        ("pdf", "https://x.org/a.pdf", "url", "https://x.org/a.pdf"),
        ("links", ["https://x.org/a", "https://x.org/b"], "url", "https://x.org/a"),
        ("url", "2409.11111", "url", "https://arxiv.org/abs/2409.11111"),
        ("url", "arXiv:2409.11111v2", "url", "https://arxiv.org/abs/2409.11111"),
        ("url", "arxiv.org/abs/2409.11111", "url", "https://arxiv.org/abs/2409.11111"),
        ("url", " https://x.org/a\n", "url", "https://x.org/a"),
        ("doi", "10.1000/xyz.1", "url", "https://doi.org/10.1000/xyz.1"),
        ("DOI", "https://doi.org/10.1000/xyz.1", "url", "https://doi.org/10.1000/xyz.1"),
        ("arxiv_id", "https://arxiv.org/pdf/2409.11111v2.pdf", "arxiv_id", "2409.11111"),
        ("eprint", "2409.11111", "arxiv_id", "2409.11111"),
        ("paperId", "x17", "given_id", "x17"),
    ],
)
def test_fields_under_other_names_and_in_other_shapes(
    name: str, value: object, attribute: str, expected: object
) -> None:
    file_reading = reading(**{name: value})
    assert [getattr(e, attribute) for e in file_reading.entries] == [expected]
    assert file_reading.unused == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"Abstract Note": "We present it.", "Title": "A Careful Method"},
        {"summary": "We present it.", "title": "A Careful Method"},
        {"ABSTRACT": "We present it.", "paper_title": "A Careful Method"},
    ],
)
def test_title_and_abstract_under_other_names(fields: dict[str, str]) -> None:
    (paper,) = read_bytes("p.jsonl", json.dumps(fields).encode()).entries
    assert (paper.title, paper.abstract) == ("A Careful Method", "We present it.")


@pytest.mark.parametrize(
    ("name", "value", "attribute", "reason"),
    [
        ("comments", "10 pages, 3 figures", "comments", "it is a text and no whole number"),
        ("comments", True, "comments", "it is true or false"),
        ("comments", -1, "comments", "below 0"),
        ("comments", ["good"], "comments", "it is a list"),
        ("authors", ["Ann Lee", 3], "authors", "it holds something that is no name"),
        ("authors", 2.5, "authors", "it is a fraction"),
        ("authors", -1, "authors", "below 0"),
        ("authors", "Ann Lee et al.", "authors", 'not whole ("et al.")'),
        ("published", "in press", "published", "it is no date such as 2024"),
        ("published", "2024-02-30", "published", "it is no date"),
        ("published", "03/05/2024", "published", "it is no date"),
        ("url", "javascript:alert(1)", "url", "it is no web address"),
        ("url", "https://x.org/<b>", "url", "it is no web address"),
        ("url", {"href": "x"}, "url", "it is an object"),
        ("url", "https://x.org/\x01", "url", "a control character"),
        ("organization", ["Lab"], "organization", "it is a list"),
        ("organization", "half \ud83d", "organization", "half a character"),
        ("arxiv_id", "17", "arxiv_id", "it is no arXiv identifier"),
        ("id", True, "given_id", "it is true or false"),
        ("id", "a\nb", "given_id", "a control character"),
        ("month", "13", "published", ""),
    ],
)
def test_a_field_that_cannot_be_used_costs_itself_and_is_told(
    name: str, value: object, attribute: str, reason: str
) -> None:
    file_reading = reading(**{name: value})
    assert [getattr(e, attribute) for e in file_reading.entries] == [None]
    assert file_reading.rejected == ()
    (unused,) = file_reading.unused
    assert (unused.file, unused.field, unused.records) == ("p.jsonl", name, 1)
    assert reason in unused.reason


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"year": 2024, "month": "May"}, "2024-05"),
        ({"Publication Year": "2024", "Date": "2024-05-02"}, "2024-05-02"),
        ({"published": "soon", "year": "2024"}, "2024"),
        ({"year": "2024", "month": "x"}, "2024"),
    ],
)
def test_a_date_out_of_several_fields(fields: dict[str, object], published: str) -> None:
    assert entry(**fields).published == published


def test_names_are_preferred_to_their_number_and_the_parsed_to_the_text() -> None:
    assert entry(authors=2, author="Ann Lee; Bo Chen").authors == ("Ann Lee", "Bo Chen")
    parsed = [["Lee", "Ann", ""], ["Chen", "Bo", ""]]
    assert entry(authors="A. Lee and B. Chen (MIT, ETH)", authors_parsed=parsed).authors == ("Ann Lee", "Bo Chen")


def test_a_doi_is_no_link_where_arxiv_has_the_paper() -> None:
    assert entry(id="2409.11111", doi="10.1000/x").url is None
    assert entry(arxiv_id="2409.11111", doi="10.1000/x").url is None
    assert entry(doi="10.1000/x", url="https://x.org").url == "https://x.org"


@pytest.mark.parametrize("field", ["id", "url", "link", "arxiv_id"])
@pytest.mark.parametrize("value", ["2409.11111", "arXiv:2409.11111v2", "https://arxiv.org/abs/2409.11111v1"])
def test_an_arxiv_identifier_is_known_wherever_it_is_given(field: str, value: str) -> None:
    (paper,) = merge([entry(**{field: value})])
    assert paper.arxiv_id == "2409.11111"
    assert paper.url.startswith("https://arxiv.org/abs/2409.11111")


def test_unused_fields_are_summed_up_by_field_and_reason() -> None:
    lines = [
        {**PAPER, "comments": "10 pages", "track": "main"},
        {**PAPER, "comments": "12 pages", "track": "main", "tags": []},
        {**PAPER, "comments": 3, "track": None},
        {"title": "No abstract", "track": "main"},
    ]
    file_reading = read_bytes("p.jsonl", "\n".join(map(json.dumps, lines)).encode())
    assert [(u.field, u.reason, u.records) for u in file_reading.unused] == [
        ("comments", "it is a text and no whole number", 2),
        ("track", "", 2),
    ]


def test_what_is_told_of_several_records_counts_them_all() -> None:
    unused = UnusedFieldCounter()
    for field, records in (("venue", 3), ("pages", 1), ("venue", 4)):
        unused.add(UnusedField("p.csv", field, "", records))
    assert list(unused.summary()) == [UnusedField("p.csv", "pages", "", 1), UnusedField("p.csv", "venue", "", 7)]


def test_the_number_of_unused_fields_that_are_kept_is_bounded() -> None:
    lines = [json.dumps({**PAPER, f"x{i}": 1}) for i in range(1000)]
    assert len(read_bytes("p.jsonl", "\n".join(lines).encode()).unused) == 200


@pytest.mark.parametrize("command", ["build", "extract"])
def test_the_tally_says_which_fields_were_not_used(
    command: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {**PAPER, "comments": "10 pages", "track": 1, "\x1b[1mkind": 2},
        {"title": "B", "abstract": "It.", "year": "x"},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, lines)))
    output = tmp_path / "out" if command == "build" else tmp_path / "out.jsonl"
    assert main([command, str(tmp_path / "p.jsonl"), "-o", str(output), "--strict"]) == 0
    message = capsys.readouterr().err
    assert "kg: p.jsonl: 1 record: field `comments` not used: it is a text and no whole number\n" in message
    assert (
        "kg: p.jsonl: 1 record: field `year` not used: it is no date such as 2024, 2024-06 or 2024-06-21\n" in message
    )
    assert "kg: p.jsonl: fields not used: [1mkind, track\n" in message


def test_columns_of_a_table_under_other_names() -> None:
    table = 'Key,"Publication Year",Author,Title,"Abstract Note",Url,Pages\nK1,2024,"Lee, Ann; Chen, Bo",T,It.,,3\n'
    file_reading = read_bytes("p.csv", table.encode())
    (e,) = file_reading.entries
    assert (e.given_id, e.published, e.authors) == ("K1", "2024", ("Lee, Ann", "Chen, Bo"))
    assert (e.title, e.abstract, e.url) == ("T", "It.", None)
    assert [(u.field, u.records) for u in file_reading.unused] == [("Pages", 1)]


def test_a_side_column_that_stands_twice_costs_nothing() -> None:
    file_reading = read_bytes(
        "p.csv", b"title,abstract,url,url\nT,It.,,https://x.org\nU,It.,https://y.org,https://z.org\n"
    )
    assert [e.url for e in file_reading.entries] == ["https://x.org", "https://y.org"]
