"""Lines that name authors, headings of abstracts, and lines that are neither."""

import pytest

from kg.read.listing.bylines import find_abstract_heading, is_affiliation, join_bylines, parse_byline
from kg.read.listing.pairing import Group, Unit


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, Bo Chen and Cy Ito", ("Ann Lee", "Bo Chen", "Cy Ito")),
        ("by Ann Lee", ("Ann Lee",)),
        ("Jean-Paul O'Neil, J.R. DiPaola", ("Jean-Paul O'Neil", "J.R. DiPaola")),
        ("Ann Lee*, Bo van der Berg†", ("Ann Lee", "Bo van der Berg")),
        ("Ann Lee1, Bo Chen2", ("Ann Lee", "Bo Chen")),
    ],
)
def test_a_line_of_authors(line: str, names: tuple[str, ...]) -> None:
    assert parse_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Attention Is All You Need To Read",  # six words
        "Title: Ann Lee",
        "Ann",  # one word
        "we propose a method",
        "Ann Lee et al.",
        "",
        "Ann Lee, " * 300,
        "Ann " + "漢" * 500 + "_",  # read once: a name has no two ways to be one
    ],
)
def test_a_line_that_may_be_something_else(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("line", "rest"), [("Abstract", ""), ("  ABSTRACT: We do", "We do"), ("Abstract—We do", "We do"), ("Abstract.", "")]
)
def test_a_heading_and_the_text_after_it(line: str, rest: str) -> None:
    position = find_abstract_heading(line)
    assert position is not None
    assert line[position:] == rest


@pytest.mark.parametrize("line", ["Abstract reasoning in models", "Abstraction", "An abstract", ""])
def test_a_line_that_is_no_heading(line: str) -> None:
    assert find_abstract_heading(line) is None


@pytest.mark.parametrize("line", ["University of X", "ann@lab.org", "Dept. of Physics", "Example Inc"])
def test_an_affiliation(line: str) -> None:
    assert is_affiliation(line)


@pytest.mark.parametrize("line", ["Ann Lee", "Learning in institutions", ""])
def test_what_is_no_affiliation(line: str) -> None:
    assert not is_affiliation(line)


def group(title: str | None, abstract: str | None) -> Group:
    return Group(Unit(1, title) if title else None, Unit(2, abstract) if abstract else None, ())


def test_a_title_and_a_line_of_authors_with_an_abstract_are_one_paper() -> None:
    (paper,) = join_bylines([group("On Things", None), group("Ann Lee and Bo Chen", "We do.")])
    assert (paper.title, paper.byline) == (Unit(1, "On Things"), ("Ann Lee", "Bo Chen"))
    assert paper.abstract == Unit(2, "We do.")


def test_a_line_with_one_name_counts_only_beside_lines_with_several() -> None:
    alone = [group("On Things", None), group("Ann Lee", "We do.")]
    assert join_bylines(alone) == alone
    several = [group("On More", None), group("Bo Chen, Cy Ito", "We do more.")]
    assert [paper.byline for paper in join_bylines([*alone, *several])] == [("Ann Lee",), ("Bo Chen", "Cy Ito")]


def test_a_title_that_has_its_abstract_is_left_alone() -> None:
    groups = [group("On Things", "We do."), group("Ann Lee and Bo Chen", "We do more.")]
    assert join_bylines(groups) == groups
