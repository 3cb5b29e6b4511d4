"""The cards layout: title, abstract and footer of each paper between blank lines, under a page head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.listing.listing_page import parse_page
from kg.read.listing.pairing import Unit, score_as_abstract
from kg.read.listing.units import split_into_units

LINE_LIMIT = 1 << 20

_BYLINES = ("byAK and the research community", "by AK and the research community")


def sniff(head: str) -> bool:
    """Whether the page has the head of this layout, or a footer between an abstract and a title."""
    lines = [line.removesuffix("\r") for line in head.split("\n")]
    if any(line.strip() in _BYLINES for line in lines):
        return True
    units = split_into_units(lines, with_footers=True)
    spaced = "" in (line.strip() for line in lines[:-1])
    return any(_is_footer(units, i, spaced=spaced) for i in range(len(units)))


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """The cards of a page."""
    return parse_page(lines, source=source, year=year, layout="card")


def _is_footer(units: list[Unit], i: int, *, spaced: bool) -> bool:
    """Whether a unit is a footer: by its form alone, or by its form and its place between an abstract and a title."""
    footer = units[i].footer
    if footer is None or footer.is_certain:
        return footer is not None
    after_abstract = i > 0 and units[i - 1].footer is None and score_as_abstract(units[i - 1].text) > 0
    before_title = i + 1 == len(units) or score_as_abstract(units[i + 1].text) < 0
    return spaced and after_abstract and before_title
