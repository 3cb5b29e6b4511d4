"""Inputs and outputs of the claim reader's network: the classes of each feature, and the columns of each decision."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.extraction.mentions.encoder.heads import DISTANCES
from kg.model.results import (
    BOUNDS,
    DIRECTIONS,
    HOLDERS,
    RESULT_KINDS,
    ROLE_RANGES,
    Direction,
    ResultKind,
    Role,
)
from kg.model.types import ACHIEVERS, LABELS, Label

KINDS: tuple[ResultKind | None, ...] = (None, *RESULT_KINDS)  # of a number; None is no outcome
CHANGES: tuple[Direction | None, ...] = (None, *DIRECTIONS)
ROLE_LABELS: Mapping[Role, tuple[Label, ...]] = MappingProxyType(
    {**ROLE_RANGES, "subject": ACHIEVERS, "comparator": ACHIEVERS}
)
"""The labels of mentions that can fill each role of a number."""

# What is added to the encoder's state of a word: the mention that it is part of and where it stands in it, whether the
# paper introduces what the mention names, and the unit of the number that it is part of.
PLACES = "BIES"  # of a word in a mention: begin, inside, end, single
MARKS = 1 + len(PLACES) * len(LABELS)
OWNNESS = 3  # not introduced, perhaps, plainly
UNITS = ("", "%", "x", "points")  # two classes more: a time, and any other unit
UNIT_CLASSES = len(UNITS) + 2

# Of a number, besides: unit, which end of "from A to B", whether a range, what bounds it, its sign.
NUMBER_FEATURES: tuple[int, ...] = (UNIT_CLASSES, 3, 2, len(BOUNDS), 3)

# Of a number and a mention: their distance, the mention's sentence, the numbers and the mentions of its label between
# them, the difference of their ranks in the sentence from either end, and three of the mention by itself.
SENTENCES = 6  # the mention's sentence: the same, the one before, one before that, the one after, later, the title
BETWEEN = 5  # 0 to 3 or more; the last: another sentence
RANKS = 8  # 0: another sentence; else 1 + 3 + a difference from -3 to 3
MENTIONED = 4  # how often the entity is mentioned: 1 to 4 or more
PAIR_FEATURES: tuple[int, ...] = (DISTANCES, SENTENCES, BETWEEN, BETWEEN, RANKS, RANKS, OWNNESS, MENTIONED, len(LABELS))

# Of a number and a word: their distance, and whether they share a sentence.
WORD_FEATURES: tuple[int, ...] = (DISTANCES, 2)

# Of two numbers: their distance, the sentence of the second (as of a mention), whether their units are of one class,
# and how many numbers stand between them.
NUMBER_PAIR_FEATURES: tuple[int, ...] = (DISTANCES, SENTENCES, 2, BETWEEN)

SPAN_TAGS = "OBI"  # of a word, for one number: outside of its conditions, at the beginning of one, inside

_WIDTHS: Mapping[str, int] = MappingProxyType({"kind": len(KINDS), "direction": len(CHANGES), "holder": len(HOLDERS)})
DECISIONS = sum(_WIDTHS.values())


def _lay_out() -> Mapping[str, slice]:
    end, columns = 0, {}
    for name, width in _WIDTHS.items():
        columns[name] = slice(end, end + width)
        end += width
    return MappingProxyType(columns)


COLUMNS = _lay_out()
"""The columns of each decision about a number among the network's `attributes`."""
