"""What the encoder says of each word, as columns of one matrix: where each answer stands, and how pairs are scored."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kg.model.records import DatasetRole
from kg.model.results import ResultKind
from kg.model.types import LABELS

Floats = NDArray[np.float32]

OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{label}" for label in LABELS for place in "BIES"))  # begin, inside, end, single
ROLES: tuple[DatasetRole, ...] = ("mention", "train", "eval", "introduced")
KINDS: tuple[ResultKind | None, ...] = (None, "absolute", "delta", "ratio")  # of a number; None is no result
POINTERS = ("metric", "dataset", "subject")  # from a number to what it is about
POINTER_WIDTH = 48  # of the vectors whose product says how well a number and a word go together


def _columns() -> tuple[Mapping[str, slice], int]:
    widths = {"tags": len(TAGS), "own": 1, "roles": len(ROLES), "kinds": len(KINDS), "nothing": len(POINTERS)}
    widths |= {f"from {name}": POINTER_WIDTH for name in POINTERS} | {f"to {name}": POINTER_WIDTH for name in POINTERS}
    at, found = 0, {}
    for name, width in widths.items():
        found[name] = slice(at, at + width)
        at += width
    return MappingProxyType(found), at


COLUMNS, WIDTH = _columns()

_STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)  # words
DISTANCES = 2 * len(_STEPS) + 2


def distances(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of distance of words so many words after another one; those before it are apart."""
    step = np.searchsorted(_STEPS, np.abs(offset), side="right")
    classes: NDArray[np.int64] = np.where(offset < 0, step, step + len(_STEPS) + 1)
    return classes
