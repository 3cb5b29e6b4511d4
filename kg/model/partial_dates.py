"""Dates of reduced precision, as ISO 8601 writes them: "2024", "2024-05", "2024-05-21"."""

from __future__ import annotations

YEAR, MONTH, DAY = 4, 7, 10  # characters of a date of that precision

_FIRST = "0000-01-01"
_LAST = "0000-12-31"  # no real day in most months, yet one that no day of the month comes after


def first_day(date: str) -> str:
    """The first day that a date may mean, for comparisons; a day is its own."""
    return date + _FIRST[len(date) :]


def last_day(date: str) -> str:
    """A bound that no day that the date may mean comes after; a day is its own."""
    return date + _LAST[len(date) :]


def earliest(dates: list[str]) -> str | None:
    """The earliest of several dates of one thing, as precise as those that agree with it tell it.

    "2024" and "2024-05-21" are the day; "2023" and "2024-05-21" are the year.
    """
    found = min(dates, default=None)
    while found is not None and (finer := [date for date in dates if date.startswith(f"{found}-")]):
        found = min(finer)
    return found
