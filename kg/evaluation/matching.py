"""When a prediction and the gold agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from kg.evaluation.figures import Count

One = TypeVar("One")

Same: TypeAlias = Callable[[str | None, str | None], bool]
"""Whether a predicted and a gold reference, either of them perhaps null, name one thing in this paper."""


def matched(found: Sequence[One], wanted: Sequence[One], equal: Callable[[One, One], bool]) -> Count:
    """Each that was found takes the first equal one that is free."""
    free = list(wanted)
    for one in found:
        place = next((i for i, other in enumerate(free) if equal(one, other)), None)
        if place is not None:
            del free[place]
    return Count(len(wanted) - len(free), len(found), len(wanted))
