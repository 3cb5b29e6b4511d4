"""Which reported values of a metric can be compared with each other: single absolute ones in the usual unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isfinite

from kg.model.knowledge import Entity, EntityId
from kg.model.results import Result
from kg.vocabulary.metrics import higher_is_better

ANOTHER_UNIT = "in another unit"
_SAME_UNIT = {"%": ""}  # "95.1" and "95.1%" are on one scale


def find_direction(metric: Entity) -> bool | None:
    """Whether higher values of a metric are better; None where it is not known."""
    return metric.higher_is_better if metric.higher_is_better is not None else higher_is_better(metric.name)


def find_usual_unit(results: Sequence[Result[EntityId]]) -> str:
    """The unit of most absolute values, of which "%" is none; the first by code points where several have as many."""
    units = Counter(_choose_unit(result) for result in results if result.kind == "absolute")
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def find_reason_to_leave_out(result: Result[EntityId], unit: str) -> str:
    """Why a value cannot be compared with others in a unit; empty where it can."""
    if result.kind != "absolute":
        return "a change" if result.kind == "delta" else "a ratio"
    if result.low is not None or parse_number(result.value) is None:
        return "a range"
    if _choose_unit(result) != unit:
        return ANOTHER_UNIT
    return ""


def parse_number(text: str) -> float | None:
    """The finite number that the text is, or None."""
    try:
        number = float(text.replace(",", "").replace("−", "-"))
    except ValueError:  # such as "13-25", which is a range
        return None
    return number if isfinite(number) else None


def _choose_unit(result: Result[EntityId]) -> str:
    return _SAME_UNIT.get(result.unit, result.unit)
