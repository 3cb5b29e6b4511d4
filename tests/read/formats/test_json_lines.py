"""One JSON object a line: a line that is none costs itself alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Rejected, SourceEntry
from kg.read import read_bytes
from kg.read.formats import json_lines
from kg.read.formats.json_lines import LINE_LIMIT, sniff

BINARY = "".join(map(chr, (*range(9), *range(14, 32))))  # too many of them make a file a binary one
TEXT = st.text(st.characters(codec="utf-8", exclude_characters=BINARY), min_size=1, max_size=60)
TEXT = TEXT.filter(lambda text: text.strip() and "\n\n" not in text)


@pytest.mark.parametrize(
    "head",
    [
        '{"title": "A", "abstract": "B"}',  # a paper alone
        '{"a": 1}\n{"b": 2}\n',
        '{"a": 1}\n{"b":',  # of a long file only the beginning is looked at
        '{"a": 1}\n{"b": 2}\nbroken\n',  # one line in three is not worth another format
        '{"authors": [{"name": "Ann"}], "title": "B", "abstract": "C"}',  # a list of people is no list of papers
        '{"authors": [{"name": "Ann"}], "title": "B"}\\n{"title": "C"}',
    ],
)
def test_lines_of_objects_are_taken(head: str) -> None:
    assert sniff(head)


@pytest.mark.parametrize(
    "head",
    [
        "",
        '{"papers": [{"title": "A"}]}',  # one document around the papers
        '{"papers": [{"title": "A"},',  # the same, cut off
        '{"meta": {"page": 1}}',
        '[{"a": 1},\n{"b": 2}]',  # a list over lines
        '{\n"a": 1\n}',  # an object over lines
        'a\nb\n{"a": 1}',  # mostly something else
    ],
)
def test_one_document_and_other_text_are_not(head: str) -> None:
    assert not sniff(head)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "JSON but not an object"),
        ('"text"', "JSON but not an object"),
        ('{"title"', "Expecting ':' delimiter at character 9"),
        ('{"title": "A", "abstract": "cut', "Unterminated string at character 28"),
        ('{"n": ' + "1" * 5000 + "}", "a number of too many digits"),
        ("[" * 100_000, "brackets too deep"),
        ('{"title": "A", "abstract": "\udce9"}', "bytes that are not UTF-8"),
        ('{"title": "A"}', 'no "abstract"'),
        (" " * LINE_LIMIT + "{}", "over 1,048,576 characters"),
    ],
    ids=lambda text: text[:20],
)
def test_a_line_that_is_no_paper_costs_itself_alone(line: str, reason: str) -> None:
    paper = '{"title": "A", "abstract": "B"}'
    before, wrong, after = json_lines.parse([paper, line, "", paper], source="p", year=None)
    assert isinstance(before, SourceEntry)
    assert isinstance(after, SourceEntry)
    assert isinstance(wrong, Rejected)
    assert (before.line, wrong.line, after.line) == (1, 2, 4), "blank lines count, and are nothing"
    assert reason in wrong.reason


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_json_lines_keep_texts_as_they_are(papers: list[tuple[str, str]]) -> None:
    lines = [json.dumps({"title": t, "abstract": a}, ensure_ascii=False) for t, a in papers]
    reading = read_bytes("p", "\n".join(lines).encode())
    assert [(e.title, e.abstract) for e in reading.entries] == papers
