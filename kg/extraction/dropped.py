"""What one component found and another dropped, with the reason: nothing disappears without a trace."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from kg.model.records import Dropped, Mention


@dataclass(slots=True)
class Ledger:
    """The dropped items of one paper, in the order in which they were dropped; offsets into the display text."""

    rows: list[Dropped] = field(default_factory=list)

    def note(self, item: Mention, reason: str) -> None:
        """Write down a mention that is dropped."""
        self.rows.append(Dropped(item.start, item.end, item.text, item.label, item.score, item.origin, reason))

    def claim(self, about: Mention, what: str, score: float, reason: str) -> None:
        """Write down a relation to what a mention names, which is dropped."""
        self.rows.append(Dropped(about.start, about.end, about.text, what, round(score, 4), f"{what} model", reason))

    def number(self, start: int, end: int, text: str, score: float) -> None:
        """Write down a number that may be a reported outcome, but more likely is none."""
        reason = f"it is an outcome with probability {score:.2f} only"
        self.rows.append(Dropped(start, end, text, "result", round(score, 4), "result model", reason))

    def compare(self, before: Iterable[Mention], after: Iterable[Mention], reason: str) -> None:
        """Write down the mentions that share no character with any that is left."""
        left = sorted((one.start, one.end) for one in after)
        starts = [start for start, _ in left]
        reached = list(accumulate((end for _, end in left), max))  # how far any span up to this one goes
        for mention in before:
            count = bisect_left(starts, mention.end)
            if not count or reached[count - 1] <= mention.start:
                self.note(mention, reason)

    def standing(self, mentions: Sequence[Mention]) -> tuple[Dropped, ...]:
        """What stayed dropped, by place: a later component may have found the same span again."""
        there = {(one.start, one.end, one.label) for one in mentions}
        unique = {(row.start, row.end, row.what, row.reason): row for row in self.rows}
        return tuple(row for key, row in sorted(unique.items()) if key[:3] not in there)
