"""Content negotiation (RFC 9110, section 12.5.1): chooses the media type on offer that suits an Accept header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

MOST_CHARACTERS = 4096
"""The number of characters of a header that are read, from its start; a browser's has a few hundred."""

# A quoted string, which the end of the header ends too: what a match has passed over is never looked at again, whatever
# the header holds.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_RANGE = re.compile(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_WEIGHT = re.compile(r";\s*q\s*=\s*([0-9.]+)", re.IGNORECASE)

Ranges: TypeAlias = Mapping[tuple[str, str], float]
"""Weights by type and subtype, in lower case."""


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that is wanted most; of equals the first that is offered; None if none is acceptable.

    Without a header, or with one that names no media range at all, everything is acceptable. Ranges that do not end
    within the first `MOST_CHARACTERS` are not read.
    """
    ranges = _parse_ranges(accept or "")
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _weigh(media_type, ranges))  # `max` keeps the first of equals
    return best if _weigh(best, ranges) > 0 else None


def _parse_ranges(accept: str) -> Ranges:
    """The media ranges with their weights, the larger of two for one range. Other parameters are ignored."""
    plain = _QUOTED.sub("", accept[:MOST_CHARACTERS])
    parts = plain.split(",")
    if len(accept) > MOST_CHARACTERS:
        parts.pop()  # half a range
    found: dict[tuple[str, str], float] = {}
    for part in parts:
        named = _RANGE.match(part.strip())
        if named and (weight := _parse_weight(part)) is not None:
            key = named[1].lower(), named[2].lower()
            found[key] = max(weight, found.get(key, 0.0))
    return found


def _parse_weight(part: str) -> float | None:
    written = _WEIGHT.search(part)
    if written is None:
        return 1.0
    try:
        return min(float(written[1]), 1.0)
    except ValueError:
        return None


def _weigh(media_type: str, ranges: Ranges) -> float:
    """The weight of the range that fits most closely; 0 if none does."""
    kind, _, subtype = media_type.partition("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        if wanted in ranges:
            return ranges[wanted]
    return 0.0
