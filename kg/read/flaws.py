"""What makes a text unusable, whatever the format it came in, and how it is shown to the user who must mend it."""

from __future__ import annotations

import re

from kg.records import Rejected, SourceEntry

MAX_TEXT = 200_000  # characters of title and abstract; the longest abstract among 236,000 has 7,251
EXCERPT = 80

_UNDECODED = re.compile("[\udc80-\udcff]")  # how the "surrogateescape" decoder marks bytes that are not UTF-8
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

NOT_UTF8 = "The text holds bytes that are not UTF-8; save the file as UTF-8."


def is_undecoded(text: str) -> bool:
    """Whether the text holds bytes that the UTF-8 decoder could not read."""
    return _UNDECODED.search(text) is not None


def flaw_in(title: str, abstract: str) -> str | None:
    """The reason why a title and an abstract cannot be used, as a sentence with its remedy."""
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


def excerpt_of(text: str) -> str:
    """The beginning of a text on one line, safe to print and to encode."""
    shown = " ".join(_UNSHOWABLE.sub(" ", text[: 4 * EXCERPT]).split())
    return shown if len(shown) <= EXCERPT else shown[: EXCERPT - 1] + "…"


def rejected(source: str, line: int, reason: str, text: str = "") -> Rejected:
    """A rejection with a safe excerpt of the text at fault."""
    return Rejected(file=source, line=line, reason=reason, excerpt=excerpt_of(text))


def checked(entry: SourceEntry) -> SourceEntry | Rejected:
    """The entry, or the reason why its text cannot be used."""
    reason = flaw_in(entry.title, entry.abstract)
    if reason is None:
        return entry
    if is_undecoded(entry.title + entry.abstract):
        reason = NOT_UTF8
    return rejected(entry.source, entry.line, reason, entry.title or entry.abstract)
