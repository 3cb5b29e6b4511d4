"""Sentences as the rules of results read them: words, and each mention and candidate number as one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NewType

from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.quantity import Quantity

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[0-9][0-9.,]*(?<![.,])[A-Za-z]*|[^\w\s]|\w+")
_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:ies|s)$")


TokenIndex = NewType("TokenIndex", int)
"""The position of a token in `Sentence.tokens`."""

_NO_MENTION = MentionIndex(-1)


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, "<LABEL>" for a mention, "<unit>" for a candidate number."""

    word: str
    start: int
    end: int
    mention: MentionIndex = _NO_MENTION  # -1 where the token is no mention
    candidate: int = -1  # position in the document's candidates; -1 where the token is none


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that holds at least one candidate."""

    number: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    candidates: tuple[tuple[int, TokenIndex], ...]  # (position in the document's candidates, its token)


_WINDOW = 90  # tokens on each side of a number that its decisions see; few sentences are longer


def crop_around(sentence: Sentence, at: TokenIndex) -> tuple[Sentence, TokenIndex]:
    """The part of the sentence near a token, and that token in the part."""
    low, high = max(0, at - _WINDOW), at + _WINDOW + 1
    if low == 0 and high >= len(sentence.tokens):
        return sentence, at
    first = bisect_left(sentence.candidates, low, key=_get_place)
    last = bisect_left(sentence.candidates, high, key=_get_place)
    inside = tuple((i, TokenIndex(place - low)) for i, place in sentence.candidates[first:last])
    return replace(sentence, tokens=sentence.tokens[low:high], candidates=inside), TokenIndex(at - low)


def _get_place(candidate: tuple[int, TokenIndex]) -> int:
    return candidate[1]


def read_sentences(document: Document, candidates: Sequence[Quantity]) -> list[Sentence]:
    """The sentences that hold candidates, in order. A sentence with a range across its end ends with the range."""
    grouped: dict[int, list[int]] = {}
    for i, candidate in enumerate(candidates):
        grouped.setdefault(document.sentence_number(candidate.start), []).append(i)
    result = []
    mention = 0
    for number, members in grouped.items():
        start, end = document.sentences[number]
        end = max(end, candidates[members[-1]].text_end)
        while mention < len(document.mentions) and document.mentions[mention].end <= start:
            mention += 1
        spans = [
            (candidates[i].start, candidates[i].text_end, f"<{candidates[i].unit or 'n'}>", -1, i) for i in members
        ]
        inside = mention
        while inside < len(document.mentions) and document.mentions[inside].start < end:
            m = document.mentions[inside]
            spans.append((max(m.start, start), m.end, f"<{m.label}>", inside, -1))
            inside += 1
        spans.sort()
        tokens: list[Token] = []
        places: list[tuple[int, TokenIndex]] = []
        position = start
        for low, high, word, mention_at, candidate_at in spans:
            if low < position:  # a unit that runs into a mention: the mention keeps its own token
                low = position
            tokens += _read_words(document.text, position, low)
            if candidate_at >= 0:
                places.append((candidate_at, TokenIndex(len(tokens))))
            tokens.append(Token(word, low, high, MentionIndex(mention_at), candidate_at))
            position = max(position, high)
        tokens += _read_words(document.text, position, end)
        result.append(Sentence(number, start, end, tuple(tokens), tuple(places)))
    return result


def _read_words(text: str, start: int, end: int) -> list[Token]:
    return [Token(stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def stem(word: str) -> str:
    """Lower case without a plural or third-person ending, digits as "0": "achieves" and "achieve" have one stem."""
    lower = word.lower()
    if lower[0].isdigit():
        return "0"
    return _SUFFIX.sub(lambda m: "y" if m.group() == "ies" else "", lower) if not lower.endswith("ss") else lower


def bucket_distance(distance: int) -> str:
    """A distance in words, coarser with size."""
    if distance <= 4:
        return str(distance)
    return "5-7" if distance <= 7 else "8-12" if distance <= 12 else "13-20" if distance <= 20 else ">20"
