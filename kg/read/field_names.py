"""The names under which other programs and sites keep the fields that we know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "paperid", "key"),
        "title": ("title", "papertitle", "articletitle", "documenttitle"),
        "abstract": ("abstract", "abstractnote", "abstracttext", "paperabstract", "summary"),
        "text": ("text",),
        "authors": (
            "authorsparsed",
            "authors",
            "author",
            "authornames",
            "authorname",
            "authorlist",
            "authorfullnames",
            "creators",
            "creator",
        ),
        "organization": ("organization", "organisation", "institution"),
        "published": (
            "published",
            "publisheddate",
            "datepublished",
            "publicationdate",
            "versions",
            "issued",
            "dateissued",
            "pubdate",
            "releasedate",
            "date",
            "publishedyear",
            "publicationyear",
            "pubyear",
            "year",
            "created",
            "updatedate",
            "updated",
        ),
        "month": ("month", "publicationmonth"),
        "published_inferred": ("publishedinferred",),
        "comments": ("comments", "commentcount", "numcomments"),
        "url": (
            "url",
            "link",
            "paperurl",
            "absurl",
            "entryid",
            "links",
            "site",
            "website",
            "homepage",
            "pdf",
            "pdfurl",
            "pdflink",
            "paperlink",
        ),
        "doi": ("doi",),
        "arxiv_id": ("arxivid", "arxiv", "arxivnumber", "eprint"),
    }
)
"""Our fields, each with the names it may have as `plain_name` makes them, the most telling first."""

_NO_LETTER = re.compile(r"[\W_]+")
_FIELD_OF = {alias: field for field, aliases in ALIASES.items() for alias in aliases}


def plain_name(name: str) -> str:
    """A field's name without case, spaces and marks: "Author Names", "author_names" and "authorNames" are one."""
    return _NO_LETTER.sub("", name).casefold()


def field_of(name: str) -> str | None:
    """Which of our fields a name means; None for any other."""
    return _FIELD_OF.get(plain_name(name))
