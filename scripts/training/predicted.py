"""Annotated papers as the extractor sees them: with its mentions and its encoder's logits.

Which annotated name a mention has is decided by its spelling, as `kg eval` does: names that differ in case and
punctuation alone are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction import Extractor
from scripts.training.gold import GoldPaper


def predict(papers: Sequence[GoldPaper], extractor: Extractor) -> Iterator[GoldPaper]:
    """The papers, in their order. A mention whose spelling is not annotated gets a name that is not in the gold."""
    for paper, document in zip(papers, extractor.documents(paper.raw for paper in papers), strict=True):
        annotated = list(zip(paper.document.mentions, paper.names, strict=True))
        at = {(mention.start, mention.end): name for mention, name in annotated}
        by_spelling = {_spelling(mention.text): name for mention, name in reversed(annotated)}  # the first one wins
        names = [
            at.get((mention.start, mention.end))
            or by_spelling.get(_spelling(mention.text))
            or f"not annotated: {mention.text.casefold()}"
            for mention in document.mentions
        ]
        yield replace(paper, document=document, names=tuple(names))


def _spelling(surface: str) -> str:
    return re.sub(r"\W+", " ", surface).strip().casefold()
