"""Leaving out what is too uncertain, between extraction and resolution.

It is no part of `kg.extract`: extractions are kept whole, so that another least score needs none of them made again.
"""

from __future__ import annotations

from dataclasses import replace

from kg.records import Abbreviation, Extraction


def cut(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the mentions, claims and results whose score is below `least`.

    With a mention go the claims and the abbreviations that point at it. A result stays without the part that named it:
    each part of a result is stated only where it is known.
    """
    kept = [i for i, mention in enumerate(extraction.mentions) if mention.score >= least]
    moved = {before: now for now, before in enumerate(kept)}

    def at(position: int | None) -> int | None:
        return None if position is None else moved.get(position)

    return replace(
        extraction,
        mentions=tuple(extraction.mentions[i] for i in kept),
        abbreviations=tuple(
            Abbreviation(moved[pair.short], moved[pair.long])
            for pair in extraction.abbreviations
            if pair.short in moved and pair.long in moved
        ),
        claims=tuple(
            replace(claim, mention=moved[claim.mention])
            for claim in extraction.claims
            if claim.score >= least and claim.mention in moved
        ),
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
            if result.score >= least
        ),
    )
