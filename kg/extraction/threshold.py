"""The score threshold between extraction and resolution.

Stored extractions hold records of all scores, so that no text is read again for another threshold.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model.records import Extraction


def apply_threshold(extraction: Extraction, min_score: float) -> Extraction:
    """The extraction without the mentions, claims, results and comparisons whose score is below `min_score`.

    With a mention, the claims, comparisons and abbreviations that refer to it are left out. A result stays, without the
    participant that the mention named.
    """
    kept = replace(
        extraction,
        claims=tuple(claim for claim in extraction.claims if claim.score >= min_score),
        results=tuple(result for result in extraction.results if result.score >= min_score),
        comparisons=tuple(comparison for comparison in extraction.comparisons if comparison.score >= min_score),
    )
    return kept.drop_mentions({mention.reference for mention in extraction.mentions if mention.score < min_score})
