"""Display text: a raw text without markup, as a reader sees it, with a map between the offsets of both.

The markup is found by `kg.text.markup`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.text.markup import Group, find_edits


@dataclass(frozen=True, slots=True)
class Display:
    """A raw text and its display text. Where they are equal, the offset arrays are empty."""

    raw: str
    text: str
    _starts: array[int] = field(repr=False)  # of each display character's raw extent
    _ends: array[int] = field(repr=False)
    # Hidden openers and closers, raw, and which of them close before, or open after, a raw offset.
    _groups: tuple[Group, ...] = field(repr=False)
    _meeting: Mapping[int, Sequence[int]] = field(repr=False, compare=False)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a display span. It is extended by markup whose other half it holds, except at its ends."""
        if not self._starts:
            return start, end
        if start >= end:
            position = self._starts[start] if start < len(self.text) else len(self.raw)
            return position, position
        low, high = self._starts[start], self._ends[end - 1]
        last = -1  # markup is taken in from the outside inwards, each at most once
        while True:
            meeting = {*self._meeting.get(low, ()), *self._meeting.get(high, ())}
            last = min((number for number in meeting if number > last), default=-1)
            if last < 0:
                return low, high
            opens, opened, closes, closed = self._groups[last]
            if opens >= low and opened <= high and closes == high:
                high = closed
            elif opened == low < closes and closed <= high:
                low = opens

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """The display span of the visible part of a raw span; empty if all of it is hidden markup."""
        if not self._starts:
            return start, end
        low = bisect_right(self._ends, start)
        return low, max(low, bisect_left(self._starts, end))


def display(raw: str) -> Display:
    """The display text of a raw text: a title and an abstract with two line feeds between them, or a name."""
    changes, groups = find_edits(raw)
    if not changes:
        return Display(raw, raw, array("I"), array("I"), (), {})
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    position = 0
    for start, end, replacement in changes:
        pieces += (raw[position:start], replacement)
        starts.extend(range(position, start))
        ends.extend(range(position + 1, start + 1))
        starts.extend([start] * len(replacement))
        ends.extend([end] * len(replacement))
        position = end
    pieces.append(raw[position:])
    starts.extend(range(position, len(raw)))
    ends.extend(range(position + 1, len(raw) + 1))
    meeting: dict[int, list[int]] = {}
    for number, (_, opened, closes, _) in enumerate(groups):
        meeting.setdefault(opened, []).append(number)
        meeting.setdefault(closes, []).append(number)
    return Display(raw, "".join(pieces), starts, ends, tuple(groups), meeting)
