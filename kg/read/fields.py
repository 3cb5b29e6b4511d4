"""The generic input: one paper as named fields, from JSON or from a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from kg.model.partial_dates import YEAR
from kg.model.records import Rejected, SourceEntry
from kg.read.arxiv import arxiv_id_in, arxiv_id_of_link
from kg.read.field_names import ALIASES, field_of, plain_name
from kg.read.flaws import checked, rejected
from kg.read.listing.dates import month_number, reduced_date
from kg.read.people import NamesError, names_of
from kg.read.reading import Unused
from kg.read.unescape import unescape

T = TypeVar("T")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?:www\.|arxiv\.org/|(?:dx\.)?doi\.org/|openreview\.net/)", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s{0,3})?(10\.\d{4,9}/[^\s<>\"{}|\\^`]+)", re.IGNORECASE)
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0)?")
_AUTHORS = re.compile(r"([0-9]{1,9})(?:\.0)?(?:\s{1,9}authors?)?", re.IGNORECASE)
_OFFSETS = "mentions"  # of a record that somebody has annotated
_ARXIV = "https://arxiv.org/abs/"


class _UnusableError(Exception):
    """A field cannot be used; the message is the reason."""


def record_of(fields: Mapping[str, object], *, source: str, line: int) -> Iterator[SourceEntry | Rejected | Unused]:
    """The entry that the fields give, or the reason why title or abstract cannot be used; then what was not used.

    Names of fields are those of `ALIASES`; null and the empty string are as if the field were not there. Only a
    title and an abstract that cannot be used cost the record; any other field costs itself alone.
    """
    record = _Record(fields)
    try:
        title, abstract = _text(record)
    except _UnusableError as unusable:
        yield rejected(source, line, str(unusable), _excerpt(record))
        return
    if _OFFSETS not in fields:  # which count characters of the text as it stands
        title, abstract = unescape(title), unescape(abstract)
    given_id, arxiv_id = record.first("id", _identifier), record.first("arxiv_id", _arxiv_id)
    url = record.first("url", _link)
    if url is None and arxiv_id is None and (given_id is None or arxiv_id_in(given_id) is None):
        url = record.first("doi", _link)
    entry = checked(
        SourceEntry(
            source=source,
            line=line,
            layout="record",
            title=title,
            abstract=abstract,
            given_id=given_id,
            arxiv_id=arxiv_id,
            authors=_authors(record),
            organization=record.first("organization", _organization),
            published=_published(record),
            published_inferred=record.first("published_inferred", lambda value: value is True) is True,
            comments=record.first("comments", _count),
            url=url,
        )
    )
    yield entry
    if isinstance(entry, SourceEntry):
        yield from (Unused(source, field, reason, 1) for field, reason in record.unused())


def is_paper(fields: Mapping[str, object]) -> bool:
    """Whether the fields are meant as those of a paper: there is a title, an abstract or a text."""
    return any(field_of(name) in ("title", "abstract", "text") for name in fields)


class _Record:
    """The fields of one record by what they mean, and which of them were used."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._given = {name: value for name, value in fields.items() if not _is_nothing(value)}
        self._by_plain_name: dict[str, str] = {}
        for name in self._given:
            self._by_plain_name.setdefault(plain_name(name), name)
        self._used: set[str] = set()
        self._reasons: dict[str, str] = {}

    def values(self, field: str) -> Iterator[tuple[str, object]]:
        """The names and values that may be this field, the most telling first."""
        names = (self._by_plain_name.get(alias) for alias in ALIASES[field])
        return ((name, self._given[name]) for name in names if name is not None)

    def first(self, field: str, convert: Callable[[object], T | None]) -> T | None:
        """The first of the values that can be used, as `convert` makes it; None where there is none."""
        return next((value for _, value in self.each(field, convert)), None)

    def each(self, field: str, convert: Callable[[object], T | None]) -> Iterator[tuple[str, T]]:
        """Name and value of each that can be used. Those that are asked for count as used."""
        for name, value in self.values(field):
            try:
                converted = convert(value)
            except _UnusableError as unusable:
                self._reasons[name] = str(unusable)
                continue
            if converted is not None:
                self.use(name)
                yield name, converted

    def use(self, name: str) -> None:
        """Say that a field was used."""
        self._used.add(name)

    def unused(self) -> Iterator[tuple[str, str]]:
        """The fields that were not used, and why: "" where there is no use for them."""
        return ((name, self._reasons.get(name, "")) for name in self._given if name not in self._used)


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {} or value != value


def _excerpt(record: _Record) -> str:
    fields = ("title", "text", "id", "abstract")
    return next((str(value) for field in fields for _, value in record.values(field)), "")


def _text(record: _Record) -> tuple[str, str]:
    """Title and abstract; from `text` ("title, blank line, abstract") where there is no abstract."""
    title, abstract, text = (_string(record, field) for field in ("title", "abstract", "text"))
    if abstract is None and text is not None:
        if title is not None and text.startswith(f"{title}\n\n"):
            return title, text[len(title) + 2 :]
        first, gap, rest = text.partition("\n\n")
        if not gap:
            raise _UnusableError('"text" has no blank line between title and abstract; give "title" and "abstract".')
        return first, rest
    if title is None:
        raise _UnusableError('There is no "title"; give the paper its title.')
    if abstract is None:
        raise _UnusableError('There is no "abstract"; give the paper its abstract.')
    return title, abstract


def _string(record: _Record, field: str) -> str | None:
    """The text of title or abstract, without which there is no paper."""
    for name, value in record.values(field):
        if not isinstance(value, str):
            raise _UnusableError(f'"{name}" is {_kind(value)}; give it as a string.')
        record.use(name)
        return value if value.strip() or field != "text" else None
    return None


def _one_line(value: object) -> str | None:
    """A text without line breaks; None where it holds nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise _UnusableError(f"it is {_kind(value)}")
    text = " ".join(value.split())
    if _CONTROL.search(text):
        raise _UnusableError("it holds a control character or half a character")
    return text or None


def _organization(value: object) -> str | None:
    text = _one_line(value)
    return None if text is None else unescape(text)


def _identifier(value: object) -> str | None:
    """The identifier as given; a number as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _UnusableError(f"it is {_kind(value)}")
    if _CONTROL.search(value):
        raise _UnusableError("it holds a control character or half a character")
    return value if value.strip() else None


def _arxiv_id(value: object) -> str | None:
    text = _one_line(value)
    number = None if text is None else arxiv_id_in(text) or arxiv_id_of_link(text)
    if number is None:
        raise _UnusableError("it is no arXiv identifier")
    return number


def _authors(record: _Record) -> tuple[str, ...] | int | None:
    """Names, where any of the fields has them, else their number."""
    found: Iterator[tuple[str, tuple[str, ...] | int]] = record.each("authors", _names_or_count)
    values = [value for _, value in found]
    names = [value for value in values if isinstance(value, tuple)]
    return next(iter([*names, *values]), None)


def _names_or_count(value: object) -> tuple[str, ...] | int | None:
    if isinstance(value, str) and (match := _AUTHORS.fullmatch(value.strip())):
        return int(match[1])
    if isinstance(value, int | float):
        return _count(value)
    try:
        return names_of(value) or None
    except NamesError as error:
        raise _UnusableError(f"it holds {error}") from None


def _count(value: object) -> int | None:
    if isinstance(value, str) and (match := _COUNT.fullmatch(value.strip())):
        return int(match[1])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _UnusableError(f"it is {_kind(value)} and no whole number")
    if not 0 <= value < 10**9:
        raise _UnusableError("it is a number below 0 or above 999,999,999")
    return value


def _published(record: _Record) -> str | None:
    for name, date in record.each("published", _date):
        if len(date) == YEAR:
            month = record.first("month", _month)
            return f"{date}-{month:02}" if month is not None and plain_name(name).endswith("year") else date
        return date
    return None


def _date(value: object) -> str | None:
    """A date; of arXiv's list of versions that of the first."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "created" in value[0]:
        value = value[0]["created"]
    date = reduced_date(value)
    if date is None:
        raise _UnusableError("it is no date such as 2024, 2024-06 or 2024-06-21")
    return date


def _month(value: object) -> int | None:
    month = month_number(value)
    if month is None:
        raise _UnusableError("it is no month")
    return month


def _link(value: object) -> str | None:
    """A web address: as it is, of an arXiv identifier or a DOI, or the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    text = _one_line(value)
    if text is None:
        return None
    if number := arxiv_id_in(text):
        return f"{_ARXIV}{number}"
    if match := _DOI.fullmatch(text):
        return f"https://doi.org/{match[1]}"
    address = f"https://{text}" if _BARE_LINK.match(text) else text
    if not _URL.fullmatch(address):
        raise _UnusableError("it is no web address")
    return address


def _kind(value: object) -> str:
    """What a JSON value is, in words."""
    kinds = {bool: "true or false", dict: "an object", list: "a list", str: "a text", float: "a fraction"}
    return kinds.get(type(value), "a number")
