"""The flat layout: a line of title, a line of abstract, and nothing else about a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.listing.listing_page import parse_page
from kg.read.listing.pairing import pair_units, score_as_abstract
from kg.read.listing.units import is_page_head, split_into_units

LINE_LIMIT = 1 << 20

_MARKUP = ("<!doctype", "<html", "<?xml", "<rdf")


def sniff(head: str) -> bool:
    """Whether the page has a listing's head, or consists mostly of titles and abstracts in turn."""
    if head.lstrip().lower().startswith(_MARKUP):
        return False
    lines = [line.removesuffix("\r") for line in head.split("\n")]
    if any(is_page_head(line) for line in lines[:20]):
        return True
    units = split_into_units(lines, with_footers=False)
    pairs = [g for g in pair_units(units) if g.title and g.abstract and score_as_abstract(g.abstract.text) > 0]
    return 0 < len(units) <= 4 * len(pairs)


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """The papers of a page. It has no dates, so `year` is ignored."""
    return parse_page(lines, source=source, year=year, layout="flat")
