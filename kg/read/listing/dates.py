"""Dates as records hold them, and as pages show them: the year only where it is not the page's own."""

from __future__ import annotations

import datetime
import re

from kg.model.partial_dates import DAY, MONTH, YEAR

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TIME = r"(?:[T ].*)?"
_NUMBERS = re.compile(rf"(\d{{4}})(?:\.0)?|(\d{{4}})([-/.])(\d{{1,2}})(?:\3(\d{{1,2}}){_TIME})?", re.DOTALL | re.ASCII)
_COMPACT = re.compile(r"((?:1[5-9]|20|21)\d\d)(\d\d)(\d\d)", re.ASCII)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"{_WEEKDAY}(?:{_ORDINAL}[ -])?{_MONTH},?[ -](?P<year>\d{{4}})(?: \d.*)?",  # 2 Apr 2007 19:18:42 GMT
        rf"{_WEEKDAY}{_MONTH} {_ORDINAL},? (?P<year>\d{{4}})(?: \d.*)?",
        rf"(?P<year>\d{{4}})[ -]{_MONTH}(?:[ -]{_ORDINAL})?",  # as PubMed has it
    )
)
_LONGEST = 80  # characters of a date in words, with a time and its zone


def iso_date(year: int, month: int, day: int) -> str | None:
    """The date in ISO form, or None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None  # "Feb 30": the page's mistake is no reason to lose the paper


def reduced_date(value: object) -> str | None:
    """The date that a value of a record is: a day, a month or a year in ISO form, as precise as given; else None.

    Besides ISO dates, with or without a time: "May 2024", "21 June 2024", "June 21, 2024", "2024/5/3", "20240503",
    a year as a number, and CSL's {"date-parts": [[2024, 5]]}. What could be read in two ways ("03/05/2024") is none.
    """
    if isinstance(value, dict):
        parts = value.get("date-parts")
        value = parts[0] if isinstance(parts, list) and len(parts) == 1 else None
    if isinstance(value, list):
        numbers = [int(part) for part in value if isinstance(part, int) or (isinstance(part, str) and part.isdecimal())]
        return _checked(numbers) if len(numbers) == len(value) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value)[:_LONGEST].split())
    if match := _NUMBERS.fullmatch(text):
        return _checked([int(part) for part in (match[1] or match[2], match[4], match[5]) if part])
    if match := _COMPACT.fullmatch(text):
        return _checked([int(part) for part in match.groups()])
    if match := next((match for pattern in _WORDS if (match := pattern.fullmatch(text))), None):
        month = MONTHS.index(match["month"][:3].lower()) + 1
        return _checked([int(match["year"]), month, *([int(match["day"])] if match["day"] else [])])
    return None


def month_number(value: object) -> int | None:
    """The month that a value is: "May", "may", "05", 5."""
    text = str(value).strip().lower().rstrip(".")
    if text.isdecimal():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    return next((i for i, name in enumerate(MONTHS, 1) if len(text) >= 3 and text[:3] == name), None)


def page_year(years: list[int]) -> int | None:
    """The year of the page itself, told by the years that it shows.

    A page shows a year only where it is not its own, and lists nothing from the future, so that its own year is later
    than all that it shows: at least, and in practice exactly, by one. A page that shows none gives no answer, and
    other pages are not asked: what a file yields must not depend on what is read beside it.
    """
    return max(years) + 1 if years else None


def _checked(numbers: list[int]) -> str | None:
    """Year, month and day as far as they are given; a month or day of 0 is one that is not known."""
    known = numbers[: numbers.index(0)] if 0 in numbers else numbers
    if not 1 <= len(known) <= 3 or known[0] < 1000 or any(numbers[len(known) :]):
        return None
    day = iso_date(*[*known, 1, 1][:3])
    return day[: (YEAR, MONTH, DAY)[len(known) - 1]] if day is not None else None
