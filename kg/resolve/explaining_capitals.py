"""Capitals inside words that only show where an acronym comes from: "LosslEss MOdel ExpansioN"."""

from __future__ import annotations

import re
from collections.abc import Set

_PARTS = re.compile(r"([ -])")
# A capital after small letters, or small letters after two capitals: "ExpansioN", "imPlicit", "MOdel".
# Two capitals further on are a name's own: "LiDAR", "NeXT".
_MARKED = re.compile(r"(?=.*[a-z])(?!.*[a-z][A-Z]{2})(?:[A-Z]?[a-z]+[A-Z]|[A-Z]{2,}[a-z])[A-Za-z]*")
_SPARE = 2  # capitals of a long form that its short form lacks: of linking words, or a letter that comes twice
_SHORTEST = 5  # letters of a marked word that may be written plainly; shorter ones are names ("SofT", "CoDe")


def explains_short_form(long: str, short: str) -> bool:
    """Whether a long form has capitals inside its words that spell out its short form."""
    parts = _PARTS.split(long)
    if len(parts) == 1 or not any(map(_MARKED.fullmatch, parts)):
        return False
    capitals = [char for char in long if char.isupper()]
    letters = [char for char in short.upper() if char.isalpha()]
    remaining = iter(capitals)
    return len(capitals) - len(letters) <= _SPARE and all(letter in remaining for letter in letters)


def write_plainly(name: str, words: Set[str]) -> str:
    """A name of several words, with those in `words` (ordinary words in lower case) spelled plainly."""
    parts = _PARTS.split(name)
    if len(parts) == 1:
        return name
    return "".join(_plain(part) if len(part) >= _SHORTEST and part.lower() in words else part for part in parts)


def _plain(word: str) -> str:
    if not _MARKED.fullmatch(word):
        return word
    return word.capitalize() if word[0].isupper() else word.lower()
