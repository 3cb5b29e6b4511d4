"""Conditions in lists that end in "respectively": each number of an equally long list gets the item in its place.

"By 21.3% and 6.2% on GPT-4-turbo and Gemma-2, respectively" has the items "on GPT-4-turbo" and "Gemma-2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.document import Document
from kg.extraction.results.claim_reader.parallel_lists import find_number_lists
from kg.extraction.results.quantity import Quantity
from kg.model.types import Label

Span = tuple[int, int]

_RESPECTIVELY = re.compile(r",?\srespectively\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:on|for|with|using|under|in|at|when\s(?:applied\sto|using)|applied\sto)\s", re.IGNORECASE)
_NEXT_ITEM = re.compile(r",\s(?:and\s)?|\sand\s|\s?/\s(?:and\s)?")
_ITEM = re.compile(r"(?!\d+(?:\.\d+)?\\?%)[^\s,;:()]+(?:\s[^\s,;:()]+){0,4}")
_DETERMINER = re.compile(r"(?:the|both)\s", re.IGNORECASE)
_REACH = 200  # characters before "respectively" in which its list begins
_OTHER_PARTS: tuple[Label, ...] = ("DATASET", "METRIC", "TASK")  # are parts of a claim by themselves


@dataclass(frozen=True, slots=True)
class Respective:
    """Positions of a list's numbers, and the spans of as many items, in order; the first begins with a preposition."""

    numbers: tuple[int, ...]
    items: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ListedCondition:
    """The condition that a number has by its place in a list, and those of the list's other numbers."""

    own: Span
    of_others: tuple[Span, ...]


def list_conditions(document: Document, numbers: Sequence[Quantity]) -> dict[int, ListedCondition]:
    """The conditions that numbers have by their places in the lists of `find_respective`, by the numbers' positions."""
    return {
        number: ListedCondition(own, tuple(item for item in found.items if item != own))
        for found in find_respective(document, numbers)
        for number, own in zip(found.numbers, found.items, strict=True)
    }


def find_respective(document: Document, numbers: Sequence[Quantity]) -> Iterator[Respective]:
    """The lists of numbers of a document that have an equally long list of conditions."""
    text = document.text
    for members in find_number_lists(document, numbers):
        start, end = document.sentence_at(numbers[members[0]].start)
        for word in _RESPECTIVELY.finditer(text, numbers[members[-1]].text_end, end):
            items = _find_items(document, max(start, word.start() - _REACH), word.start(), len(members))
            if items and not any(_overlaps(numbers[i], items) for i in members):
                yield Respective(members, items)
                break


def _find_items(document: Document, start: int, end: int, count: int) -> tuple[Span, ...]:
    """The `count` items of the list that ends at `end`, after the last preposition that leaves so many; else ()."""
    text = document.text
    for lead in reversed(list(_LEAD.finditer(text, start, end))):
        items = _split(text, lead, end)
        if len(items) == count and all(_ITEM.fullmatch(text, *span) for span in items):
            named = document.mentions_in(items[0][0], items[-1][1], *_OTHER_PARTS)
            return () if named else ((lead.start(), items[0][1]), *items[1:])
        if len(items) > count:
            return ()
    return ()


def _split(text: str, lead: re.Match[str], end: int) -> list[Span]:
    determiner = _DETERMINER.match(text, lead.end())
    at = determiner.end() if determiner else lead.end()
    items = []
    for found in _NEXT_ITEM.finditer(text, at, end):
        items.append((at, found.start()))
        at = found.end()
    return [*items, (at, end)]


def _overlaps(number: Quantity, items: Sequence[Span]) -> bool:
    return items[0][0] < number.text_end and number.start < items[-1][1]
