"""The share of records that are right, by score: `precision.json`, learned from annotated papers and judged records.

For each kind of record the file has bins of about equally many records, the highest scores first. A bin has its least
score, the number of its records, how many of them are right, and the precision at or above the score with its 95%
interval. `python -m scripts.training precision` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, RecordKind
from kg.model.errors import UsageError

DEFAULT_PRECISION = 0.7
"""The share of the shown records that is to be right, unless the user asks for another."""

_FILE = Path(__file__).with_name("precision.json")
_DERIVED: Mapping[RecordKind, RecordKind] = MappingProxyType(
    {"outperforms": "comparison", "comparesWith": "comparison"}  # of a paper: its comparisons say so
)


class Bin(NamedTuple):
    """Judged records with neighbouring scores."""

    score: float  # the least of its records
    records: int
    right: int
    above: float  # the share that is right of all records at or above `score`
    low: float  # the ends of its 95% interval
    high: float


@cache
def load_bins() -> Mapping[RecordKind, tuple[Bin, ...]]:
    """The shipped bins."""
    return read_bins(_FILE)


def read_bins(path: Path) -> Mapping[RecordKind, tuple[Bin, ...]]:
    """The bins of each judged kind of record, by falling score; derived kinds get those of their source."""
    kinds = json.loads(path.read_text(encoding="utf-8"))
    bins: dict[RecordKind, tuple[Bin, ...]] = {
        kind: tuple(Bin(*row) for row in rows["bins"]) for kind, rows in kinds.items()
    }
    return MappingProxyType(bins | {kind: bins[source] for kind, source in _DERIVED.items() if source in bins})


def choose_bounds(precision: float) -> Bounds:
    """For each kind the lowest bound at or above which the share of right records is at least `precision`, 0 to 1.

    A kind without such a bound is left out. For a kind that was never judged, the bound is `precision` itself.
    """
    if precision <= 0:
        return Bounds(SHOW_ALL.least, precision)
    least = {kind: find_least_score(load_bins().get(kind), precision) for kind in RECORD_KINDS}
    return Bounds(MappingProxyType({kind: score for kind, score in least.items() if score is not None}), precision)


def select_bounds(precision: float | None, *, min_score: float = 0.0) -> Bounds:
    """The bounds for the precision or least score that a user asks for; by default those of `DEFAULT_PRECISION`.

    With a `min_score`, records of a lower score are left out elsewhere, and none of the rest is doubtful.

    Raises:
        UsageError: both are given, or the precision is no number from 0 to 1.
    """
    if precision is not None and min_score:
        raise UsageError(
            "A precision and a least score do not go together: the precision chooses the least score of each kind."
        )
    if precision is not None and not 0 <= precision <= 1:
        raise UsageError(f"A precision is a number from 0 to 1; {precision} is not.")
    if min_score:
        return SHOW_ALL
    return choose_bounds(DEFAULT_PRECISION if precision is None else precision)


def find_least_score(bins: Iterable[Bin] | None, precision: float) -> float | None:
    """The lowest bound at which the precision is reached; None where there is none."""
    if bins is None:
        return precision
    reached = [row.score for row in bins if row.above >= precision]
    return min(reached, default=None)


def expect_wrong(kind: RecordKind, scores: Iterable[float]) -> float:
    """The expected number of wrong records among those with these scores, estimated from judged records of the kind."""
    bins = load_bins().get(kind)
    if bins is None:
        return sum(1 - score for score in scores)
    return sum(1 - _find_share(bins, score) for score in scores)


def _find_share(bins: tuple[Bin, ...], score: float) -> float:
    """The share of right records among the judged ones with about that score; 1 for a record that the user added."""
    if score >= 1.0:
        return 1.0
    chosen = next((row for row in bins if score >= row.score), bins[-1])
    return chosen.right / chosen.records
