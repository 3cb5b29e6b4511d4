"""The annotation of one paper: gold where annotators made it, predicted where an extractor did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.model.types import Label
from kg.text.display import display


@dataclass(frozen=True, slots=True)
class AnnotatedMention:
    """A span of the text that names an entity."""

    start: int
    end: int
    label: Label
    entity: str  # the same for all mentions of one entity: its canonical name in gold, its identifier in a prediction
    score: float | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedResult:
    """A number that the text reports as an outcome; metric, dataset, subject, comparator and task are entities."""

    metric: str | None
    value: str
    kind: str
    dataset: str | None
    subject: str | None
    comparator: str | Literal[False] | None = False  # False where the file has no such key: no whole claims are in it
    direction: str | None = None
    bound: str | None = None
    conditions: tuple[str, ...] = ()
    holder: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedComparison:
    """Two entities that the text compares, with or without a number."""

    subject: str | None
    object: str | None
    relation: str  # "outperforms" or "comparesWith"
    denied: bool
    text: str = ""  # the stretch that says so, verbatim, where gold gives it


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything about one paper that is scored."""

    id: str
    text: str  # that the offsets count in; of a prediction "" where its file has none
    mentions: tuple[AnnotatedMention, ...] = ()
    proposes: tuple[str, ...] = ()
    dataset_roles: Mapping[str, str] = field(default_factory=dict)  # role by entity
    results: tuple[AnnotatedResult, ...] = ()
    comparisons: tuple[AnnotatedComparison, ...] | None = None  # None where the file has no such key
    source: str = ""  # the collection that the paper was taken from, where the file has it

    @property
    def has_whole_claims(self) -> bool:
        """Whether comparisons, and every part of each result, are annotated."""
        return self.comparisons is not None and all(result.comparator is not False for result in self.results)


def to_display_text(paper: Annotation) -> Annotation:
    """The annotation with offsets into the display text (`kg.text.display`), which rules and models are trained on.

    Values, conditions and the stretches of comparisons are turned into display text too. A mention that is wholly
    hidden, or that shares a shown character with the one before it, is left out.
    """
    displayed = display(paper.text)
    mentions: list[AnnotatedMention] = []
    for mention in paper.mentions:
        start, end = displayed.from_raw(mention.start, mention.end)
        if start < end and (not mentions or mentions[-1].end <= start):
            mentions.append(replace(mention, start=start, end=end))
    results = tuple(
        replace(
            result,
            value=display(result.value).text,
            conditions=tuple(display(condition).text for condition in result.conditions),
        )
        for result in paper.results
    )
    comparisons = paper.comparisons and tuple(
        replace(comparison, text=display(comparison.text).text) for comparison in paper.comparisons
    )
    return replace(paper, text=displayed.text, mentions=tuple(mentions), results=results, comparisons=comparisons)
