"""The names that other programs and sites give to our fields: "author", "creators" and "Author Names" are `authors`."""

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
"""Our fields with the names they may have, normalised by `normalise_field_name`; the most specific name first."""

_NO_LETTER = re.compile(r"[\W_]+")
_FIELD_OF = {alias: field for field, aliases in ALIASES.items() for alias in aliases}


def normalise_field_name(name: str) -> str:
    """A field's name in lower case without spaces and punctuation: "Author Names", "authorNames" -> "authornames"."""
    return _NO_LETTER.sub("", name).casefold()


def find_field(name: str) -> str | None:
    """The field of `ALIASES` that a name stands for; None for any other name."""
    return _FIELD_OF.get(normalise_field_name(name))
