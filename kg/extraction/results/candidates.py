"""Candidates: the quantities of a text that may be reported values; a range or a change is one candidate.

`claim_reader` decides later whether a candidate is a reported value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.document import Document
from kg.extraction.results.quantity import DASH, Quantity, read_quantities
from kg.text.numerals import NUMERAL, to_plain_decimal

_TO = re.compile(r"\sto\s(?:over\s|about\s)?|\s?(?:→|->|\\?rightarrow)\s?")
_AND = re.compile(r"\sand\s")
_RANGING = re.compile(r"\b(?:rang|vari|vary|span|interval)\w*\b[^.;]{0,30}$")
_FROM = re.compile(
    r"(?:\bfrom\s(?:an?\s)?(?:about\s|around\s|only\s|just\s|approximately\s|roughly\s|nearly\s|[~≈])?|[(:]\s?)$"
)
_BETWEEN = re.compile(r"\bbetween\s$")
_REACH = 60  # characters before a number in which "from" or "ranging" are looked for
_DIGITS = re.compile(r"\d")
_ENDS_IN_VERSION = re.compile(r"[\s-]v?(\d+(?:\.\d+)*)$")
_MORE_VERSIONS = re.compile(r"(?:,\sv?[\d.]+)*(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)v?")


def find_candidates(document: Document) -> Iterator[Quantity]:
    """The candidates in order of place.

    The two ends of a range ("13 to 25") make one candidate; the two ends of a change ("from 71% to 84%") make two that
    are paired.
    """
    pending: Quantity | None = None
    pair_sentence = -1  # where "from A to B" was last read: "and C to D" after it is read alike
    for quantity in read_quantities(document):
        if _is_version(document, quantity):
            continue
        if pending is None:
            pending = quantity
            continue
        between = document.text[pending.text_end : quantity.start]
        before = document.text[max(0, pending.start - _REACH) : pending.start]
        sentence = document.sentence_number(pending.start)
        if _TO.fullmatch(between) and pending.paired == 0:
            arrow = "to" not in between
            if (
                arrow
                or _is_falling(pending, quantity)
                or (not _RANGING.search(before) and (_FROM.search(before) or pair_sentence == sentence))
            ):
                pair_sentence = sentence
                yield replace(pending, unit=pending.unit or quantity.unit, paired=1)
                pending = replace(quantity, paired=2)
            else:
                yield _join_range(document.text, pending, quantity)
                pending = None
        elif DASH.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)):
            yield _join_range(document.text, pending, quantity)
            pending = None
        else:
            yield pending
            pending = quantity
    if pending is not None:
        yield pending


def _is_version(document: Document, quantity: Quantity) -> bool:
    """Whether a number continues a list of versions that begins in a name: "ShellBench 1.0, 2.0 and Pro"."""
    place = bisect_left(document.mentions, quantity.start, key=lambda mention: mention.start)
    if not place or quantity.unit:
        return False
    named = document.mentions[place - 1]
    version = _ENDS_IN_VERSION.search(named.text) if named.label in ("DATASET", "MODEL") else None
    if version is None or quantity.start - named.end > _REACH:
        return False
    alike = _DIGITS.sub("0", version[1]) == _DIGITS.sub("0", quantity.value)
    return alike and _MORE_VERSIONS.fullmatch(document.text, named.end, quantity.start) is not None


def _is_falling(first: Quantity, second: Quantity) -> bool:
    """Whether the second number is smaller, so that the two are a change: "24% to 2.5%". The ends of a range rise."""
    return _read_magnitude(first) > _read_magnitude(second)


def _read_magnitude(quantity: Quantity) -> float:
    first = re.match(rf"[+\-−–]?({NUMERAL})", quantity.value)
    return float((first and to_plain_decimal(first[1])) or 0.0)


def _join_range(text: str, low: Quantity, high: Quantity) -> Quantity:
    """One quantity from the ends of a range."""
    return replace(
        high,
        start=low.start,
        value=text[low.start : high.end],
        low=low.value,
        high=high.value,
        unit=high.unit or low.unit,
        bound=low.bound,
        spread=None,
    )
