"""Which numbers of a text are its annotated results, and which extracted results are right, as `kg eval` counts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluation import AnnotatedResult, number_key
from kg.evaluation.precision_recall import Count
from kg.extraction.results.quantity import Quantity
from kg.model.records import MentionStart
from kg.model.results import Result
from scripts.training.papers import GoldPaper


def align(gold: GoldPaper, found: Sequence[Quantity]) -> dict[int, AnnotatedResult]:
    """The annotated result of each candidate that is one, by its position in `found`.

    Annotated results are in the order of the text, so the search for one starts behind the last one found.
    """
    chosen: dict[int, AnnotatedResult] = {}
    position = -1
    for result in gold.results:
        same = [
            i
            for i, candidate in enumerate(found)
            if i not in chosen and number_key(candidate.value) == number_key(result.value)
        ]
        if same:
            position = next((i for i in same if i > position), same[0])
            chosen[position] = result
    return chosen


def _is_right(gold: GoldPaper, claim: Result[MentionStart], result: AnnotatedResult, *, level: str) -> bool:
    if number_key(claim.value) != number_key(result.value):
        return False
    metric, dataset, subject = (
        None if m is None else gold.name_at(m) for m in (claim.metric, claim.dataset, claim.subject)
    )
    if level == "value":
        return True
    if level == "result":
        return metric == result.metric
    return (claim.kind, metric, dataset, subject) == (result.kind, result.metric, result.dataset, result.subject)


def match_claims(gold: GoldPaper, claims: Sequence[Result[MentionStart]], level: str) -> list[bool]:
    """Whether each claim is right, no annotated result used twice."""
    left, hits = list(gold.results), []
    for claim in claims:
        hit = next((i for i, result in enumerate(left) if _is_right(gold, claim, result, level=level)), None)
        hits.append(hit is not None)
        if hit is not None:
            del left[hit]
    return hits


def count_results(claimed: Sequence[tuple[GoldPaper, Sequence[Result[MentionStart]]]]) -> dict[str, Count]:
    """How many claims are right by value, by value and metric (result), and as a whole (tuple)."""
    gold = sum(len(p.results) for p, _ in claimed)
    predicted = sum(len(claims) for _, claims in claimed)
    return {
        level: Count(sum(sum(match_claims(p, claims, level)) for p, claims in claimed), predicted, gold)
        for level in ("value", "result", "tuple")
    }
