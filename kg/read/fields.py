"""Reads one paper from named fields (JSON, or a row of a table) into an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from kg.model.partial_dates import YEAR
from kg.model.records import Rejected, SourceEntry
from kg.read.escapes import decode_html
from kg.read.field_names import ALIASES, find_field, normalise_field_name
from kg.read.field_values import (
    UnusableError,
    name_json_type,
    to_arxiv_id,
    to_authors,
    to_count,
    to_date,
    to_identifier,
    to_link,
    to_month,
    to_organization,
)
from kg.read.reading_records import UnusedField
from kg.read.rejections import check_entry, make_excerpt, reject
from kg.read.web_addresses import parse_arxiv_id

T = TypeVar("T")

_OFFSETS = "mentions"  # a field of annotated records; its offsets count characters of the text as it stands


def read_record(
    fields: Mapping[str, object], *, source: str, line: int
) -> Iterator[SourceEntry | Rejected | UnusedField]:
    """Yields the entry, or its rejection where title or abstract cannot be used; then the fields that were not used.

    Fields may have any name in `ALIASES`. Null, "", [] and {} count as missing. A field other than title and abstract
    that cannot be used is left out of the entry and yielded as unused, with the reason.
    """
    record = _Record(fields)
    try:
        title, abstract = _read_text(record)
    except UnusableError as unusable:
        yield reject(source, line, str(unusable), _choose_excerpt(record))
        return
    if _OFFSETS not in fields:
        title, abstract = decode_html(title), decode_html(abstract)
    given_id, arxiv_id = record.first("id", to_identifier), record.first("arxiv_id", to_arxiv_id)
    url = record.first("url", to_link)
    if url is None and arxiv_id is None and (given_id is None or parse_arxiv_id(given_id) is None):
        url = record.first("doi", to_link)
    entry = check_entry(
        SourceEntry(
            source=source,
            line=line,
            layout="record",
            title=title,
            abstract=abstract,
            given_id=given_id,
            arxiv_id=arxiv_id,
            authors=_read_authors(record),
            organization=record.first("organization", to_organization),
            published=_read_published(record),
            published_inferred=record.first("published_inferred", lambda value: value is True) is True,
            comments=record.first("comments", to_count),
            url=url,
        )
    )
    yield entry
    if isinstance(entry, SourceEntry):
        yield from (UnusedField(source, field, reason, 1) for field, reason in record.find_unused())


def is_paper(fields: Mapping[str, object]) -> bool:
    """Whether the fields describe a paper: one of them is a title, an abstract or a text."""
    return any(find_field(name) in ("title", "abstract", "text") for name in fields)


class _Record:
    """The fields of one record, looked up by our names for them; it notes which were used."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._given = {name: value for name, value in fields.items() if not _is_nothing(value)}
        self._by_plain_name: dict[str, str] = {}
        for name in self._given:
            self._by_plain_name.setdefault(normalise_field_name(name), name)
        self._used: set[str] = set()
        self._reasons: dict[str, str] = {}

    def values(self, field: str) -> Iterator[tuple[str, object]]:
        """Name and value of each given field that may be this one, in the order of `ALIASES`."""
        names = (self._by_plain_name.get(alias) for alias in ALIASES[field])
        return ((name, self._given[name]) for name in names if name is not None)

    def first(self, field: str, convert: Callable[[object], T | None]) -> T | None:
        """The first value that can be converted; None where there is none."""
        return next((value for _, value in self.convert_all(field, convert)), None)

    def convert_all(self, field: str, convert: Callable[[object], T | None]) -> Iterator[tuple[str, T]]:
        """Name and converted value of each that can be used. Lazy: only those that are taken are marked as used."""
        for name, value in self.values(field):
            try:
                converted = convert(value)
            except UnusableError as unusable:
                self._reasons[name] = str(unusable)
                continue
            if converted is not None:
                self.use(name)
                yield name, converted

    def use(self, name: str) -> None:
        """Mark a given field as used."""
        self._used.add(name)

    def find_unused(self) -> Iterator[tuple[str, str]]:
        """Name and reason of each field that was not used; the reason is "" where no entry has such a field."""
        return ((name, self._reasons.get(name, "")) for name in self._given if name not in self._used)


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {} or value != value


def _choose_excerpt(record: _Record) -> str:
    fields = ("title", "text", "id", "abstract")
    return next((str(value) for field in fields for _, value in record.values(field)), "")


def _read_text(record: _Record) -> tuple[str, str]:
    """Title and abstract; without an abstract, both are taken from `text`, where a blank line separates them."""
    title, abstract, text = (_read_string(record, field) for field in ("title", "abstract", "text"))
    if abstract is None and text is not None:
        if title is not None and text.startswith(f"{title}\n\n"):
            return title, text[len(title) + 2 :]
        first, gap, rest = text.partition("\n\n")
        if not gap:
            raise UnusableError('"text" has no blank line between title and abstract; give "title" and "abstract".')
        return first, rest
    if title is None:
        raise UnusableError('There is no "title"; give the paper its title.')
    if abstract is None:
        raise UnusableError('There is no "abstract"; give the paper its abstract.')
    return title, abstract


def _read_string(record: _Record, field: str) -> str | None:
    """The value of title, abstract or text; None where it is missing. Raises `UnusableError` for a non-string."""
    for name, value in record.values(field):
        if not isinstance(value, str):
            raise UnusableError(f'"{make_excerpt(name)}" is {name_json_type(value)}; give it as a string.')
        record.use(name)
        return value if value.strip() or field != "text" else None
    return None


def _read_authors(record: _Record) -> tuple[str, ...] | int | None:
    """The authors' names if any of the fields holds names, else their number."""
    found: Iterator[tuple[str, tuple[str, ...] | int]] = record.convert_all("authors", to_authors)
    values = [value for _, value in found]
    names = [value for value in values if isinstance(value, tuple)]
    return next(iter([*names, *values]), None)


def _read_published(record: _Record) -> str | None:
    """The first date; a year is completed by the record's month only if its field is one for years."""
    for name, date in record.convert_all("published", to_date):
        if len(date) == YEAR:
            month = record.first("month", to_month)
            return f"{date}-{month:02}" if month is not None and normalise_field_name(name).endswith("year") else date
        return date
    return None
