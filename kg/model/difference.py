"""What came between two graphs: papers, entities and best values that one has and the other has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityChangeKind = Literal["renamed", "merged", "split", "type"]


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """A paper of one of the graphs."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ChangedPaper:
    """A paper that both graphs have, though not with the same contents."""

    id: str  # in the new graph
    title: str
    changed: tuple[str, ...]  # names of fields ("title", "authors") and of what its text says ("results")


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity of one of the graphs."""

    id: str
    name: str
    type: str  # as users read it: "method", "benchmark"


@dataclass(frozen=True, slots=True)
class ChangedEntity:
    """An entity of the old graph and what has its names in the new one."""

    kind: EntityChangeKind  # "type": another type, or a dataset became a benchmark or ceased to be one
    old: NamedEntity
    new: tuple[NamedEntity, ...]  # several where it was split; itself first if it is still there


@dataclass(frozen=True, slots=True)
class BestValue:
    """The best value of a metric on a dataset."""

    value: str
    subject: str  # the name of what achieves it; empty where the text names none
    paper: NamedPaper


@dataclass(frozen=True, slots=True)
class NewBest:
    """A value that is better than any in the old graph."""

    dataset: NamedEntity
    metric: NamedEntity
    higher_is_better: bool
    old: BestValue | None  # None where the old graph has no value that can be compared
    new: BestValue


@dataclass(frozen=True, slots=True)
class Difference:
    """What came between an old and a new graph; it is false where nothing did."""

    papers_added: tuple[NamedPaper, ...] = ()  # by identifier, as all of these
    papers_removed: tuple[NamedPaper, ...] = ()
    papers_changed: tuple[ChangedPaper, ...] = ()
    entities_added: tuple[NamedEntity, ...] = ()
    entities_removed: tuple[NamedEntity, ...] = ()
    entities_changed: tuple[ChangedEntity, ...] = ()
    new_bests: tuple[NewBest, ...] = ()  # by dataset and metric

    def __bool__(self) -> bool:
        return self != Difference()
