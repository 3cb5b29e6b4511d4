"""Dropped items: findings of one component that another left out, with the reason, for `kg extract --dropped`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from kg.model.records import Dropped, Mention
from kg.model.types import RelationType


@dataclass(slots=True)
class DroppedItems:
    """The dropped items of one paper, in the order in which they were dropped; offsets into the display text."""

    rows: list[Dropped] = field(default_factory=list)

    def add_mention(self, mention: Mention, reason: str) -> None:
        """Add a mention."""
        start, end, text = mention.start, mention.end, mention.text
        self.rows.append(Dropped(start, end, text, mention.label, mention.score, mention.origin, reason))

    def add_relation(self, mention: Mention, relation: RelationType, score: float, reason: str) -> None:
        """Add a relation of the paper to what a mention names."""
        start, end, origin = mention.start, mention.end, f"{relation} model"
        self.rows.append(Dropped(start, end, mention.text, relation, round(score, 4), origin, reason))

    def add_number(self, start: int, end: int, text: str, score: float) -> None:
        """Add a number whose probability of being a reported outcome is too low."""
        reason = f"it is an outcome with probability {score:.2f} only"
        self.rows.append(Dropped(start, end, text, "result", round(score, 4), "result model", reason))

    def add_unread_number(self, start: int, end: int, text: str) -> None:
        """Add a number that lies beyond the part of a text that is read."""
        reason = "the text has more numbers, or is longer, than is read for results"
        self.rows.append(Dropped(start, end, text, "result", 0.0, "numbers", reason))

    def add_missing(self, before: Sequence[Mention], after: Sequence[Mention], reason: str) -> None:
        """Add the mentions before a step that overlap with none of those after it."""
        if before == after:
            return
        left = sorted((mention.start, mention.end) for mention in after)
        starts = [start for start, _ in left]
        reached = list(accumulate((end for _, end in left), max))  # how far any span up to this one goes
        for mention in before:
            count = bisect_left(starts, mention.end)
            if not count or reached[count - 1] <= mention.start:
                self.add_mention(mention, reason)

    def list_without(self, mentions: Sequence[Mention]) -> tuple[Dropped, ...]:
        """The items by place, without duplicates and those that a later component found again as one of `mentions`."""
        spans = {(mention.start, mention.end, mention.label) for mention in mentions}
        unique = {(row.start, row.end, row.what, row.reason): row for row in self.rows}
        return tuple(row for key, row in sorted(unique.items()) if key[:3] not in spans)
