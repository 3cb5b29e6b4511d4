"""The five sample listings: what they hold is known exactly."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kg.model.records import Paper, SourceEntry
from kg.read import Reading, merge, read, read_bytes

DATA = Path(__file__).parents[1] / "data"
LISTINGS = DATA / "listings"
NAMES = {
    "000_9e1df51f7e2e3f36.txt": ("cards", 50),
    "001_26b4efff6ed09144.txt": ("cards", 44),
    "002_72d2f7e336e8c750.txt": ("flat", 119),
    "003_0411f49ac60c2008.txt": ("flat", 254),
    "004_69aa84a8d3afd57e.txt": ("cards", 47),
}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read([str(LISTINGS)])


@pytest.fixture(scope="module")
def papers(reading: Reading) -> tuple[Paper, ...]:
    return merge(reading.entries)


def entry(reading: Reading, start: str) -> SourceEntry:
    return next(e for e in reading.entries if e.title.startswith(start) and e.layout == "card")


def test_every_entry_is_read_and_nothing_is_rejected(reading: Reading) -> None:
    assert {f.name: (f.format, f.entries) for f in reading.files} == NAMES
    assert len(reading.entries) == 514
    assert reading.rejected == ()


def test_hash_is_of_the_stored_bytes(reading: Reading) -> None:
    for file in reading.files:
        assert file.sha256 == hashlib.sha256((LISTINGS / file.name).read_bytes()).hexdigest()


def test_distinct_papers(papers: tuple[Paper, ...]) -> None:
    assert len(papers) == 468
    assert len({p.id for p in papers}) == 468
    assert [p.id for p in papers] == sorted(p.id for p in papers)


def test_texts_are_those_of_the_gold_data_to_the_byte(papers: tuple[Paper, ...]) -> None:
    gold = set((DATA / "listing_text_hashes.txt").read_text().split())
    texts = {hashlib.sha256(p.text.encode()).hexdigest()[:16]: p for p in papers}
    missing = gold - texts.keys()
    assert len(gold) == 404
    # one gold text quotes a flat page on which a proxy has rewritten a link; a card has the link as it was
    assert len(missing) == 1
    (flat,) = [
        e
        for e in read([str(LISTINGS)]).entries
        if hashlib.sha256(f"{e.title}\n\n{e.abstract}".encode()).hexdigest()[:16] in missing
    ]
    assert flat.layout == "flat"
    assert "hf-proxy" in flat.abstract
    (paper,) = [p for p in papers if p.title == flat.title]
    assert "hf-proxy" not in paper.abstract


def test_text_stands_in_the_file_as_it_is(reading: Reading) -> None:
    pages = {name: (LISTINGS / name).read_text(encoding="utf-8") for name in NAMES}
    for e in reading.entries:
        between = "\n\n" if e.layout == "card" else "\n"
        assert f"{e.title}{between}{e.abstract}" in pages[e.source]
        assert pages[e.source].split("\n")[e.line - 1].removeprefix("Subscribe") == e.title


@pytest.mark.parametrize(
    ("start", "authors", "organization", "slug", "published", "inferred", "comments"),
    [
        ("Diffusion Reinforcement Learning via", 4, None, None, "2026-03-14", True, None),
        ("InternVideo-Next", None, "OpenGVLab", "OpenGVLab", "2025-12-01", False, 1),
        ("Lyrics: Boosting", 9, None, None, "2023-12-08", False, None),
        ("LLM2LLM", 9, None, None, "2024-03-22", False, 2),
        ("Semantics Lead the Way", None, None, None, None, False, None),
    ],
)
def test_footers(
    reading: Reading,
    start: str,
    authors: int | None,
    organization: str | None,
    slug: str | None,
    published: str | None,
    inferred: bool,
    comments: int | None,
) -> None:
    e = entry(reading, start)
    assert (e.authors, e.organization, e.organization_slug) == (authors, organization, slug)
    assert (e.published, e.published_inferred, e.comments) == (published, inferred, comments)


def test_organizations(reading: Reading) -> None:
    assert {(e.organization_slug, e.organization) for e in reading.entries if e.organization} == {
        ("CVLUESTC", "CVL-UESTC"),
        ("google", "Google"),
        ("UCSC-VLAA", "UCSC-VLAA"),
        ("opendatalab", "OpenDataLab"),
        ("OpenGVLab", "OpenGVLab"),
        ("SII-GAIR-NLP", "SII-GAIR"),
        ("HuggingFaceFW", "FineData"),
    }


def test_no_date_is_the_head_of_the_page(reading: Reading) -> None:
    inferred = {e.published for e in reading.entries if e.published_inferred}
    assert len([e for e in reading.entries if e.published_inferred]) == 9
    assert all(date is not None and date.startswith("2026-") for date in inferred)
    assert not {"2026-06-17", "2026-06-03", "2026-01-08"} & inferred


def test_a_given_year_overrides_the_inferred_one_alone() -> None:
    name = "000_9e1df51f7e2e3f36.txt"
    data = (LISTINGS / name).read_bytes()
    entries, entries_of_2031 = read_bytes(name, data).entries, read_bytes(name, data, year=2031).entries
    assert {e.published[:4] for e in entries_of_2031 if e.published and e.published_inferred} == {"2031"}
    assert [e.published for e in entries if not e.published_inferred] == [
        e.published for e in entries_of_2031 if not e.published_inferred
    ]


def test_the_order_of_inputs_is_of_no_effect(reading: Reading) -> None:
    paths = [str(LISTINGS / name) for name in NAMES]
    assert read(paths[::-1]) == reading
    assert merge(reversed(reading.entries)) == merge(reading.entries)


def test_a_card_gives_the_text_and_all_sources_are_named(papers: tuple[Paper, ...]) -> None:
    paper = next(p for p in papers if p.title.startswith("Efficient Continual Pre-training by Mitigating"))
    assert paper.sources == ("002_72d2f7e336e8c750.txt", "004_69aa84a8d3afd57e.txt")
    assert paper.authors is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n\n", "\n\n\n\n"), ("", "")])
def test_line_ends_and_more_blank_lines_change_nothing(name: str, change: tuple[str, str]) -> None:
    text = (LISTINGS / name).read_text(encoding="utf-8")
    changed = text.replace(*change) if change[0] else "\ufeff" + text
    expected = read_bytes(name, text.encode()).entries
    entries = read_bytes(name, changed.encode()).entries
    assert [(e.title, e.abstract, e.authors, e.published) for e in entries] == [
        (e.title, e.abstract, e.authors, e.published) for e in expected
    ]


@pytest.mark.parametrize("name", [name for name, (layout, _) in NAMES.items() if layout == "cards"])
def test_a_page_of_cards_without_any_blank_line(name: str) -> None:
    text = (LISTINGS / name).read_text(encoding="utf-8")
    file_reading = read_bytes(name, "\n".join(line for line in text.split("\n") if line.strip()).encode())
    expected = read_bytes(name, text.encode())
    assert [(e.title, e.abstract, e.comments) for e in file_reading.entries] == [
        (e.title, e.abstract, e.comments) for e in expected.entries
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lacking", ["title", "abstract"])
@pytest.mark.parametrize("position", [1, 20, -2])
def test_an_entry_that_lacks_a_part_is_rejected_alone(name: str, lacking: str, position: int) -> None:
    text = (LISTINGS / name).read_text(encoding="utf-8")
    expected = list(read_bytes(name, text.encode()).entries)
    gone = expected.pop(position)
    line = gone.title if lacking == "title" else gone.abstract
    file_reading = read_bytes(name, text.replace(f"\n{line}\n", "\n", 1).encode())
    assert [(e.title, e.abstract, e.authors, e.published) for e in file_reading.entries] == [
        (e.title, e.abstract, e.authors, e.published) for e in expected
    ]
    (rejection,) = file_reading.rejected
    assert rejection.file == name
    assert rejection.reason.startswith("A title without" if lacking == "abstract" else "An abstract without")
    assert (gone.title if lacking == "abstract" else gone.abstract).startswith(rejection.excerpt.removesuffix("…"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_ends_with_a_title(name: str) -> None:
    text = (LISTINGS / name).read_text(encoding="utf-8")
    whole = read_bytes(name, text.encode()).entries
    file_reading = read_bytes(name, text[: text.rindex(whole[-1].abstract)].encode())
    assert [(e.title, e.abstract) for e in file_reading.entries] == [(e.title, e.abstract) for e in whole[:-1]]
    assert [(r.line, r.excerpt[:20]) for r in file_reading.rejected] == [(whole[-1].line, whole[-1].title[:20])]
    assert "save the page again" in file_reading.rejected[0].reason
