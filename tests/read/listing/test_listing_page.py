"""Pages of both layouts, written by the test and read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import read_bytes

HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "Daily Papers\n\nbyAK and the research community\n\nJun 17\n\n"
)
FLAT_HEAD = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe"
ABSTRACT = "We present a method that is better than all others. It needs no labels."
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WORDS = st.sampled_from(
    ["Deep", "Learning", "for", "GPT-4", "3D", "Authors", "of", "Graphs", "μTransfer", "$L_2$", "·"]
)
TITLES = st.one_of(
    st.lists(WORDS, min_size=2, max_size=12).map(lambda words: "A " + " ".join(words)),
    st.sampled_from(
        ["May 4", "Jun 17, 2024", "2048", "4 authors", "Is It All You Need?", "1.58-bit FLUX", "Subscribers"]
    ),
)
ABSTRACTS = st.one_of(
    st.just("We show that it works."),
    st.lists(st.sampled_from([ABSTRACT, "Results are at https://x.org/a.", "FID is 1.19 (up 3\\%)."]), min_size=1).map(
        " ".join
    ),
)
COUNTS = st.one_of(st.none(), st.integers(0, 5000))
FOOTERS = st.fixed_dictionaries(
    {
        "owner": st.one_of(
            st.none(),
            st.integers(1, 3000),
            st.tuples(
                st.sampled_from(["google", "ibm-ai", "HuggingFaceFW"]), st.sampled_from(["Google", "IBM Research AI"])
            ),
        ),
        "date": st.one_of(
            st.none(), st.tuples(st.integers(1, 12), st.integers(1, 28), st.one_of(st.none(), st.integers(1990, 2029)))
        ),
        "comments": COUNTS,
    }
)


def render_footer(footer: dict[str, Any]) -> str:
    match footer["owner"]:
        case None:
            first = ""
        case int(count):
            first = f"  • {count} author{'s' if count > 1 else ''}\n·\n"
        case (slug, name):
            first = f"{slug} {name}\n·\n"
    date = ""
    if footer["date"] is not None:
        month, day, year = footer["date"]
        date = f"{MONTHS[month - 1]} {day}" + (f", {year}" if year else "")
    comments = "" if footer["comments"] is None else str(footer["comments"])
    return (first + " ".join(part for part in (date, comments) if part)).rstrip("\n")


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.tuples(TITLES, ABSTRACTS, st.one_of(st.none(), FOOTERS)), min_size=1, max_size=8))
def test_cards_are_read_as_they_were_written(cards: list[tuple[str, str, dict[str, Any] | None]]) -> None:
    blocks = [block for t, a, footer in cards for block in (t, a, render_footer(footer) if footer else "") if block]
    reading = read_bytes("page.txt", (HEAD + "\n\n".join(blocks)).encode(), year=2030)
    assert reading.file.format == "cards"
    assert [(e.title, e.abstract) for e in reading.entries] == [(t, a) for t, a, _ in cards]
    assert reading.rejected == ()
    for e, (_, _, footer) in zip(reading.entries, cards, strict=True):
        footer = footer or {"owner": None, "date": None, "comments": None}
        owner = (e.organization_slug, e.organization) if e.organization else e.authors
        assert owner == footer["owner"]
        assert e.comments == footer["comments"]
        if footer["date"] is None:
            assert e.published is None
        else:
            month, day, year = footer["date"]
            assert e.published == f"{year or 2030}-{month:02}-{day:02}"
            assert e.published_inferred is (year is None)


@pytest.mark.slow
@settings(max_examples=100)
@given(
    st.lists(st.tuples(TITLES, ABSTRACTS), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.booleans(),
)
def test_flat_pages_are_read_as_they_were_written(papers: list[tuple[str, str]], end: str, newline: bool) -> None:
    page = (FLAT_HEAD + "\n".join(part for paper in papers for part in paper) + "\n" * newline).replace("\n", end)
    reading = read_bytes("page.txt", page.encode())
    assert reading.file.format == "flat"
    assert [(e.title, e.abstract) for e in reading.entries] == papers
    assert reading.rejected == ()


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("A Title Here\n\n{}\n\n  • 2 authors\n·\nMar 3\n", None),  # nothing tells the year
        ("A Title Here\n\n{}\n\n  • 2 authors\n·\nFeb 30, 2024\n", None),  # no such day
        ("A Title Here\n\n{}\n\n  • 2 authors\n·\nMar 3\n\nB Title\n\n{}\n\n·\nMay 1, 2019", "2020-03-03"),
    ],
)
def test_dates_whose_year_is_not_shown(page: str, published: str | None) -> None:
    first = read_bytes("page.txt", page.replace("{}", ABSTRACT).encode()).entries[0]
    assert (first.published, first.published_inferred) == (published, published is not None)
    assert first.authors == 2


def test_a_title_that_begins_like_the_button_keeps_its_word() -> None:
    for page in (HEAD + "Subscribers Are Users", FLAT_HEAD + "Subscribers Are Users"):
        (entry,) = read_bytes("p", f"{page}\n\n{ABSTRACT}".encode()).entries
        assert entry.title == "Subscribers Are Users"


def test_two_pages_in_one_file() -> None:
    page = f"{HEAD}A Title Here\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMar 3, 2024 4\n\n"
    reading = read_bytes("p", (page + page).encode())
    assert [(e.title, e.comments) for e in reading.entries] == [("A Title Here", 4)] * 2
    assert reading.rejected == ()


def test_hard_wrapped_paragraphs_stay_whole() -> None:
    wrapped = "\n".join(["We present a long story about a method"] * 7) + "."
    reading = read_bytes("p", f"{HEAD}A Title Here\n\n{wrapped}\n\n  • 2 authors\n·\nMar 3, 2024".encode())
    assert [(e.title, e.abstract, e.authors) for e in reading.entries] == [("A Title Here", wrapped, 2)]


@pytest.mark.parametrize(
    ("cards", "reason"),
    [
        (["First Title", "Second Title", ABSTRACT], "A title without an abstract"),
        (["Second Title", ABSTRACT, ABSTRACT * 3], "An abstract without a title"),
        (["Second Title", ABSTRACT, "  • 2 authors\n·\nMar 3, 2024", "  • 4 authors\n·\nMar 3, 2024"], "The footer of"),
        (["Second Title", ABSTRACT, "  • 2 authors", "A Title at the End"], "The page ends with"),
    ],
)
def test_only_the_faulty_card_is_lost(cards: list[str], reason: str) -> None:
    reading = read_bytes("p", (HEAD + "\n\n".join(cards)).encode())
    assert [(e.title, e.abstract) for e in reading.entries] == [("Second Title", ABSTRACT)]
    assert [r.reason.startswith(reason) for r in reading.rejected] == [True]


def test_a_title_is_no_abstract_of_the_title_above_it() -> None:
    lines = ["First Title", ABSTRACT, "Second Title: A Survey", "Third Title: A Study", "Fourth Title", ABSTRACT]
    reading = read_bytes("p", (FLAT_HEAD + "\n".join(lines)).encode())
    assert [e.title for e in reading.entries] == ["First Title", "Fourth Title"]
    assert [r.excerpt for r in reading.rejected] == lines[2:4]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("SubscribeA Title Here", "A Title Here"),
        ("Subscribe\nA Title Here", "A Title Here"),
        ("Subscribers Are Users", "Subscribers Are Users"),
        ("Subscribe and Pay", "Subscribe and Pay"),
    ],
)
def test_the_button_at_the_top_of_a_page_whose_head_was_cut(first: str, title: str) -> None:
    (entry,) = read_bytes("p", f"{first}\n{ABSTRACT}\n".encode()).entries
    assert entry.title == title
