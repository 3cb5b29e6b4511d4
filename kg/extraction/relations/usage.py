"""What a text only puts to use: names that prepositions govern wherever they stand, and that nothing calls its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.document import Document

# A preposition that governs a dataset which is put to use ("evaluated on X", "scores on A, B and X"), and words that
# say all the same that the paper made it ("tested on X, our new corpus").
_GOVERNED = re.compile(r"\b(?:on|across|over|from|against|beyond|than|unlike)\s+(?:(?:the|a|an|both)\s+)?$")
_MADE = re.compile(
    r"\b(?:our|new|novel|newly|introduc\w*|present(?:s|ed|ing)?|propos\w*|releas\w*|construct\w*|curat\w*|creat\w*|"
    r"collect\w*|contribut\w*|built|build|develop\w*|publish\w*|open-sourc\w*|call(?:ed)?|named|dubbed|termed)\b"
)
_GOVERNING = 60  # characters before a mention in which a preposition governs it
_APPOSITION = 40  # characters after a mention in which it may be said to be new


def only(document: Document, members: Sequence[int]) -> bool:
    """Whether every mention of one thing is governed by such a preposition, with nothing after it of its making.

    One in the title is not: what a title names may be the paper's own.
    """
    return all(_governed(document, i) for i in members)


def _governed(document: Document, member: int) -> bool:
    mention = document.mentions[member]
    start, end = document.sentence_at(mention.start)
    before = document.text[max(start, mention.start - _GOVERNING) : mention.start].lower()
    after = document.text[mention.end : min(end, mention.end + _APPOSITION)].lower()
    return mention.start > document.title_end and _GOVERNED.search(before) is not None and _MADE.search(after) is None
