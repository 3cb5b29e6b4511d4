"""Metrics that stand beside a reported number where the recogniser saw none: "a 4.2% higher retention rate".

A recogniser misses measures that it has never seen; beside an outcome their place gives them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction.document import Document
from kg.extraction.results.candidates import Candidate, candidates
from kg.extraction.results.model import Model, shipped
from kg.extraction.results.number_features import bucket, of_number
from kg.extraction.results.number_sentences import Sentence, around, sentences
from kg.extraction.results.outcomes import weigh_outcome
from kg.model.records import Mention

ORIGIN = "measure"
_REACH = 9  # tokens on each side of the number
_LONGEST = 5  # tokens of a name; "top-1 accuracy" has four
_INNER = frozenset({"-", "@", "/", "'", "$", "^", "_"})
_NEVER_FIRST = frozenset({
    "a", "an", "the", "of", "in", "on", "for", "by", "to", "with", "and", "or", "from", "at", "as", "is", "are", "our",
    "its", "it", "we", "that", "than", "over", "which", "while", "up", "only", "more", "le", "less", "about", "around",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch of the text that may name a metric, or none, with the facts about it."""

    start: int
    end: int
    facts: tuple[str, ...]


def find(document: Document) -> Iterator[Mention]:
    """Yields METRIC mentions, in order, that overlap none of the document's; the score is the model's probability."""
    yield from find_with(document, shipped())


def find_with(document: Document, model: Model) -> Iterator[Mention]:
    """`find` with a given model."""
    best: dict[int, Mention] = {}
    found = list(candidates(document))
    for sentence in sentences(document, found):
        for i, place in sentence.candidates:
            near, at = around(sentence, place)
            if not weigh_outcome(document, found[i], of_number(document, found[i], near, at), model)[1]:
                continue
            offered = choices(near, at, found[i])
            n, probability = model.choose_measure([choice.facts for choice in offered])
            choice = offered[n]
            if n and (choice.start not in best or best[choice.start].score < probability):
                text = document.text[choice.start : choice.end]
                best[choice.start] = Mention(choice.start, choice.end, "METRIC", text, round(probability, 4), ORIGIN)
    end = -1
    for mention in sorted(best.values(), key=lambda m: m.start):
        if mention.start >= end:
            end = mention.end
            yield mention


def complete(document: Document) -> Document:
    """The document with these metrics among its mentions."""
    added = list(find(document))
    return replace(document, mentions=tuple(sorted([*document.mentions, *added], key=lambda m: m.start)))


def choices(sentence: Sentence, at: int, found: Candidate) -> list[Choice]:
    """No metric first, then every stretch of words near the token at `at` that may name one."""
    tokens = sentence.tokens
    unit = found.unit or "n"
    before = tokens[at - 1].word if at else "^"
    after = tokens[at + 1].word if at + 1 < len(tokens) else "$"
    metric = [abs(place - at) for place, token in enumerate(tokens) if token.word == "<METRIC>"]
    nearest = bucket(min(metric)) if metric else "none"
    nothing = ("none", f"none unit={unit}", f"none metric={nearest}", f"none w-1={before}", f"none w+1={after}")
    result = [Choice(0, 0, nothing)]
    for low in range(max(0, at - _REACH), min(len(tokens), at + _REACH + 1)):
        first = tokens[low]
        if not first.word[0].isalnum() or first.word in _NEVER_FIRST:
            continue
        for high in range(low, min(len(tokens), low + _LONGEST)):
            token = tokens[high]
            if token.mention >= 0 or token.candidate >= 0 or not (token.word[0].isalnum() or token.word in _INNER):
                break
            if token.word[0].isalnum() and token.word not in _NEVER_FIRST:
                result.append(Choice(first.start, token.end, tuple(_facts(sentence, low, high, at, unit))))
    return result


def _facts(sentence: Sentence, low: int, high: int, at: int, unit: str) -> list[str]:
    tokens = sentence.tokens
    words = [token.word for token in tokens[low : high + 1]]
    side, gap = ("B", at - high) if high < at else ("A", low - at)
    inner = tokens[high + 1 : at] if high < at else tokens[at + 1 : low]
    previous = tokens[low - 1].word if low else "^"
    following = tokens[high + 1].word if high + 1 < len(tokens) else "$"
    between = " ".join(token.word for token in inner) if len(inner) <= 3 else "far"
    return [
        "some",
        f"length={len(words)}",
        f"name={' '.join(words)}",
        f"last={words[-1]}",
        f"first={words[0]} length={min(len(words), 2)}",
        f"last={words[-1]} unit={unit}",
        f"end={words[-1][-3:]}",
        f"{side} {bucket(gap)}",
        f"{side} {bucket(gap)} unit={unit}",
        f"{side} between={between}",
        f"{side} previous={previous}",
        f"{side} following={following}",
        f"previous={previous}",
        f"following={following}",
        *(f"inside={word}" for word in words[:-1]),
    ]
