"""Dates of reduced precision, as ISO 8601 writes them: "2024", "2024-05", "2024-05-21"."""

from __future__ import annotations

YEAR, MONTH, DAY = 4, 7, 10  # characters of a date of that precision

_FIRST = "0000-01-01"
_LAST = "0000-12-31"  # the 31st is no day of some months, but no day of a month comes after it


def first_day(date: str) -> str:
    """The first day of a year, month or day, for comparisons."""
    return date + _FIRST[len(date) :]


def last_day(date: str) -> str:
    """An upper bound of the days of a year, month or day, for comparisons."""
    return date + _LAST[len(date) :]


def choose_earliest(dates: list[str]) -> str | None:
    """The earliest of several dates of one event, as precise as any date that lies within it; None of no dates.

    Of "2024" and "2024-05-21" that is the day, of "2023" and "2024-05-21" the year.
    """
    earliest_date = min(dates, default=None)
    while earliest_date is not None and (finer := [date for date in dates if date.startswith(f"{earliest_date}-")]):
        earliest_date = min(finer)
    return earliest_date
