"""The participants that are read by rule: what a result is compared with, and the task it was measured on."""

from __future__ import annotations

from collections.abc import Set

from kg.extract.document import Document
from kg.extract.results.context import Sentence

_AGAINST = frozenset({
    "against", "baseline", "beat", "beating", "beyond", "compared", "comparison", "exceed", "exceeded",
    "exceeding", "outperform", "outperformed", "outperforming", "over", "relative", "surpass", "surpassed",
    "surpassing", "than", "versus", "vs",
})  # fmt: skip
_BETWEEN_AGAINST = frozenset({
    ",", "a", "an", "and", "approach", "as", "baseline", "best", "by", "competing", "counterpart", "current",
    "dense", "existing", "full", "including", "its", "leading", "like", "method", "model", "naive", "of",
    "original", "popular", "previous", "prior", "recent", "standard", "state-of-the-art", "strong", "strongest",
    "such", "the", "to", "vanilla", "with",
})  # fmt: skip
_TASK_LEAD = frozenset({"on", "for", "in", "across", "of", "to", "and", ","})
_REACH = 24  # tokens


def comparator(document: Document, sentence: Sentence, at: int, taken: Set[int]) -> int | None:
    """The method or model that the number is compared with, nearest first: "over X", "outperforming X by"."""
    tokens = sentence.tokens
    for step in _outward(at, len(tokens)):
        mention = tokens[step].mention
        if mention < 0 or mention in taken or document.mentions[mention].label not in ("METHOD", "MODEL"):
            continue
        if _against(sentence, step):
            return mention
    return None


def _against(sentence: Sentence, place: int) -> bool:
    """Whether a word of comparison leads to the token at `place` over nothing but names and words that qualify them."""
    for before in reversed(sentence.tokens[max(0, place - 9) : place]):
        if before.word in _AGAINST:
            return True
        if before.word not in _BETWEEN_AGAINST and before.mention < 0:
            return False
    return False


def task(sentence: Sentence, at: int, document: Document) -> int | None:
    """The task that the number's clause names after "on", "for" or "in", the nearest one."""
    tokens = sentence.tokens
    for step in _outward(at, len(tokens)):
        mention = tokens[step].mention
        lead = {token.word for token in tokens[max(0, step - 3) : step]}
        if mention >= 0 and document.mentions[mention].label == "TASK" and lead & _TASK_LEAD:
            return mention
    return None


def _outward(at: int, count: int) -> list[int]:
    """Token places near `at`, nearest first; after the number before those before it at equal distance."""
    places = []
    for distance in range(1, _REACH):
        if at + distance < count:
            places.append(at + distance)
        if at - distance >= 0:
            places.append(at - distance)
    return places
