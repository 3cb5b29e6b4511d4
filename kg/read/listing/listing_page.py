"""Parses a saved listing page, with cards or flat, into entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Literal

from kg.model.records import Rejected, SourceEntry
from kg.read.dates import format_date, infer_page_year
from kg.read.escapes import decode_html
from kg.read.listing.bylines import join_bylines
from kg.read.listing.footers import Footer, join_footers
from kg.read.listing.pairing import Group, Unit, pair_units
from kg.read.listing.units import split_into_units
from kg.read.rejections import check_entry, reject, reject_undecoded

NO_ABSTRACT = "A title without an abstract; add the abstract on the line after it, or remove the title."
CUT_OFF = "The page ends with a title that has no abstract; save the page again, to its end."
NO_TITLE = "An abstract without a title; put the title on the line before it, or join it to the abstract above."
NO_CARD = "The footer of a card whose title and abstract are missing; add them, or remove the footer."


def parse_page(
    lines: Iterable[str], *, source: str, year: int | None, layout: Literal["card", "flat"]
) -> Iterator[SourceEntry | Rejected]:
    """The entries and rejections of a page in order.

    Args:
        year: of the dates that show none; None: inferred from the page's other dates (`infer_page_year`).
    """
    groups = join_bylines(pair_units(split_into_units(lines, with_footers=layout == "card")))
    own_year = year if year is not None else infer_page_year([y for group in groups for y in _collect_years(group)])
    for i, group in enumerate(groups):
        if (flaw := _reject_undecoded_group(group, source)) is not None:
            yield flaw
        elif group.title is not None and group.abstract is not None:
            yield check_entry(_make_entry(group, group.title, group.abstract, source, own_year, layout))
        elif not _is_page_date(group):
            yield _reject_group(group, source, is_last=i == len(groups) - 1)


def _make_entry(
    group: Group, title: Unit, abstract: Unit, source: str, own_year: int | None, layout: Literal["card", "flat"]
) -> SourceEntry:
    footer = _join_group_footers(group)
    year = footer.year if footer.year is not None else own_year
    known = year is not None and footer.month is not None and footer.day is not None
    published = format_date(year, footer.month, footer.day) if year and footer.month and footer.day else None
    return SourceEntry(
        source=source,
        line=title.line,
        layout=layout,
        title=decode_html(title.text),
        abstract=decode_html(abstract.text),
        authors=group.byline or footer.authors,
        organization=None if footer.organization is None else " ".join(decode_html(footer.organization).split()),
        organization_slug=footer.organization_slug,
        published=published,
        published_inferred=known and published is not None and footer.year is None,
        comments=footer.comments,
    )


def _join_group_footers(group: Group) -> Footer:
    return reduce(join_footers, (unit.footer for unit in group.footers if unit.footer is not None), Footer())


def _collect_years(group: Group) -> list[int]:
    """The years in a group's footers."""
    return [unit.footer.year for unit in group.footers if unit.footer is not None and unit.footer.year is not None]


def _is_page_date(group: Group) -> bool:
    """Whether the group is only the date in the page's head."""
    return (
        group.title is None
        and group.abstract is None
        and all(u.footer is not None and u.footer.is_plain_date and not u.footer.is_certain for u in group.footers)
    )


def _reject_undecoded_group(group: Group, source: str) -> Rejected | None:
    """The rejection of a group with bytes that are not UTF-8 in any of its units; else None."""
    units = [unit for unit in (group.title, group.abstract, *group.footers) if unit is not None]
    return reject_undecoded(source, units[0].line, "\n".join(unit.text for unit in units), excerpt_of=units[0].text)


def _reject_group(group: Group, source: str, *, is_last: bool) -> Rejected:
    unit = group.title or group.abstract or group.footers[0]
    if group.title is not None:
        reason = CUT_OFF if is_last and not group.footers else NO_ABSTRACT
    else:
        reason = NO_TITLE if group.abstract is not None else NO_CARD
    return reject(source, unit.line, reason, unit.text)
