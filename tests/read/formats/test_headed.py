"""Text with a title, a line of authors and "Abstract", which is no title, and no author is one."""

from __future__ import annotations

import pytest

from kg.read import FileReading, read_bytes
from kg.read.listing.bylines import find_abstract_heading, parse_byline

ONE = "We present a careful method that is better than all others. It needs no labels at all."
TWO = "We study a second question and show that its answer is short. The answer is yes."
BOTH = [("A Careful Method", ("Ann Lee", "Bo Chen"), ONE), ("On Second Questions", ("Cy Ito",), TWO)]


def reading(text: str) -> FileReading:
    return read_bytes("p.txt", text.encode())


def list_fields(file_reading: FileReading) -> list[tuple[object, ...]]:
    return [(e.title, e.authors, e.abstract) for e in file_reading.entries]


@pytest.mark.parametrize(
    "text",
    [
        "{A}\n{a}\nAbstract\n{1}\n\n{B}\n{b}\nAbstract\n{2}\n",
        "{A}\n{a}\nAbstract\n{1}\n{B}\n{b}\nAbstract\n{2}\n",
        "{A}\n{a}\nABSTRACT\n\n{1}\n\n\n{B}\n{b}\n\nAbstract:\n{2}\n",
        "{A}\n\n{a}\n\nAbstract\n\n{1}\n\n{B}\n\n{b}\n\nAbstract\n\n{2}\n",
        "{A}\n{a}\nAbstract: {1}\n\n{B}\n{b}\nAbstract. {2}\n",
        "{A}\n{a}\nAbstract\n{1}\n\n{B}\n{b}\nAbstract—{2}\n",
        "  {A}\n  {a}\n  Abstract\n  {1}\n\n  {B}\n  {b}\n  Abstract\n  {2}\n",
        "{A}\n{a}\nDepartment of Things, University of Nowhere\nAbstract\n{1}\n\n{B}\n{b}\nc@x.org\nAbstract\n{2}\n",
        "{A}\n{a}\n{1}\n{B}\n{b}\n{2}\n",
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_title_authors_and_abstract(text: str, ends: str) -> None:
    for mark, words in zip("AaBb12", (BOTH[0][0], "Ann Lee, Bo Chen", BOTH[1][0], "Cy Ito", ONE, TWO), strict=True):
        text = text.replace(f"{{{mark}}}", words)
    file_reading = reading(text.replace("\n", ends))
    assert list_fields(file_reading) == BOTH
    assert file_reading.rejected == ()


def test_a_page_stays_one_though_a_line_of_it_says_abstract() -> None:
    head = "Get trending papers in your email inbox once a day!\n"
    file_reading = reading(f"{head}A Careful Method\n{ONE}\nOn Second Questions\nAbstract\n{TWO}\n")
    assert (file_reading.entries[0].title, file_reading.entries[0].abstract) == ("A Careful Method", ONE)


def test_an_abstract_may_have_lines_and_paragraphs() -> None:
    wrapped = ONE.replace(" that", "\nthat")
    file_reading = reading(
        f"A Careful Method\nAnn Lee\nAbstract\n{wrapped}\n\n{TWO}\n\nOn More\nCy Ito\nAbstract\n{TWO}\n"
    )
    assert [e.abstract for e in file_reading.entries] == [f"{wrapped}\n\n{TWO}", TWO]


@pytest.mark.parametrize(
    ("text", "titles", "reason"),
    [
        (f"A Careful Method\nfor all and everything\nAbstract\n{ONE}\n", [], "are not a title and its authors"),
        (f"A Careful Method\nAnn Lee\nAbstract\n{ONE}\n\nAn Appendix\n", ["A Careful Method"], "A title without"),
        (f"{TWO}\nAbstract\n{ONE}\n", [], "are not a title and its authors"),
        ("A Careful Method\nAnn Lee\nAbstract\n", [], "The abstract is empty"),
    ],
)
def test_what_cannot_be_told_apart_is_rejected(text: str, titles: list[str], reason: str) -> None:
    file_reading = reading(text)
    assert [e.title for e in file_reading.entries] == titles
    assert [reason in r.reason for r in file_reading.rejected] == [True]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, Bo Chen", ("Ann Lee", "Bo Chen")),
        ("By Ann Lee and Jean-Luc van der Berg", ("Ann Lee", "Jean-Luc van der Berg")),
        ("Ann Lee1, Bo Chen1,2*", None),
        ("Ann Lee*, Bo Chen†", ("Ann Lee", "Bo Chen")),
        ("A. B. Lee", ("A. B. Lee",)),
        ("Attention Is All You Need and More of It", None),
        ("Method: Ann Lee, Bo Chen", None),
        ("Faster, Better, Cheaper", None),
        ("We study Ann Lee.", None),
        ("", None),
    ],
)
def test_lines_of_authors(line: str, names: tuple[str, ...] | None) -> None:
    assert parse_byline(line) == names


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Abstract", ""), ("ABSTRACT:", ""), (" Abstract - ", ""), ("Abstract: We", "We"), ("Abstract— We", "We"),
        ("Abstract. We", "We"), ("Abstract Meaning", None), ("Abstraction", None), ("An Abstract", None),
    ],
)  # fmt: skip
def test_headings(line: str, rest: str | None) -> None:
    after = find_abstract_heading(line)
    assert (None if after is None else line[after:].strip()) == rest
