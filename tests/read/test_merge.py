from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import SourceEntry
from kg.read import merge, normalise_title
from kg.read.merge import find_replaced, group_entries, merge_on_disk
from kg.read.titles import make_title_id

CARD = SourceEntry("a.txt", 1, "card", "Deep Learning: A Survey", "We survey.")
FLAT = replace(CARD, source="b.txt", layout="flat", abstract="We survey it at length.")
RECORD = replace(CARD, source="c.jsonl", layout="record", given_id="p1")


@pytest.mark.parametrize(
    "title",
    [
        "deep learning: a survey",
        "Deep  Learning - a Survey",
        "Ｄeep Learning: A Survey.",
        "Deep\u00a0Learning:\nA “Survey”",
    ],
)
def test_titles_that_are_one(title: str) -> None:
    assert normalise_title(title) == normalise_title(CARD.title)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("LLaMA 2", "LLaMA 3"),
        ("GPT-4", "GPT-4o"),
        ("A 2.5 B", "A 25 B"),
        ("In C", "In C++"),
        ("A Search", "A* Search"),
        ("Resume", "Résumé"),
        ("???", "!!!"),
        ("学习", "学問"),
    ],
)
def test_titles_that_are_two(title: str, other: str) -> None:
    assert normalise_title(title) != normalise_title(other)
    assert make_title_id(normalise_title(title)) != make_title_id(normalise_title(other))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Deep Learning: A Survey", "deep-learning-a-survey"),
        ("China's Étude of 3D", "chinas-etude-of-3d"),
        ("学习", "paper"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
    ],
)
def test_identifiers_are_readable(title: str, slug: str) -> None:
    identifier = make_title_id(normalise_title(title))
    assert identifier.rpartition("-")[0] == slug
    assert re.fullmatch(r"[0-9a-f]{6}", identifier.rpartition("-")[2])


def test_the_text_comes_whole_from_the_best_entry() -> None:
    longer = replace(CARD, title="DEEP LEARNING: A SURVEY", abstract="We survey more.")
    assert merge([FLAT, CARD])[0].text == "Deep Learning: A Survey\n\nWe survey."
    assert merge([FLAT, CARD, longer])[0].text == "DEEP LEARNING: A SURVEY\n\nWe survey more."
    assert merge([CARD, replace(CARD, abstract="We survez.")])[0].abstract == "We survey."
    assert merge([longer, RECORD])[0].text == "Deep Learning: A Survey\n\nWe survey."


def test_each_field_is_chosen_for_itself() -> None:
    (paper,) = merge(
        [
            replace(CARD, published="2026-01-02", published_inferred=True, authors=3, comments=1),
            replace(FLAT, published="2026-03-02", organization="Z Lab", url="https://x.org/b"),
            replace(FLAT, source="d", published="2026-04-02", organization="A", organization_slug="a", comments=7),
            replace(FLAT, source="d", authors=("Ann", "Bo"), url="https://x.org/a"),
        ]
    )
    assert (paper.published, paper.published_inferred) == ("2026-03-02", False)
    assert (paper.authors, paper.comments) == (("Ann", "Bo"), 7)
    assert (paper.organization, paper.organization_slug) == ("A", "a")
    assert paper.url == "https://x.org/a"
    assert paper.sources == ("a.txt", "b.txt", "d")


def test_given_identifiers() -> None:
    other = replace(RECORD, given_id="p0", title="Deep learning, a survey")
    retitled = replace(RECORD, title="Shallow Learning")
    assert [p.id for p in merge([RECORD, other])] == ["p0", "p1"]  # one title, two identifiers: two papers
    assert [(p.id, p.sources) for p in merge([RECORD, CARD, other])] == [
        ("p0", ("a.txt", "c.jsonl")),
        ("p1", ("c.jsonl",)),
    ]
    assert [p.id for p in merge([RECORD, retitled])] == ["p1"]
    assert [p.id for p in merge([retitled, RECORD, CARD])] == ["p1"]


def test_an_identifier_that_was_minted_before_meets_its_paper_again() -> None:
    (first,) = merge([CARD])
    again = replace(CARD, source="papers.jsonl", layout="record", given_id=first.id)
    assert [(p.id, p.sources) for p in merge([CARD, again])] == [(first.id, ("a.txt", "papers.jsonl"))]


@pytest.mark.parametrize(
    ("fields", "arxiv_id", "url"),
    [
        ({}, None, "https://huggingface.co/papers?q=Deep+Learning%3A+A+Survey"),
        ({"given_id": "2406.14539"}, "2406.14539", "https://arxiv.org/abs/2406.14539"),
        ({"given_id": "2413.14539"}, None, "https://huggingface.co/papers?q=Deep+Learning%3A+A+Survey"),
        ({"arxiv_id": "cs/0112017"}, "cs/0112017", "https://arxiv.org/abs/cs/0112017"),
        ({"url": "https://arxiv.org/pdf/2406.14539v3"}, "2406.14539", "https://arxiv.org/pdf/2406.14539v3"),
        ({"url": "https://huggingface.co/papers/2406.14539"}, "2406.14539", "https://huggingface.co/papers/2406.14539"),
        ({"url": "https://example.org/2406.14539"}, None, "https://example.org/2406.14539"),
    ],
)
def test_links(fields: dict[str, str], arxiv_id: str | None, url: str) -> None:
    (paper,) = merge([replace(CARD, **fields)])  # type: ignore[arg-type]  # str fields only
    assert (paper.arxiv_id, paper.url) == (arxiv_id, url)


def test_titles_are_quoted_in_links() -> None:
    (paper,) = merge([replace(CARD, title='<b>"&q=ü')])
    assert paper.url == "https://huggingface.co/papers?q=%3Cb%3E%22%26q%3D%C3%BC"


ENTRIES = st.builds(
    SourceEntry,
    source=st.sampled_from("abc"),
    line=st.integers(1, 3),
    layout=st.sampled_from(["card", "flat", "record"]),
    title=st.sampled_from(["One Title", "one title", "Two Titles", "One Title 2"]),
    abstract=st.sampled_from(["x", "y", "longer"]),
    given_id=st.sampled_from([None, None, "p1", "p2"]),
    authors=st.sampled_from([None, 2, 3, ("A", "B"), ("A", "C")]),
    organization=st.sampled_from([None, "Lab", "Hub"]),
    published=st.sampled_from([None, "2024-01-01", "2025-01-01"]),
    published_inferred=st.booleans(),
    comments=st.sampled_from([None, 1, 2]),
)


@given(st.lists(ENTRIES, max_size=8).flatmap(lambda entries: st.tuples(st.just(entries), st.permutations(entries))))
def test_the_order_of_entries_is_of_no_effect(both: tuple[list[SourceEntry], list[SourceEntry]]) -> None:
    entries, shuffled = both
    papers = merge(entries)
    assert merge(shuffled) == papers
    assert merge_on_disk(iter(shuffled), Path(tempfile.gettempdir())) == papers
    assert [p.id for p in papers] == sorted({p.id for p in papers})
    assert {s for p in papers for s in p.sources} == {e.source for e in entries}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([("2024", False), ("2024-05-21", False)], ("2024-05-21", False)),
        ([("2024", False), ("2024-07", False), ("2024-05-21", False)], ("2024-05-21", False)),
        ([("2024-05", False), ("2024-05-21", False), ("2024-05-02", False)], ("2024-05-02", False)),
        ([("2023", False), ("2024-05-21", False)], ("2023", False)),
        ([("2024", False), ("2023-05-21", True)], ("2024", False)),
        ([("2024-05-21", True), ("2024-05-02", True)], ("2024-05-02", True)),
        ([], (None, False)),
    ],
)
def test_the_date_is_the_earliest_as_precise_as_the_sources_tell_it(
    dates: list[tuple[str, bool]], expected: tuple[str | None, bool]
) -> None:
    entries = [
        replace(CARD, line=i, published=d, published_inferred=is_inferred) for i, (d, is_inferred) in enumerate(dates)
    ] or [CARD]
    for order in (entries, entries[::-1]):
        (paper,) = merge(order)
        assert (paper.published, paper.published_inferred) == expected


def test_entries_are_grouped_as_they_are_merged() -> None:
    other = replace(CARD, title="Another")
    entries = [CARD, other, FLAT, RECORD]
    groups = group_entries(entries)
    assert {paper.id for paper in merge(entries)} == set(groups)
    assert sorted(groups["p1"], key=lambda entry: entry.source) == [CARD, FLAT, RECORD]
    assert [members for name, members in groups.items() if name != "p1"] == [[other]]


def test_the_present_entries_of_a_file_replace_its_former_ones_of_the_same_papers() -> None:
    gone = replace(CARD, title="Gone", abstract="Gone.")
    same = replace(CARD, title="Same", line=9)
    changed = replace(CARD, abstract="We survey more.", line=2)
    new = replace(CARD, title="New")
    assert find_replaced([CARD, gone, same], [changed, replace(same, line=3), new], tuple) == ([0, 2], 1)
    assert find_replaced([], [new], tuple) == ([], 0)
    renamed = replace(RECORD, title="Deep Learning: A Review")
    assert find_replaced([RECORD], [renamed], tuple) == ([0], 1)
