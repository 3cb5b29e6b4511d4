"""Whole claims: of the numbers that prediction and gold share, which parts are right, and whether all parts are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.evaluation.annotation import AnnotatedComparison, AnnotatedResult, Annotation
from kg.evaluation.matching import SameEntity, match, number_key, spelling_key
from kg.evaluation.precision_recall import Count

_ENTITY_PARTS = ("metric", "dataset", "subject", "comparator", "task")
_VALUE_PARTS = ("kind", "direction", "bound", "holder")
_NONE = Count(0, 0, 0)


class ComparedPart(NamedTuple):
    """Whether one part of a claim is right, and what it adds to the sums."""

    correct: bool
    added: Count


def count_claims(predicted: Annotation, gold: Annotation, are_same: SameEntity) -> dict[str, Count]:
    """The counts of one paper, by the names of the table's rows; all 0 where the gold has no whole claims.

    whole        claims of which every part is right
    · PART       entities and conditions: of those that are given; other parts: of all claims
    comparison   who is compared with whom, in which relation, affirmed or denied
    """
    names = ["whole", *(f"· {part}" for part in (*_ENTITY_PARTS, *_VALUE_PARTS, "conditions")), "comparison"]
    if not gold.has_whole_claims:
        return dict.fromkeys(names, _NONE)
    counts: dict[str, Count] = defaultdict(lambda: _NONE)
    right = 0
    for claim, gold_claim in pair_claims(predicted.results, gold.results):
        parts = compare_parts(claim, gold_claim, are_same)
        right += all(part.correct for part in parts.values())
        for name, part in parts.items():
            counts[f"· {name}"] = counts[f"· {name}"].plus(part.added)

    def are_equal(comparison: AnnotatedComparison, other: AnnotatedComparison) -> bool:
        same_kind = (comparison.relation, comparison.denied) == (other.relation, other.denied)
        return same_kind and are_same(comparison.subject, other.subject) and are_same(comparison.object, other.object)

    counts["whole"] = Count(right, len(predicted.results), len(gold.results))
    counts["comparison"] = match(predicted.comparisons or (), gold.comparisons or (), are_equal)
    return {name: counts[name] for name in names}


def pair_claims(
    predicted: Sequence[AnnotatedResult], gold: Sequence[AnnotatedResult]
) -> Iterator[tuple[AnnotatedResult, AnnotatedResult]]:
    """Each predicted claim with the first gold claim of the same number that is still free; no others."""
    free = list(gold)
    for claim in predicted:
        gold_claim = next((result for result in free if number_key(result.value) == number_key(claim.value)), None)
        if gold_claim is not None:
            free.remove(gold_claim)
            yield claim, gold_claim


def compare_parts(claim: AnnotatedResult, gold_claim: AnnotatedResult, are_same: SameEntity) -> dict[str, ComparedPart]:
    """Each part of a predicted claim against that of the gold claim about the same number, by the part's name."""
    parts = {}
    for name in _ENTITY_PARTS:
        entity, expected = (
            None if part is False else part for part in (getattr(claim, name), getattr(gold_claim, name))
        )
        correct = are_same(entity, expected)
        hit = correct and expected is not None
        parts[name] = ComparedPart(correct, Count(hit, entity is not None, expected is not None))
    for name in _VALUE_PARTS:
        correct = getattr(claim, name) == getattr(gold_claim, name)
        parts[name] = ComparedPart(correct, Count(correct, 1, 1))
    conditions, expected_conditions = _count_conditions(claim), _count_conditions(gold_claim)
    shared = (conditions & expected_conditions).total()
    count = Count(shared, conditions.total(), expected_conditions.total())
    parts["conditions"] = ComparedPart(conditions == expected_conditions, count)
    return parts


def _count_conditions(claim: AnnotatedResult) -> Counter[str]:
    return Counter(spelling_key(condition) for condition in claim.conditions)
