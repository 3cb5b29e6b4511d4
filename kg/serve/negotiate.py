"""Content negotiation (RFC 9110, section 12.5.1): which of the media types that there are suits an Accept header."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_RANGE = re.compile(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_WEIGHT = re.compile(r";\s*q\s*=\s*([0-9.]+)", re.IGNORECASE)


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that is wanted most; of equals the first that is offered; None if none is acceptable.

    Without a header, or with one that names no media range at all, everything is acceptable.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))  # `max` keeps the first of equals
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """Type, subtype and weight of each part that can be read; parameters but the weight say nothing here."""
    found = []
    for part in _QUOTED.sub("", accept).split(","):
        named = _RANGE.match(part.strip())
        if named and (weight := _weight(part)) is not None:
            found.append((named[1].lower(), named[2].lower(), weight))
    return found


def _weight(part: str) -> float | None:
    written = _WEIGHT.search(part)
    if written is None:
        return 1.0
    try:
        return min(float(written[1]), 1.0)
    except ValueError:
        return None


def _quality(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The weight of the range that fits most closely; 0 if none does."""
    kind, _, subtype = media_type.partition("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        weights = [weight for first, second, weight in ranges if (first, second) == wanted]
        if weights:
            return max(weights)
    return 0.0
