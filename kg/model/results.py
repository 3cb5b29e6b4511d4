"""Reported numbers: values that a paper states, with their metric, dataset, subject and conditions.

All stages have the same record and differ only in how it refers to its participants: in an extraction by the start
offsets of mentions, in knowledge by the ids of entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar, cast, get_args

from kg.model.types import POSSIBLE_ACHIEVERS, Label

ResultKind = Literal["absolute", "delta", "ratio"]
Direction = Literal["increase", "decrease"]
Bound = Literal["exact", "up to", "at least", "about"]
Holder = Literal["own", "baseline", "human"]
Role = Literal["metric", "dataset", "subject", "comparator", "task"]

RESULT_KINDS: tuple[ResultKind, ...] = get_args(ResultKind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
HOLDERS: tuple[Holder, ...] = get_args(Holder)
ROLES: tuple[Role, ...] = get_args(Role)

ROLE_RANGES: Mapping[Role, tuple[Label, ...]] = MappingProxyType(
    {
        "metric": ("METRIC",),
        "dataset": ("DATASET",),
        "subject": POSSIBLE_ACHIEVERS,
        "comparator": POSSIBLE_ACHIEVERS,
        "task": ("TASK",),
    }
)
"""The types of entity that can fill a role of a result."""

Reference = TypeVar("Reference")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Generic[Reference]):
    """A number that a text reports as an outcome. All offsets are into the text that it was read from.

    Identifiers of results are digests of these fields in this order (`kg.rdf.iris`): another field changes them.
    """

    start: int  # of the number
    end: int
    value: str  # a plain decimal: "1.19", "-2.5", "0.00032", "13-25" for a range; as written where it is none: "1/3"
    value_text: str  # verbatim with its unit and spread: "54.6\\%", "+2.5 points"
    low: str | None = None  # the two ends of a range, else None
    high: str | None = None
    unit: str = ""  # "", "%", "points", "x", "hours", ...
    kind: ResultKind
    direction: Direction | None = None
    bound: Bound = "exact"
    holder: Holder
    metric: Reference | None = None
    dataset: Reference | None = None
    subject: Reference | None = None
    comparator: Reference | None = None
    task: Reference | None = None
    conditions: tuple[tuple[int, int], ...] = ()  # verbatim spans
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it
    spread: str | None = None  # what follows "±", a plain decimal in the value's unit

    def participants(self) -> Iterator[tuple[Role, Reference]]:
        """The roles that are filled, each with its participant."""
        for role in ROLES:
            reference: Reference | None = getattr(self, role)
            if reference is not None:
                yield role, reference

    def with_participants(self, participants: dict[Role, Other]) -> Result[Other]:
        """The same number with these participants; roles that are not given are empty."""
        roles: dict[str, Any] = {role: participants.get(role) for role in ROLES}
        return cast("Result[Other]", replace(self, **roles))

    def map_references(self, refer: Callable[[Reference], Other | None]) -> Result[Other]:
        """The same number with each reference mapped by `refer`; a role for which it returns None is empty."""
        mapped = ((role, refer(reference)) for role, reference in self.participants())
        return self.with_participants({role: reference for role, reference in mapped if reference is not None})
