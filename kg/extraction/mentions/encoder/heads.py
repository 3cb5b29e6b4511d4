"""The layout of the encoder's output: the columns of each head and of the words' states; classes of distance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kg.model.comparison_record import COMPARISON_RELATIONS, ComparisonRelation
from kg.model.records import DatasetRole
from kg.model.results import ResultKind
from kg.model.types import LABELS

Floats = NDArray[np.float32]

OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{label}" for label in LABELS for place in "BIES"))  # begin, inside, end, single
ROLES: tuple[DatasetRole, ...] = ("mention", "train", "eval", "introduced")
KINDS: tuple[ResultKind | None, ...] = (None, "absolute", "delta", "ratio")  # of a number; None is no result
COMPARED: tuple[ComparisonRelation | None, ...] = (None, *COMPARISON_RELATIONS)  # what is said of a thing
NUMBER_POINTERS = ("metric", "dataset", "subject")  # from a number to what it is about
POINTERS = (*NUMBER_POINTERS, "rival")  # the last from a compared thing to what outperforms it or is compared with it
STATE_LAYER = 3  # of the encoder's layers: the words' states behind it are what other networks read
STATE_WIDTH = 384
POINTER_WIDTH = 48  # of the vectors whose dot product scores where a pointer starts with a word


def _lay_out_columns() -> tuple[Mapping[str, slice], int]:
    """The columns of each head by its name, and the number of columns in all."""
    widths = {"tags": len(TAGS), "own": 1, "roles": len(ROLES), "kinds": len(KINDS)}
    widths |= {"compared": len(COMPARED), "nothing": len(POINTERS)}
    widths |= {f"from {name}": POINTER_WIDTH for name in POINTERS} | {f"to {name}": POINTER_WIDTH for name in POINTERS}
    end, columns = 0, {}
    for name, width in widths.items():
        columns[name] = slice(end, end + width)
        end += width
    return MappingProxyType(columns), end


COLUMNS, WIDTH = _lay_out_columns()
STATES = slice(WIDTH, WIDTH + STATE_WIDTH)  # the columns behind those of the heads

_STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)  # words
DISTANCES = 2 * len(_STEPS) + 2  # classes


def classify_distances(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of each distance between two words, in words; negative where the word comes before.

    Shape: any, the same in and out; the classes are from 0 to `DISTANCES` - 1.
    """
    step = np.searchsorted(_STEPS, np.abs(offset), side="right")
    classes: NDArray[np.int64] = np.where(offset < 0, step, step + len(_STEPS) + 1)
    return classes
