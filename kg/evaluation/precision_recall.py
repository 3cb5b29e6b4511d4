"""Precision, recall and F1 from counts, and B-cubed from pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, rounded to four places, and over how many items of either side."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


class Count(NamedTuple):
    """How many items were predicted, how many are in the gold, and how many of them agree."""

    hit: int
    predicted: int
    gold: int

    def plus(self, other: Count) -> Count:
        """The sum of two counts."""
        return Count(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    def figures(self) -> Figures:
        """The figures of this count; precision is 0 where nothing was predicted, recall where nothing was to find."""
        precision = self.hit / self.predicted if self.predicted else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        return round_figures(precision, recall, gold=self.gold, predicted=self.predicted)


def compute_b_cubed(pairs: Sequence[tuple[str, str]]) -> Figures:
    """B-cubed (Bagga and Baldwin 1998) of predicted clusters against gold ones, averaged over mentions.

    Each pair is (predicted entity, gold name) of one mention. Without any pair the counts are 1, as the annotation
    scorer has it.
    """
    both = Counter(pairs)
    entities, names = Counter(entity for entity, _ in pairs), Counter(name for _, name in pairs)
    total = len(pairs) or 1
    precision = sum(n * n / entities[entity] for (entity, _), n in both.items()) / total
    recall = sum(n * n / names[name] for (_, name), n in both.items()) / total
    return round_figures(precision, recall, gold=total, predicted=total)


def round_figures(precision: float, recall: float, *, gold: int, predicted: int) -> Figures:
    """The figures of a precision and a recall, over so many items of either side."""
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figures(round(precision, _PLACES), round(recall, _PLACES), round(f1, _PLACES), gold, predicted)
