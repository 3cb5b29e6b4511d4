"""Comparisons by the encoder: the probability that a name is outperformed or compared, and by or with which other name.

For each word, the encoder gives the probability that its name is outperformed there, or compared with another; the
pointer "rival" scores the names that may be that other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.document import MentionIndex
from kg.extraction.learned.linear import softmax
from kg.extraction.relations.compared_names import Names
from kg.model.comparison_record import COMPARISON_RELATIONS, ComparisonRelation
from kg.model.types import ACHIEVERS

_LEAST = 0.02  # that something is said of a name, or it is not asked what it is compared with


class Rival(NamedTuple):
    """A name (`object`), one that may outperform it or be compared with it (`subject`), and the probability of that."""

    object: MentionIndex
    subject: MentionIndex
    relation: ComparisonRelation
    probability: float


def find_rivals(names: Names, sentence: tuple[int, int]) -> Iterator[Rival]:
    """Yields each name in a sentence that may be outperformed or compared, with each candidate for its rival.

    Yields nothing if the encoder has not read the document.
    """
    document = names.document
    output = document.encoder_output
    if output is None:
        return
    for i in document.mentions_in(*sentence, *ACHIEVERS):
        mention, said = document.mentions[i], names.compared[i]
        if 1.0 - said[0] < _LEAST:
            continue
        subjects = names.list_subjects(sentence, (mention.start, mention.start), i)
        spans = [(document.mentions[one].start, document.mentions[one].end) for one in subjects]
        chances = softmax(output.pointer_scores("rival", mention.end - 1, spans))
        _, relation = max(zip(said[1:], COMPARISON_RELATIONS, strict=True), key=lambda pair: pair[0])
        for one, chance in zip(subjects, chances[1:], strict=True):
            yield Rival(i, one, relation, (1.0 - said[0]) * chance)
