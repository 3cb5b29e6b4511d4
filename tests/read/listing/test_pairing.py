"""Which line is a title and which its abstract, also where lines are missing."""

import pytest

from kg.read.listing.footers import parse_footer
from kg.read.listing.pairing import Unit, pair_units, score_as_abstract

TITLES = ["Attention Is All You Need", "On Things", "A Study of Words", "Scaling Laws"]
ABSTRACT = (
    "We propose a method that is simple. It has few parameters, and our experiments show that it can be trained on one "
    "machine. The results on three benchmarks are better than those of earlier work, which was larger and slower."
)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_scores_below_zero(title: str) -> None:
    assert score_as_abstract(title) < 0


@pytest.mark.parametrize("abstract", [ABSTRACT, "We show that this is possible, and that our method can do it."])
def test_an_abstract_scores_above_zero(abstract: str) -> None:
    assert score_as_abstract(abstract) > 0


def pairs(*texts: str) -> list[tuple[str | None, str | None]]:
    units = [Unit(number, text) for number, text in enumerate(texts, 1)]
    return [
        (group.title.text if group.title else None, group.abstract.text if group.abstract else None)
        for group in pair_units(units)
    ]


def test_titles_and_abstracts_in_turn() -> None:
    assert pairs(TITLES[0], ABSTRACT, TITLES[1], ABSTRACT) == [(TITLES[0], ABSTRACT), (TITLES[1], ABSTRACT)]


def test_a_missing_abstract_shifts_nothing() -> None:
    assert pairs(TITLES[0], TITLES[1], ABSTRACT, TITLES[2], ABSTRACT) == [
        (TITLES[0], None),
        (TITLES[1], ABSTRACT),
        (TITLES[2], ABSTRACT),
    ]


def test_a_missing_title_shifts_nothing() -> None:
    assert pairs(TITLES[0], ABSTRACT, ABSTRACT, TITLES[1], ABSTRACT) == [
        (TITLES[0], ABSTRACT),
        (None, ABSTRACT),
        (TITLES[1], ABSTRACT),
    ]


def test_footers_belong_to_what_they_follow() -> None:
    footer = Unit(3, "3 authors · Jun 17", parse_footer(["3 authors · Jun 17"]))
    other = Unit(6, "4 authors · Jun 18", parse_footer(["4 authors · Jun 18"]))
    units = [Unit(1, TITLES[0]), Unit(2, ABSTRACT), footer, Unit(4, TITLES[1]), Unit(5, ABSTRACT), other]
    assert [group.footers for group in pair_units(units)] == [(footer,), (other,)]


def test_no_units_are_no_groups() -> None:
    assert pair_units([]) == []
