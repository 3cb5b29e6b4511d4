"""The generic input: one paper as named fields, from JSON or from a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from kg.read.arxiv import arxiv_id_in
from kg.read.flaws import checked, rejected
from kg.records import Rejected, SourceEntry

FIELDS = (
    "id",
    "title",
    "abstract",
    "text",
    "authors",
    "organization",
    "published",
    "comments",
    "url",
    "arxiv_id",
)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


class _UnusableError(Exception):
    """A field cannot be used; the message is the reason."""


def entry_of(fields: Mapping[str, object], *, source: str, line: int) -> SourceEntry | Rejected:
    """The entry that the fields give, or the reason why one of them cannot be used.

    Fields that are not in `FIELDS` are ignored; null and the empty string are as if the field were not there.
    Counts may be given as digits, authors as a list of names (or of objects with a `name`), as names between
    semicolons or commas, or as a count.
    """
    try:
        title, abstract = _text(fields)
        entry = SourceEntry(
            source=source,
            line=line,
            layout="record",
            title=title,
            abstract=abstract,
            given_id=_identifier(fields),
            arxiv_id=_arxiv_id(fields),
            authors=_authors(fields),
            organization=_string(fields, "organization"),
            published=_date(fields),
            published_inferred=fields.get("published_inferred") is True,
            comments=_count(fields, "comments"),
            url=_url(fields),
        )
    except _UnusableError as unusable:
        return rejected(source, line, str(unusable), _excerpt(fields))
    return checked(entry)


def _excerpt(fields: Mapping[str, object]) -> str:
    shown = next((value for name in ("title", "text", "id", "abstract") if (value := fields.get(name))), "")
    return str(shown)


def _text(fields: Mapping[str, object]) -> tuple[str, str]:
    """Title and abstract; from `text` ("title, blank line, abstract") where there is no abstract."""
    title, abstract, text = (_string(fields, name) for name in ("title", "abstract", "text"))
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


def _string(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _UnusableError(f'"{name}" is {_kind(value)}; give it as a string.')
    if name not in ("title", "abstract", "text") and _CONTROL.search(value):
        raise _UnusableError(f'"{name}" holds a control character or half a character; remove it.')
    return value if value.strip() or name in ("title", "abstract") else None


def _identifier(fields: Mapping[str, object]) -> str | None:
    """The identifier as given; a number as its digits."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id")


def _arxiv_id(fields: Mapping[str, object]) -> str | None:
    value = _string(fields, "arxiv_id")
    if value is None:
        return None
    number = arxiv_id_in(value)
    if number is None:
        raise _UnusableError('"arxiv_id" is no arXiv identifier; give one such as 2406.14539, or leave it out.')
    return number


def _authors(fields: Mapping[str, object]) -> tuple[str, ...] | int | None:
    value = fields.get("authors")
    if isinstance(value, list | tuple):
        return tuple(_author(item) for item in value) or None
    if not isinstance(value, str) or _WHOLE_NUMBER.fullmatch(value.strip()):
        return _count(fields, "authors")
    names = _string(fields, "authors") or ""
    return tuple(name.strip() for name in names.split(";" if ";" in names else ",") if name.strip()) or None


def _author(item: object) -> str:
    name = item.get("name") if isinstance(item, dict) else item
    if not isinstance(name, str) or not name.strip() or _CONTROL.search(name):
        raise _UnusableError('"authors" holds something that is no name; give a list of names, or their number.')
    return name


def _count(fields: Mapping[str, object], name: str) -> int | None:
    value = fields.get(name)
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        shape = "a list of names or their number" if name == "authors" else "a whole number"
        raise _UnusableError(f'"{name}" is {_kind(value)}; give {shape}.')
    return value


def _date(fields: Mapping[str, object]) -> str | None:
    value = _string(fields, "published")
    if value is None:
        return None
    match = _TIME.fullmatch(value.strip())
    try:
        return datetime.date.fromisoformat(match[1] if match else "").isoformat()
    except ValueError:
        # not a day of the calendar
        raise _UnusableError('"published" is no ISO date; give one such as 2024-06-21, or leave it out.') from None


def _url(fields: Mapping[str, object]) -> str | None:
    value = _string(fields, "url")
    if value is not None and not _URL.fullmatch(value):
        raise _UnusableError('"url" is no web address; give one that begins with https://, or leave it out.')
    return value


def _kind(value: object) -> str:
    """What a JSON value is, in words."""
    kinds = {bool: "true or false", dict: "an object", list: "a list", str: "a string", float: "a fraction"}
    return kinds.get(type(value), "a number")
