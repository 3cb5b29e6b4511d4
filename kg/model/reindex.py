"""An extraction with other mentions: everything in it that points at a mention by its position moves along."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.model.records import Extraction, Mention


def rebuilt(extraction: Extraction, drop: Collection[int], new: Iterable[Mention] = ()) -> Extraction:
    """The extraction without some mentions, by position, and what rests on them, and with new ones, in order.

    A result stays without the part that a dropped mention named: each part is stated only where it is known.
    """
    kept: list[tuple[Mention, int | None]] = [(m, i) for i, m in enumerate(extraction.mentions) if i not in drop]
    kept += [(mention, None) for mention in new]
    kept.sort(key=lambda pair: (pair[0].start, pair[0].end))
    now = {old: i for i, (_, old) in enumerate(kept) if old is not None}

    def at(old: int | None) -> int | None:
        return None if old is None else now.get(old)

    return replace(
        extraction,
        mentions=tuple(mention for mention, _ in kept),
        abbreviations=tuple(
            replace(pair, short=now[pair.short], long=now[pair.long])
            for pair in extraction.abbreviations
            if pair.short in now and pair.long in now
        ),
        claims=tuple(replace(claim, mention=now[claim.mention]) for claim in extraction.claims if claim.mention in now),
        results=tuple(
            replace(
                result,
                metric=at(result.metric),
                dataset=at(result.dataset),
                subject=at(result.subject),
                comparator=at(result.comparator),
                task=at(result.task),
            )
            for result in extraction.results
        ),
    )
