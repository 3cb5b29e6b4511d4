"""What makes a text unusable, whatever the format it came in, and how it is shown to the user who must mend it."""

from __future__ import annotations

import re

from kg.model.records import Rejected, SourceEntry
from kg.read.encoding import flaw_of, is_undecoded

MAX_TEXT = 200_000  # characters of title and abstract; the longest abstract among 236,000 has 7,251
EXCERPT = 80

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


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


def undecoded(source: str, line: int, text: str, shown: str | None = None) -> Rejected | None:
    """The rejection of a text that holds bytes which are not UTF-8; None for any other."""
    return rejected(source, line, flaw_of(text), text if shown is None else shown) if is_undecoded(text) else None


def checked(entry: SourceEntry) -> SourceEntry | Rejected:
    """The entry, or the reason why its text cannot be used."""
    reason = flaw_in(entry.title, entry.abstract)
    return entry if reason is None else rejected(entry.source, entry.line, reason, entry.title or entry.abstract)
