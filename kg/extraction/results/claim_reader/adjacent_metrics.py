"""Metrics that stand right behind a number: in "a 10% gain and a 4.6x speedup" the speedup is of 4.6x, not of 10%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.parallel_lists import find_number_lists
from kg.extraction.results.quantity import Quantity
from kg.model.results import ROLES

OF_ANOTHER = -2.0
"""Added to the log odds of a metric right behind another number; on the held-out part -1.5 to -3 are equal."""


def leave_to_neighbours(
    document: Document, numbers: Sequence[Quantity], outcomes: Sequence[int], scores: NumberScores
) -> NumberScores:
    """The scores with each metric right behind an outcome made less likely for the other outcomes of the sentence.

    Numbers of one list share what stands behind the last of them: "5% and 4% accuracy". `outcomes` are positions among
    the numbers, ascending.
    """
    owners = list(_find_owners(document, numbers, outcomes))
    if not owners:
        return scores
    pointers = scores.pointers.copy()
    column = ROLES.index("metric")
    list_of = {i: members for members in find_number_lists(document, numbers) for i in members}
    for owner, metric in owners:
        start, end = document.sentence_at(numbers[owner].start)
        for other in outcomes:
            if other not in list_of.get(owner, (owner,)) and start <= numbers[other].start < end:
                row = pointers[other, column]
                row[1 + metric] += OF_ANOTHER
                row -= np.logaddexp.reduce(row)
    return replace(scores, pointers=pointers)


def _find_owners(
    document: Document, numbers: Sequence[Quantity], outcomes: Sequence[int]
) -> Iterator[tuple[int, MentionIndex]]:
    """The outcomes with a metric right behind them, and that metric."""
    metric_at = {
        mention.start: MentionIndex(i) for i, mention in enumerate(document.mentions) if mention.label == "METRIC"
    }
    for number in outcomes:
        end = numbers[number].text_end
        metric = metric_at.get(end + 1 if document.text[end : end + 1] == " " else end)
        if metric is not None:
            yield number, metric
