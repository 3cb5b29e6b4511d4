"""Conversion of a field's value, as JSON or a table holds it, to what a `SourceEntry` keeps.

Every converter returns None for a blank value and raises `UnusableError` for one that cannot be used.
"""

from __future__ import annotations

import re

from kg.read.dates import parse_date, parse_month
from kg.read.escapes import decode_html
from kg.read.people import NamesError, parse_names
from kg.read.web_addresses import complete_address, parse_arxiv_id, parse_arxiv_link

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0)?")
_AUTHORS = re.compile(r"([0-9]{1,9})(?:\.0)?(?:\s{1,9}authors?)?", re.IGNORECASE)


class UnusableError(Exception):
    """A field cannot be used; the message is the reason, as the end of a sentence about the field."""


def _to_one_line(value: object) -> str | None:
    """A text or a number as text on one line."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise UnusableError(f"it is {name_json_type(value)}")
    text = " ".join(value.split())
    if _CONTROL.search(text):
        raise UnusableError("it holds a control character or half a character")
    return text or None


def to_organization(value: object) -> str | None:
    """The organisation's name, HTML's character references decoded."""
    return _to_one_line(decode_html(value) if isinstance(value, str) else value)


def to_identifier(value: object) -> str | None:
    """The paper's identifier, unchanged; an integer as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise UnusableError(f"it is {name_json_type(value)}")
    if _CONTROL.search(value):
        raise UnusableError("it holds a control character or half a character")
    return value if value.strip() else None


def to_arxiv_id(value: object) -> str | None:
    """The arXiv identifier, without prefix and version, that a value is or links to."""
    text = _to_one_line(value)
    number = None if text is None else parse_arxiv_id(text) or parse_arxiv_link(text)
    if number is None:
        raise UnusableError("it is no arXiv identifier")
    return number


def to_authors(value: object) -> tuple[str, ...] | int | None:
    """The authors' names, or their number where the value is a number or "12 authors"."""
    if isinstance(value, str) and (match := _AUTHORS.fullmatch(value.strip())):
        return int(match[1])
    if isinstance(value, int | float):
        return to_count(value)
    try:
        return parse_names(value) or None
    except NamesError as error:
        raise UnusableError(f"it holds {error}") from None


def to_count(value: object) -> int | None:
    """A whole number from 0 to 999,999,999, given as a number or as digits."""
    if isinstance(value, str) and (match := _COUNT.fullmatch(value.strip())):
        return int(match[1])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnusableError(f"it is {name_json_type(value)} and no whole number")
    if not 0 <= value < 10**9:
        raise UnusableError("it is a number below 0 or above 999,999,999")
    return value


def to_date(value: object) -> str | None:
    """A date in ISO form, as precise as given (`parse_date`); of arXiv's list of versions, the date of the first."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "created" in value[0]:
        value = value[0]["created"]
    date = parse_date(value)
    if date is None:
        raise UnusableError("it is no date such as 2024, 2024-06 or 2024-06-21")
    return date


def to_month(value: object) -> int | None:
    """The number of a month, 1 to 12."""
    month = parse_month(value)
    if month is None:
        raise UnusableError("it is no month")
    return month


def to_link(value: object) -> str | None:
    """The web address that a value stands for (`complete_address`); of a list, the first."""
    if isinstance(value, list) and value:
        value = value[0]
    text = _to_one_line(value)
    if text is None:
        return None
    address = complete_address(text)
    if address is None:
        raise UnusableError("it is no web address")
    return address


def name_json_type(value: object) -> str:
    """The type of a JSON value for messages: "a list", "a number"."""
    kinds = {bool: "true or false", dict: "an object", list: "a list", str: "a text", float: "a fraction"}
    return kinds.get(type(value), "a number")
