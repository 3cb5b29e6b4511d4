"""Leaving out what is too uncertain, between extraction and resolution.

It is no part of `kg.extraction`: extractions are kept whole, so that another least score needs none of them made again.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model.records import Extraction


def cut(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the mentions, claims and results whose score is below `least`.

    With a mention go the claims and the abbreviations that refer to it. A result stays without the participant that it
    named: each is stated only where it is known.
    """
    sure = replace(
        extraction,
        claims=tuple(claim for claim in extraction.claims if claim.score >= least),
        results=tuple(result for result in extraction.results if result.score >= least),
    )
    return sure.drop_mentions({mention.reference for mention in extraction.mentions if mention.score < least})
