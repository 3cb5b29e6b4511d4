"""Lists that are read in parallel: in "52.3 and 45.1 on PTB and WikiText" each number takes its own item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from kg.extraction.document import Document
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.columns import ROLE_LABELS
from kg.extraction.results.claim_reader.pair_features import Ints
from kg.extraction.results.quantity import Quantity
from kg.model.results import ROLES, Role
from kg.model.types import Label

OWN_ITEM, OTHER_ITEM = 2.0, -4.0
"""Added to the log odds of a number's own item, and of the others; on the held-out part larger values do as well."""

_Span = tuple[int, int, int]  # position among the numbers or mentions, start, end

_NEXT_NUMBER = re.compile(r"(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|\s?/\s?)(?:an?\s|by\s|up\sto\s|about\s|~)?")
_NEXT_NAME = re.compile(r"\s?(?:\([^()]{0,40}\))?(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|\s?/\s?)(?:the\s|its\s|an?\s)?")
_ROLES: dict[tuple[Label, ...], tuple[Role, ...]] = {
    labels: tuple(role for role in ROLE_LABELS if ROLE_LABELS[role] == labels) for labels in ROLE_LABELS.values()
}


@dataclass(frozen=True, slots=True)
class ParallelList:
    """A list of numbers and one of as many mentions, as positions.

    The n-th mention fills one of the `roles` for the n-th number only.
    """

    numbers: tuple[int, ...]
    mentions: tuple[int, ...]
    roles: tuple[Role, ...]


def find_number_lists(document: Document, numbers: Sequence[Quantity]) -> Iterator[tuple[int, ...]]:
    """The lists of at least two numbers with nothing but commas and conjunctions between them, as positions."""
    for _, of_sentence in _group_by_sentence(document, numbers):
        yield from _find_lists(document.text, of_sentence, _NEXT_NUMBER)


def find_parallel_lists(document: Document, numbers: Sequence[Quantity]) -> Iterator[ParallelList]:
    """The lists of numbers for which, by kind of name, exactly one list of names in the sentence is as long."""
    for (start, end), of_sentence in _group_by_sentence(document, numbers):
        listed = list(_find_lists(document.text, of_sentence, _NEXT_NUMBER))
        if not listed:
            continue
        for labels, roles in _ROLES.items():
            inside = document.mentions_in(start, end, *labels)
            names = [(i, document.mentions[i].start, document.mentions[i].end) for i in inside]
            lists = list(_find_lists(document.text, names, _NEXT_NAME))
            for members in listed:
                as_long = [names for names in lists if len(names) == len(members)]
                if len(as_long) == 1:
                    yield ParallelList(members, as_long[0], roles)


def align(scores: NumberScores, clusters: Ints, lists: Sequence[ParallelList]) -> NumberScores:
    """The scores with the own item of each number of a list made more likely, and the other items less.

    `clusters` are the numbers of the mentions' entities, of shape (M,).
    """
    if not lists:
        return scores
    pointers = scores.pointers.copy()
    for parallel in lists:
        for role in parallel.roles:
            column = ROLES.index(role)
            for place, number in enumerate(parallel.numbers):
                row, own = pointers[number, column], parallel.mentions[place]
                others = [m for m in parallel.mentions if clusters[m] != clusters[own]]
                row[[1 + mention for mention in others]] += OTHER_ITEM
                if role != "comparator":  # most numbers have none
                    row[1 + own] += OWN_ITEM
                row -= np.logaddexp.reduce(row)
    return replace(scores, pointers=pointers)


def _group_by_sentence(
    document: Document, numbers: Sequence[Quantity]
) -> Iterator[tuple[tuple[int, int], list[_Span]]]:
    """The sentences that hold numbers, and the spans of these."""
    spans = [(i, number.start, number.text_end) for i, number in enumerate(numbers)]
    for sentence, of_sentence in groupby(spans, key=lambda span: document.sentence_at(span[1])):
        yield sentence, list(of_sentence)


def _find_lists(text: str, spans: Sequence[_Span], between: re.Pattern[str]) -> Iterator[tuple[int, ...]]:
    """The runs of at least two spans with nothing but commas and conjunctions between them."""
    run: list[_Span] = []
    for span in spans:
        if run and not between.fullmatch(text, run[-1][2], span[1]):
            if len(run) > 1:
                yield tuple(position for position, _, _ in run)
            run = []
        run.append(span)
    if len(run) > 1:
        yield tuple(position for position, _, _ in run)
