"""Dates: parsing those of records, and inferring the year that a listing page leaves out of its own."""

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
_MOST_DIGITS = 4  # of a year
_LONGEST = 80  # characters of a date in words, with a time and its zone


def format_date(year: int, month: int, day: int) -> str | None:
    """The date as YYYY-MM-DD; None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except (ValueError, OverflowError):
        return None  # "Feb 30": the page's mistake is no reason to lose the paper


def parse_date(value: object) -> str | None:
    """A record's date in ISO form, as precise as given: "2024-06-21", "2024-06" or "2024"; None where it is no date.

    Besides ISO dates, with or without a time, it takes "May 2024", "21 June 2024", "June 21, 2024", "2024/5/3",
    "20240503", a year as a number, and CSL's {"date-parts": [[2024, 5]]}. An ambiguous date ("03/05/2024") is none.
    """
    if isinstance(value, dict):
        parts = value.get("date-parts")
        value = parts[0] if isinstance(parts, list) and len(parts) == 1 else None
    if isinstance(value, list):
        numbers = [int(part) for part in value if _is_number(part)]
        return _format_parts(numbers) if len(numbers) == len(value) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value)[:_LONGEST].split())
    if match := _NUMBERS.fullmatch(text):
        return _format_parts([int(part) for part in (match[1] or match[2], match[4], match[5]) if part])
    if match := _COMPACT.fullmatch(text):
        return _format_parts([int(part) for part in match.groups()])
    if match := next((match for pattern in _WORDS if (match := pattern.fullmatch(text))), None):
        month = MONTHS.index(match["month"][:3].lower()) + 1
        return _format_parts([int(match["year"]), month, *([int(match["day"])] if match["day"] else [])])
    return None


def parse_month(value: object) -> int | None:
    """The number of a month, 1 to 12, from "May", "may", "05" or 5; None where it is no month."""
    text = str(value).strip().lower().rstrip(".")
    if text.isdecimal():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    return next((i for i, name in enumerate(MONTHS, 1) if len(text) >= 3 and text[:3] == name), None)


def infer_page_year(years: list[int]) -> int | None:
    """The year in which a listing page was made, inferred from the years in its dates; None where no date has one.

    A page writes a year only where it is not its own, and lists nothing from the future: so its own year is later than
    all that it writes, in practice by one. Other pages are not considered, so that what a file yields does not depend
    on what is read with it.
    """
    return max(years) + 1 if years else None


def _is_number(part: object) -> bool:
    """Whether a part of a date is a number, or its digits."""
    return isinstance(part, int) or (isinstance(part, str) and part.isdecimal() and len(part) <= _MOST_DIGITS)


def _format_parts(numbers: list[int]) -> str | None:
    """Year, month and day as far as they are given; a month or day of 0 is one that is not known."""
    known = numbers[: numbers.index(0)] if 0 in numbers else numbers
    if not 1 <= len(known) <= 3 or known[0] < 1000 or any(numbers[len(known) :]):
        return None
    day = format_date(*[*known, 1, 1][:3])
    return day[: (YEAR, MONTH, DAY)[len(known) - 1]] if day is not None else None
