"""Dates as the pages show them: month and day, and the year only where it is not the page's own."""

from __future__ import annotations

import datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_date(year: int, month: int, day: int) -> str | None:
    """The date in ISO form, or None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None  # "Feb 30": the page's mistake is no reason to lose the paper


def page_year(years: list[int]) -> int | None:
    """The year of the page itself, told by the years that it shows.

    A page shows a year only where it is not its own, and lists nothing from the future, so that its own year is later
    than all that it shows: at least, and in practice exactly, by one. A page that shows none gives no answer, and
    other pages are not asked: what a file yields must not depend on what is read beside it.
    """
    return max(years) + 1 if years else None
