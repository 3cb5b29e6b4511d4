"""Rejections: the reason why an entry cannot be used, with an excerpt by which the user can find it."""

from __future__ import annotations

import re

from kg.model.records import Rejected, SourceEntry
from kg.read.encoding import explain_undecoded, has_undecoded_bytes

MAX_TEXT = 200_000  # characters of title and abstract; the longest abstract among 236,000 has 7,251
EXCERPT = 80

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def find_reason_to_reject(title: str, abstract: str) -> str | None:
    """The reason why a title and an abstract cannot be used, as a sentence with its remedy; None if they can."""
    if not title.strip():
        return "The title is empty; give the paper its title."
    if not abstract.strip():
        return "The abstract is empty; give the paper its abstract."
    if "\n\n" in title:
        return "The title holds a blank line; write it on one line."
    text = f"{title}\n\n{abstract}"
    if len(text) > MAX_TEXT:
        return f"The text has {len(text):,} characters, over the limit of {MAX_TEXT:,}; give the abstract only."
    if "\0" in text:
        return "The text holds a NUL character; remove it."
    if _SURROGATE.search(text):
        return "The text holds half of a surrogate pair, which is no character; write the whole character."
    return None


def make_excerpt(text: str) -> str:
    """The first 80 characters of a text on one line, without control characters and lone surrogates."""
    excerpt = " ".join(_UNSHOWABLE.sub(" ", text[: 4 * EXCERPT]).split())
    return excerpt if len(excerpt) <= EXCERPT else excerpt[: EXCERPT - 1] + "…"


def reject(source: str, line: int, reason: str, text: str = "") -> Rejected:
    """A rejection with an excerpt of the text at fault."""
    return Rejected(file=source, line=line, reason=reason, excerpt=make_excerpt(text))


def reject_undecoded(source: str, line: int, text: str, excerpt_of: str | None = None) -> Rejected | None:
    """The rejection of a text with bytes that are not UTF-8, else None; `excerpt_of` is the text to quote instead."""
    return (
        reject(source, line, explain_undecoded(text), text if excerpt_of is None else excerpt_of)
        if has_undecoded_bytes(text)
        else None
    )


def check_entry(entry: SourceEntry) -> SourceEntry | Rejected:
    """The entry, or its rejection where its text cannot be used."""
    reason = find_reason_to_reject(entry.title, entry.abstract)
    return entry if reason is None else reject(entry.source, entry.line, reason, entry.title or entry.abstract)
