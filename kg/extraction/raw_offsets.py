"""Converts offsets into the display text to offsets into the raw text, once, at the end of an extraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.model.comparison_record import Comparison
from kg.model.records import Abbreviation, Dropped, Extraction, Mention, MentionStart
from kg.model.results import Result
from kg.text.display import Display


def keep_placeable(displayed: Display, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that have a raw span of their own; markup can map two mentions to the same piece of raw text."""
    placeable: list[Mention] = []
    reached = 0
    for mention in mentions:
        start, end = displayed.to_raw(mention.start, mention.end)
        if reached <= start < end:
            placeable.append(mention)
            reached = end
    return tuple(placeable)


def to_raw(displayed: Display, extraction: Extraction) -> Extraction:
    """The same extraction with raw offsets and verbatim raw text; its mentions are those of `keep_placeable`."""
    if displayed.text == displayed.raw:
        return extraction
    mentions = [_mention_to_raw(displayed, mention) for mention in extraction.mentions]
    raw = {old.reference: new.reference for old, new in zip(extraction.mentions, mentions, strict=True)}
    return replace(
        extraction,
        mentions=tuple(mentions),
        abbreviations=tuple(Abbreviation(raw[pair.short], raw[pair.long]) for pair in extraction.abbreviations),
        claims=tuple(
            replace(claim, mention=raw[claim.mention], sentence_start=start, sentence_end=end)
            for claim in extraction.claims
            for start, end in [displayed.to_raw(claim.sentence_start, claim.sentence_end)]
        ),
        results=tuple(
            _result_to_raw(displayed, result).map_references(raw.__getitem__) for result in extraction.results
        ),
        comparisons=tuple(_comparison_to_raw(displayed, comparison, raw) for comparison in extraction.comparisons),
        dropped=tuple(_dropped_to_raw(displayed, row) for row in extraction.dropped),
    )


def _mention_to_raw(displayed: Display, mention: Mention) -> Mention:
    start, end = displayed.to_raw(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=displayed.raw[start:end])


def _dropped_to_raw(displayed: Display, row: Dropped) -> Dropped:
    start, end = displayed.to_raw(row.start, row.end)
    return replace(row, start=start, end=end, text=displayed.raw[start:end])


def _result_to_raw(displayed: Display, result: Result[MentionStart]) -> Result[MentionStart]:
    start, end = displayed.to_raw(result.start, result.end)
    text_start, text_end = displayed.to_raw(result.start, result.start + len(result.value_text))
    sentence_start, sentence_end = displayed.to_raw(result.sentence_start, result.sentence_end)
    return replace(
        result,
        start=start,
        end=end,
        value_text=displayed.raw[text_start:text_end],
        conditions=tuple(displayed.to_raw(*condition) for condition in result.conditions),
        sentence_start=sentence_start,
        sentence_end=sentence_end,
    )


def _comparison_to_raw(
    displayed: Display, comparison: Comparison[MentionStart], raw: Mapping[MentionStart, MentionStart]
) -> Comparison[MentionStart]:
    start, end = displayed.to_raw(comparison.start, comparison.end)
    sentence_start, sentence_end = displayed.to_raw(comparison.sentence_start, comparison.sentence_end)
    return replace(
        comparison,
        subject=raw[comparison.subject],
        object=raw[comparison.object],
        start=start,
        end=end,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
    )
