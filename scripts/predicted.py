"""Gold papers as the extractor sees them: its mentions, and what its encoder said, in place of what is annotated.

What a mention names is settled by spelling, as the annotation scorer does: two names that differ in case and
punctuation alone are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gold import GoldPaper

from kg.extraction import Extractor


def predicted(papers: Sequence[GoldPaper], extractor: Extractor) -> Iterator[GoldPaper]:
    """The papers, in their order. A mention that spells nothing annotated gets a name that is not in the gold."""
    for paper, document in zip(papers, extractor.documents(paper.raw for paper in papers), strict=True):
        annotated = list(zip(paper.document.mentions, paper.names, strict=True))
        at = {(mention.start, mention.end): name for mention, name in annotated}
        by_spelling = {_spelling(mention.text): name for mention, name in reversed(annotated)}  # the first one wins
        names = [
            at.get((one.start, one.end))
            or by_spelling.get(_spelling(one.text))
            or f"not annotated: {one.text.casefold()}"
            for one in document.mentions
        ]
        yield replace(paper, document=document, names=tuple(names))


def _spelling(surface: str) -> str:
    return re.sub(r"\W+", " ", surface).strip().casefold()
