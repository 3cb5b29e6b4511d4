"""Papers wherever they stand in a JSON document."""

from __future__ import annotations

import json

import pytest

from kg.read import read_bytes


def paper(title: str, **fields: object) -> dict[str, object]:
    return {"title": title, "abstract": f"About {title}.", **fields}


@pytest.mark.parametrize(
    "document",
    [
        {"papers": [paper("A"), paper("B")]},
        {"tags": ["x", "y"], "papers": [paper("A"), paper("B")]},
        {"authors": [{"name": "Ann"}], "papers": [paper("A"), paper("B")]},
        {"2023": [paper("A")], "2024": [paper("B")]},
        {"data": {"page": 1, "search": {"results": [paper("A"), paper("B")]}}},
        {"a": paper("A"), "b": paper("B")},
        [{"year": 2023, "papers": [paper("A")]}, {"year": 2024, "papers": [paper("B")]}],
        {"sessions": [{"name": "one", "papers": [paper("A")]}, {"name": "two", "papers": [paper("B")]}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_every_list_and_object_of_papers_is_read(document: object, indent: int | None) -> None:
    reading = read_bytes("p.json", json.dumps(document, indent=indent).encode())
    assert reading.file.format == "json"
    assert [(e.title, e.abstract) for e in reading.entries] == [("A", "About A."), ("B", "About B.")]
    assert reading.rejected == ()


def test_the_key_of_a_paper_is_its_identifier_where_it_looks_like_one() -> None:
    document = {"2409.11111": paper("A"), "first": paper("B"), "17": paper("C", id="own")}
    assert [e.given_id for e in read_bytes("p.json", json.dumps(document).encode()).entries] == [
        "2409.11111",
        None,
        "own",
    ]


def test_what_a_paper_cites_is_no_paper_of_the_document() -> None:
    document = [paper("A", references=[paper("Cited")])]
    assert [e.title for e in read_bytes("p.json", json.dumps(document).encode()).entries] == ["A"]
    cut = json.dumps(document)[:-30]
    reading = read_bytes("p.json", cut.encode())
    assert (reading.entries, len(reading.rejected)) == ((), 1)


def test_documents_one_after_another_are_all_read() -> None:
    text = json.dumps([paper("A")], indent=1) + "\n" + json.dumps(paper("B"), indent=1)
    assert [(e.title, e.line) for e in read_bytes("p.json", text.encode()).entries] == [("A", 2), ("B", 7)]


def test_items_have_their_lines_and_are_rejected_for_themselves() -> None:
    text = (
        '{"n": 3,\n"papers": [\n{"title": "A", "abstract": "x"},\nnull,\n{"title": "B"},\n'
        '{"title": "C", "abstract": "y"}\n]}'
    )
    reading = read_bytes("p.json", text.encode())
    assert [(e.title, e.line) for e in reading.entries] == [("A", 3), ("C", 6)]
    assert [(r.line, r.reason[:22]) for r in reading.rejected] == [
        (4, "An item of the list is"),
        (5, 'There is no "abstract"'),
    ]


@pytest.mark.parametrize(
    ("text", "titles", "reason"),
    [
        ('{"papers": [{"title": "A", "abstract": "x"}, {"title": "B"', ["A"], "not valid JSON"),
        ('{"papers": [{"title": "A", "abstract": "x"}], "more": [1,', ["A"], "not valid JSON"),
        ('[{"title": "A", "abstract": "x"}] and some words', ["A"], "not valid JSON"),
        ('{"papers" [1]}', [], "not valid JSON"),
        ('{"a": {"b": [1, 2]}}', [], "holds no paper"),
        ('{"papers": []}', [], "holds no paper"),
        ('{"a":' * 50_000, [], "not valid JSON"),
        ("[{" * 50_000, [], "not valid JSON"),
        ('[{"title": "A", "abstract": "x"}, ' + "[" * 50_000, ["A"], "not valid JSON"),
    ],
)
def test_a_document_that_is_broken_or_empty(text: str, titles: list[str], reason: str) -> None:
    reading = read_bytes("p.json", text.encode())
    assert [e.title for e in reading.entries] == titles
    assert [reason in r.reason for r in reading.rejected] == [True]


TWICE = {
    "id": "2406.14539",
    "title": "A",
    "abstract": "B",
    "authors": ["Ann Lee", "Bo Chen"],
    "unknown": {"is": "ignored"},
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([TWICE, TWICE]),
        json.dumps([TWICE, TWICE], indent=2),
        json.dumps({"count": 2, "papers": [TWICE, TWICE]}, indent=1),
        "[" + json.dumps(TWICE) + ",\n" + json.dumps(TWICE) + "]",
    ],
)
def test_documents(text: str) -> None:
    reading = read_bytes("p", text.encode())
    assert reading.file.format == "json"
    assert [(e.given_id, e.authors) for e in reading.entries] == [("2406.14539", ("Ann Lee", "Bo Chen"))] * 2
    assert reading.rejected == ()


def test_an_item_of_a_document_has_its_line() -> None:
    reading = read_bytes("p", b'[\n{"title": "A", "abstract": "B"},\n3,\n{"title": "C", "abstract": "D"}\n]')
    assert [e.line for e in reading.entries] == [2, 4]
    assert [(r.line, "not an object" in r.reason) for r in reading.rejected] == [(3, True)]


@pytest.mark.parametrize("text", ['[{"title": "A", "abstract": "B"}, {"title": "C', '[{"title": "A", "abstract": "B"}'])
def test_a_document_that_is_cut_off_gives_its_beginning(text: str) -> None:
    reading = read_bytes("p", text.encode())
    assert [e.title for e in reading.entries] == ["A"]
    assert ["close what is open" in r.reason for r in reading.rejected] == [True]


@pytest.mark.parametrize("text", ['{\n  "title": "A"\n}', '{\n"a": {"b": 1}\n}', '{\n "title": "A",\n "abst'])
def test_documents_without_a_paper(text: str) -> None:
    reading = read_bytes("p", text.encode())
    assert (reading.entries, len(reading.rejected)) == ((), 1)
