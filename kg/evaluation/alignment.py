"""The prediction of one paper against its gold: how many items agree, for each row of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from kg.evaluation.annotation import AnnotatedMention, AnnotatedResult, Annotation
from kg.evaluation.matching import SameEntity, match, number_key, spelling_key
from kg.evaluation.precision_recall import Count
from kg.evaluation.whole_claims import count_claims
from kg.model.types import LABELS, Label

Item = TypeVar("Item")


class LabelledSpan(NamedTuple):
    """A mention without the entity that it names."""

    start: int
    end: int
    label: Label


def count_paper(predicted: Annotation, gold: Annotation) -> dict[str, Count]:
    """The counts of one paper, by the names of the table's rows."""
    predicted_spans, gold_spans = collect_spans(predicted.mentions), collect_spans(gold.mentions)
    are_same = match_by_spelling(predicted.mentions, gold.mentions, gold.text)
    return {
        "mention": _count_shared(predicted_spans, gold_spans),
        **{
            f"  {label}": _count_shared(
                {m for m in predicted_spans if m.label == label}, {m for m in gold_spans if m.label == label}
            )
            for label in LABELS
        },
        "span": _count_shared({m[:2] for m in predicted_spans}, {m[:2] for m in gold_spans}),
        "overlap": Count(_count_overlapping(predicted_spans, gold_spans), len(predicted_spans), len(gold_spans)),
        "proposes": match(predicted.proposes, gold.proposes, are_same),
        "role": _count_roles(predicted.dataset_roles, gold.dataset_roles, are_same),
        **_count_results(predicted.results, gold.results, are_same),
        **count_claims(predicted, gold, are_same),
    }


def pair_papers(
    gold: Iterable[Annotation], predicted: Mapping[str, Annotation]
) -> Iterator[tuple[Annotation, Annotation]]:
    """Each paper of the gold with its prediction by id; an empty one where there is none."""
    for paper in gold:
        yield paper, predicted.get(paper.id, Annotation(paper.id, paper.text))


def pair_entities(predicted: Annotation, gold: Annotation) -> Iterator[tuple[str, str]]:
    """Entity and gold name of each predicted mention whose span is right, whatever its label."""
    names = {(mention.start, mention.end): mention.entity.casefold() for mention in gold.mentions}
    mentions = {(m.start, m.end, m.label, m.entity) for m in predicted.mentions}
    for start, end, _, entity in sorted(mentions, key=str):  # the scorer's order: sums equal its to the last digit
        if (start, end) in names:
            yield entity, names[start, end]


def collect_spans(mentions: Sequence[AnnotatedMention]) -> set[LabelledSpan]:
    """The mentions without their entities, as a set."""
    return {LabelledSpan(mention.start, mention.end, mention.label) for mention in mentions}


def _count_shared(predicted: set[Item], gold: set[Item]) -> Count:
    return Count(len(predicted & gold), len(predicted), len(gold))


def _count_overlapping(predicted: set[LabelledSpan], gold: set[LabelledSpan]) -> int:
    """The number of predicted mentions that are paired with an overlapping gold mention of the same label.

    Each takes the nearest one that is still free, the first of equals. The distance of two spans is that of their
    starts plus that of their ends, in characters.
    """
    free = sorted(gold)
    hits = 0
    for start, end, label in sorted(predicted):
        overlapping = [m for m in free if m.label == label and m.start < end and start < m.end]
        if overlapping:
            free.remove(min(overlapping, key=lambda m: abs(m.start - start) + abs(m.end - end)))
            hits += 1
    return hits


def match_by_spelling(predicted: Sequence[AnnotatedMention], gold: Sequence[AnnotatedMention], text: str) -> SameEntity:
    """Returns a function that tells whether two references are of one entity: they have mentions of one spelling."""
    predicted_spellings, gold_spellings = _collect_spellings(predicted, text), _collect_spellings(gold, text)

    def are_same(reference: str | None, other: str | None) -> bool:
        if reference is None or other is None:
            return reference is other
        return not predicted_spellings.get(reference, set()).isdisjoint(gold_spellings.get(other, set()))

    return are_same


def _collect_spellings(mentions: Sequence[AnnotatedMention], text: str) -> dict[str, set[str]]:
    spellings: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        spellings[mention.entity].add(spelling_key(text[mention.start : mention.end]))
    return spellings


def _count_roles(predicted: Mapping[str, str], gold: Mapping[str, str], are_same: SameEntity) -> Count:
    """Count dataset roles: a gold dataset is right if one of its predictions has the same role."""
    right = sum(
        any(role == gold_role and are_same(entity, name) for entity, role in predicted.items())
        for name, gold_role in gold.items()
    )
    return Count(right, len(predicted), len(gold))


def _count_results(
    predicted: Sequence[AnnotatedResult], gold: Sequence[AnnotatedResult], are_same: SameEntity
) -> dict[str, Count]:
    def have_same_value(result: AnnotatedResult, other: AnnotatedResult) -> bool:
        return number_key(result.value) == number_key(other.value)

    def have_same_metric(result: AnnotatedResult, other: AnnotatedResult) -> bool:
        return have_same_value(result, other) and are_same(result.metric, other.metric)

    def are_same_result(result: AnnotatedResult, other: AnnotatedResult) -> bool:
        return (
            have_same_metric(result, other)
            and result.kind == other.kind
            and are_same(result.dataset, other.dataset)
            and are_same(result.subject, other.subject)
        )

    return {
        "value": match(predicted, gold, have_same_value),
        "result": match(predicted, gold, have_same_metric),
        "tuple": match(predicted, gold, are_same_result),
    }
