"""Leaving out what is too uncertain, between extraction and resolution.

It is no part of `kg.extraction`: extractions are kept whole, so that another least score needs none of them made again.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model.records import Extraction
from kg.model.reindex import rebuilt


def cut(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the mentions, claims and results whose score is below `least`.

    With a mention go the claims and the abbreviations that point at it. A result stays without the part that named it:
    each part of a result is stated only where it is known.
    """
    sure = replace(
        extraction,
        claims=tuple(claim for claim in extraction.claims if claim.score >= least),
        results=tuple(result for result in extraction.results if result.score >= least),
    )
    return rebuilt(sure, {i for i, mention in enumerate(extraction.mentions) if mention.score < least})
