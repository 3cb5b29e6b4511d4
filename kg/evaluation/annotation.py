"""What one paper says, by annotators or by an extractor: the two sides that are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.model.types import Label


@dataclass(frozen=True, slots=True)
class Named:
    """A span of the raw text that names a thing."""

    start: int
    end: int
    label: Label
    entity: str  # the same for all mentions of one thing: gold has its canonical name, a prediction its entity's id
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A number that the text reports as an outcome. Its parts are entities."""

    metric: str | None
    value: str
    kind: str
    dataset: str | None
    subject: str | None
    comparator: str | Literal[False] | None = False  # False where the file does not say; then it holds no whole claims
    direction: str | None = None
    bound: str | None = None
    conditions: tuple[str, ...] = ()
    holder: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two entities that the text sets against each other, with or without a number."""

    subject: str | None
    object: str | None
    relation: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """All of it that is scored."""

    id: str
    text: str  # that offsets refer to; of a prediction "" where its file does not say
    mentions: tuple[Named, ...] = ()
    proposes: tuple[str, ...] = ()
    dataset_roles: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Reported, ...] = ()
    comparisons: tuple[Compared, ...] | None = None  # None where the file does not say

    @property
    def has_whole_claims(self) -> bool:
        """Whether every part of its results is annotated, and its comparisons are."""
        return self.comparisons is not None and all(one.comparator is not False for one in self.results)
