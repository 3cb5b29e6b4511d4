"""Recognises lines that name a paper's authors, and headings that say "Abstract"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.read.listing.pairing import Group
from kg.read.people import NamesError, parse_names

MAX_BYLINE = 2000  # characters
_ABSTRACT = re.compile(r"abstract\s{0,3}(?:[:.\-–—]{0,3}\s{0,9}$|[:.–—-]{1,3}\s{0,9}(?=\S))", re.IGNORECASE)
_WORD = re.compile(
    r"[^\W\d_a-z][^\W\d_]*(?:[.'’-][^\W\d_a-z][^\W\d_]*)*[.'’-]?[*†‡§¶\d]{0,4}"
    r"|v[ao]n|de[nrl]?|la|le|d[aiou]s?|te[nr]|bin|ibn|al|el|y|e"
)
_MARKS = re.compile(r"[*†‡§¶\d]+$|\^\{?[\d,*]+\}?")
_MOST_WORDS = 5
_AFFILIATION = re.compile(
    r"\S@\S|\b(?:univ\w{0,9}|inst(?:itute|itut)?|lab(?:s|orator\w{1,4})?|dep(?:t|artment)|school|college|academy|faculty|"
    r"centre|center|inc|corp|ltd)\b",
    re.IGNORECASE,
)


def find_abstract_heading(line: str) -> int | None:
    """The position after the heading "Abstract" and its punctuation in a line; None where the line has no heading."""
    indent = len(line) - len(line.lstrip())
    match = _ABSTRACT.match(line.rstrip(), indent)
    return match.end() if match else None


def parse_byline(line: str) -> tuple[str, ...] | None:
    """The authors that a line consists of ("Ann Lee, Bo Chen and Cy Ito"); None where it may be something else.

    A name has two to five words, each of which begins with a capital or is a particle.
    """
    text = line.strip().removeprefix("by ").removeprefix("By ")
    if len(text) > MAX_BYLINE or ":" in text:
        return None
    try:
        names = parse_names(text)
    except NamesError:
        return None
    return tuple(_MARKS.sub("", name).strip() for name in names) if names and all(map(_is_name, names)) else None


def is_affiliation(line: str) -> bool:
    """Whether a line under a title names an institution or an address."""
    return len(line) <= MAX_BYLINE and _AFFILIATION.search(line) is not None


def join_bylines(groups: Sequence[Group]) -> list[Group]:
    """Joins a group that has only a title with the next group if that has a line of authors in place of its title.

    A line with one name looks like a title of two words, so it counts only on a page that has lines with several names.
    """
    pairs = [_find_byline_below(groups, i) for i in range(len(groups))]
    least = 1 if any(names is not None and len(names) > 1 for names in pairs) else 2
    found: list[Group] = []
    for i, group in enumerate(groups):
        names, above = pairs[i], pairs[i - 1] if i else None
        if names is not None and len(names) >= least:
            found.append(replace(groups[i + 1], title=group.title, byline=names))
        elif above is None or len(above) < least:
            found.append(group)
    return found


def _find_byline_below(groups: Sequence[Group], i: int) -> tuple[str, ...] | None:
    """The authors in place of the next group's title; None where this group is not a title alone."""
    if i + 1 == len(groups) or groups[i].title is None or groups[i].abstract is not None or groups[i].footers:
        return None
    below = groups[i + 1]
    return parse_byline(below.title.text) if below.title is not None and below.abstract is not None else None


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    return 1 < len(words) <= _MOST_WORDS and all(_WORD.fullmatch(word) for word in words)
