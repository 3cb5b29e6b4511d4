"""Names that were found in two parts: "Hutter | Prize", "MS | COCO", "Claude 3.5 | Sonnet"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model.records import Mention

_ENDS_IN_VERSION = re.compile(r"[\s-]\d+(?:\.\d+)?$")
_WORD = re.compile(r"[A-Z][a-z]+(?:\s[\w.-]+)?")


def join_parts(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted, with neighbours of one label joined where the second is written as a part of the first.

    Of pairs of datasets in capitals with nothing but a space between, 15 of 16 annotated ones are one name; of pairs of
    models of which the first ends in a version and the second is a word ("Gemini 1.5 | Flash"), all 9.
    """
    joined: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        if joined and _is_part(text, joined[-1], mention):
            first = joined.pop()
            score = min(first.score, mention.score)
            mention = replace(first, end=mention.end, text=text[first.start : mention.end], score=score)
        joined.append(mention)
    return joined


def _is_part(text: str, first: Mention, second: Mention) -> bool:
    if first.label != second.label or text[first.end : second.start] != " ":
        return False
    if first.label == "MODEL":
        return bool(_ENDS_IN_VERSION.search(first.text) and _WORD.fullmatch(second.text))
    return first.label == "DATASET" and first.text[0].isupper() and second.text[0].isupper()
