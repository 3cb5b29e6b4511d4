"""The participants that are read by rule: what a result is compared with, and the task it was measured on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence, Set

from kg.extraction.discourse import comparisons
from kg.extraction.discourse.clause_boundaries import BOUNDARY_WORDS, in_same_clause
from kg.extraction.discourse.comparisons import Comparison
from kg.extraction.document import Document
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.number_sentences import Sentence, Token

_BY = re.compile(
    r"\bby\s(?:an?\s|up\sto\s|about\s|over\s|more\sthan\s|at\sleast\s|nearly\s|average\s|of\s|roughly\s)*[~≈↑↓]?\s?$"
)
_NEAR = 3  # comparisons after a number of which one may be its own
_TASK_LEAD = frozenset({"on", "for", "in", "across", "of", "to", "and", ","})
_ABOUT_TASK = frozenset({"benchmark", "task", "dataset", "accuracy", "performance", "problem", "question"})
_KINDS_OF_THING = frozenset({"model", "method", "approach", "system", "network", "technique", "baseline"})
_ASIDE = frozenset(
    {"maintain", "maintaining", "retain", "retaining", "preserve", "preserving", "reveal", "revealing", "highlighting"}
)


def read(document: Document, sentence: Sentence) -> tuple[Comparison, ...]:
    """The comparisons of a sentence, each once for all of its numbers."""
    inside = [token.mention for token in sentence.tokens if token.mention >= 0]
    if not inside:
        return ()
    return tuple(comparisons.find(document, sentence.start, sentence.end, range(inside[0], inside[-1] + 1)))


def comparator(
    document: Document, sentence: Sentence, found: Candidate, compared: Sequence[Comparison], taken: Set[int]
) -> int | None:
    """The method or model that the number is compared with, by the comparison that is nearest in its clause.

    What follows a number and depends on it is its own ("5% over X", "84.2%, surpassing X"), also when it stands behind
    a later number of the same clause. Else it is what was last compared before the number: "outperforms X by 5%",
    "compared to X, ...", "matches X while using only 20%". A comparison with what is no mention counts like any
    other: "outperforms prior work by 5%" is not about what an earlier clause names.
    """
    text = document.text
    place = bisect_left(compared, found.start, key=_start)
    last = compared[place - 1] if place else None
    if last is not None and (last.end > found.start or not in_same_clause(text, last.end, found.start)):
        last = None
    if last is not None and (_BY.search(text, last.end, found.start) and not _numbers(text, last.end, found.start)):
        return _first(last, taken)
    for one in compared[place : place + _NEAR]:
        if not in_same_clause(text, found.text_end, one.start):
            break
        if not one.finite and one.verdict != "base":
            return _first(one, taken)
    return None if last is None else _first(last, taken)


def _start(comparison: Comparison) -> int:
    return comparison.start


def _numbers(text: str, low: int, high: int) -> bool:
    return re.search(r"[0-9]\\?[%x×]|\spoints", text[low:high]) is not None


def _first(comparison: Comparison, taken: Collection[int]) -> int | None:
    return next((one for one in comparison.objects if one not in taken), None)


def task(sentence: Sentence, at: int, document: Document) -> int | None:
    """The task that the number's clause ties to it: after "on", "for" or "in", before a metric or "(", the nearest."""
    tokens = sentence.tokens
    for step in _outward(tokens, at):
        mention = tokens[step].mention
        if mention >= 0 and document.mentions[mention].label == "TASK" and _tied(tokens, step, at):
            return mention
    return _opening(sentence, document)


def _opening(sentence: Sentence, document: Document) -> int | None:
    """The task that the sentence opens with: "For image captioning, ..." goes for all of its numbers."""
    tokens = sentence.tokens
    for place in range(1, min(5, len(tokens) - 1)):
        if tokens[place].word == "<TASK>" and tokens[0].word in ("on", "for", "in"):
            following = {token.word for token in tokens[place + 1 : place + 3]}
            return tokens[place].mention if "," in following and document.text[tokens[0].start].isupper() else None
    return None


def _tied(tokens: Sequence[Token], step: int, at: int) -> bool:
    following = tokens[step + 1].word if step + 1 < len(tokens) else ""
    if following in _KINDS_OF_THING or any(token.word in _ASIDE for token in tokens[max(0, step - 8) : step]):
        return False
    if step < at and (
        following in ("<METRIC>", "by") or following in _ABOUT_TASK or (following == "(" and at - step < 9)
    ):
        return True
    return any(token.word in _TASK_LEAD for token in tokens[max(0, step - 3) : step]) or following in _ABOUT_TASK


_REACH = 24  # tokens


def _outward(tokens: Sequence[Token], at: int) -> list[int]:
    """Token places of the number's clause, nearest first; after the number before those before it at equal distance."""
    places: list[tuple[int, int]] = []
    for step in (1, -1):
        place, distance = at + step, 1
        while 0 <= place < len(tokens) and distance < _REACH and tokens[place].word not in BOUNDARY_WORDS:
            places.append((2 * distance - (step == 1), place))
            place, distance = place + step, distance + 1
    return [place for _, place in sorted(places)]
