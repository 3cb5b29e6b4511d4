"""The flat layout: a line of title, a line of abstract, and nothing else about a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.listing.pairing import abstractness, pair
from kg.read.listing.split import parse_listing
from kg.read.listing.units import is_page_head, units_of

LINE_LIMIT = 1 << 20

_MARKUP = ("<!doctype", "<html", "<?xml", "<rdf")


def sniff(head: str) -> bool:
    """Whether the page has the listing's head, or titles and abstracts by turns for the greater part."""
    if head.lstrip().lower().startswith(_MARKUP):
        return False
    lines = [line.removesuffix("\r") for line in head.split("\n")]
    if any(is_page_head(line) for line in lines[:20]):
        return True
    units = units_of(lines, with_footers=False)
    pairs = [g for g in pair(units) if g.title and g.abstract and abstractness(g.abstract.text) > 0]
    return 0 < len(units) <= 4 * len(pairs)


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """The papers of a page. It has no dates, so that `year` changes nothing."""
    return parse_listing(lines, source=source, year=year, layout="flat")
