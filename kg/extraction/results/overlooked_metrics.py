"""Overlooked metrics: metrics of a reported number that the recogniser missed ("a 4.2% higher retention rate").

A recogniser misses metrics that it has never seen; beside an outcome their place gives them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.document import Document
from kg.extraction.results.number_reading import NumberReading
from kg.model.records import Mention

ORIGIN = "measure"
LEAST_SCORE = 0.75
"""How likely the words must name the metric; below it hardly one in four was right on the held-out part."""


def find_metrics(document: Document, reading: NumberReading, *, least_score: float = LEAST_SCORE) -> Iterator[Mention]:
    """Yields METRIC mentions, in order of place, that overlap none of the document's.

    The score of a mention is how likely its words name the metric of a number beside it.
    """
    best: dict[tuple[int, int], float] = {}
    for number in reading.outcomes:
        for start, end, probability in reading.find_spans(number, "metric"):
            if probability >= least_score and not _is_taken(document, reading, start, end):
                best[start, end] = max(best.get((start, end), 0.0), probability)
    position = -1
    for (start, end), probability in sorted(best.items(), key=lambda item: (item[0][0], -item[1])):
        if start >= position:
            position = end
            yield Mention(start, end, "METRIC", document.text[start:end], round(probability, 4), ORIGIN)


def _is_taken(document: Document, reading: NumberReading, start: int, end: int) -> bool:
    """Whether a mention, or a candidate number, shares a character with a span."""
    return any(m.start < end and start < m.end for m in document.mentions) or any(
        n.start < end and start < n.text_end for n in reading.numbers
    )


def add_metrics(document: Document, reading: NumberReading | None) -> Document:
    """The document with the overlooked metrics among its mentions; itself where there are none."""
    added = list(find_metrics(document, reading)) if reading else []
    if not added:
        return document
    return replace(document, mentions=tuple(sorted([*document.mentions, *added], key=lambda mention: mention.start)))
