"""Precision, recall and F1 from counts, and B-cubed from pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, rounded, and of how many things."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


class Count(NamedTuple):
    """How many were predicted, how many are in the gold, and how many of both agree."""

    hit: int
    predicted: int
    gold: int

    def plus(self, other: Count) -> Count:
        """The count over both."""
        return Count(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    def figures(self) -> Figures:
        """Nothing predicted, or nothing to find, gives 0."""
        precision = self.hit / self.predicted if self.predicted else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        return _figures(precision, recall, gold=self.gold, predicted=self.predicted)


def b_cubed(pairs: Sequence[tuple[str, str]]) -> Figures:
    """Of (predicted entity, gold name), one pair a mention: how much of a mention's entity belongs there, on average.

    Bagga and Baldwin 1998. Without any pair the counts are 1, as the annotation scorer has it.
    """
    both = Counter(pairs)
    entities, names = Counter(entity for entity, _ in pairs), Counter(name for _, name in pairs)
    total = len(pairs) or 1
    precision = sum(n * n / entities[entity] for (entity, _), n in both.items()) / total
    recall = sum(n * n / names[name] for (_, name), n in both.items()) / total
    return _figures(precision, recall, gold=total, predicted=total)


def _figures(precision: float, recall: float, *, gold: int, predicted: int) -> Figures:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figures(round(precision, _PLACES), round(recall, _PLACES), round(f1, _PLACES), gold, predicted)
