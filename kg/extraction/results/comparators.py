"""The comparator of a result, read by rule: the method or model that its number is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from kg.extraction.discourse.clause_boundaries import in_same_clause
from kg.extraction.discourse.comparisons import Comparison, find_comparisons
from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.number_sentences import Sentence
from kg.extraction.results.reported_number import ReportedNumber
from kg.model.types import ACHIEVERS

_BY = re.compile(
    r"\bby\s(?:an?\s|up\sto\s|about\s|over\s|more\sthan\s|at\sleast\s|nearly\s|average\s|of\s|roughly\s)*[~≈↑↓]?\s?$"
)
_NEAR = 3  # comparisons after a number of which one may be its own


def read_comparisons(document: Document, sentence: Sentence) -> tuple[Comparison, ...]:
    """The comparisons of a sentence, in order."""
    inside = [token.mention for token in sentence.tokens if token.mention >= 0]
    if not inside:
        return ()
    return tuple(find_comparisons(document, sentence.start, sentence.end, range(inside[0], inside[-1] + 1)))


def find_comparator(
    document: Document, number: ReportedNumber, comparisons: Sequence[Comparison]
) -> MentionIndex | None:
    """The method or model with which the comparisons of a sentence compare a number, never its own subject.

    First comes a comparison that follows the number and depends on it ("5% over X", "84.2%, surpassing X"), even behind
    a later number of the same clause. Otherwise it is the last comparison before the number: "outperforms X by 5%",
    "compared to X, ...", "matches X while using only 20%"; in "outperforms X by 5% and Y by 4%" the name before the
    number's own "by". Comparisons with something that is no mention count as well: in "outperforms prior work by 5%",
    the comparator is none of the names in earlier clauses.
    """
    quantity, subject = number.quantity, number.of_subject
    text = document.text
    place = bisect_left(comparisons, quantity.start, key=_get_start)
    last = comparisons[place - 1] if place else None
    if last is not None and (last.end > quantity.start or not in_same_clause(text, last.end, quantity.start)):
        last = None
    if last is not None and (by := _BY.search(text, last.end, quantity.start)):
        if not _has_number(text, last.end, quantity.start):
            return _first_object(last, subject)
        if (item := _find_item(document, last.end, by.start(), subject)) is not None:
            return item
    for comparison in comparisons[place : place + _NEAR]:
        if not in_same_clause(text, quantity.text_end, comparison.start):
            break
        if not comparison.finite and comparison.verdict != "base":
            return _first_object(comparison, subject)
    return None if last is None else _first_object(last, subject)


def _find_item(document: Document, start: int, by: int, excluded: Collection[MentionIndex]) -> MentionIndex | None:
    """The name before the second "by" of "X by 5% and Y by 4%"; None if there is none."""
    for i in document.mentions_in(start, by, *ACHIEVERS):
        if not document.text[document.mentions[i].end : by].strip() and i not in excluded:
            return i
    return None


def _get_start(comparison: Comparison) -> int:
    return comparison.start


def _has_number(text: str, low: int, high: int) -> bool:
    return re.search(r"[0-9]\\?[%x×]|\spoints", text[low:high]) is not None


def _first_object(comparison: Comparison, excluded: Collection[MentionIndex]) -> MentionIndex | None:
    return next((mention for mention in comparison.objects if mention not in excluded), None)
