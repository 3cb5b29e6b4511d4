"""Which numbers of a text are its annotated results, and which claims are right as the annotation guide counts."""

from __future__ import annotations

from collections.abc import Sequence

from gold import GoldPaper, GoldResult

from kg.extraction.results.candidates import Candidate
from kg.model.results import ResultClaim
from kg.text.numerals import to_plain_decimal


def number(value: str) -> str:
    """A value as it is compared: without sign, unit and thousands separators."""
    bare = value.strip().lstrip("+-~≈−–").rstrip("%x×").strip()
    return to_plain_decimal(bare) or bare.replace(",", "")


def align(gold: GoldPaper, found: Sequence[Candidate]) -> dict[int, GoldResult]:
    """Which candidate each annotated result is; results follow the text, so search goes on from the last one found."""
    chosen: dict[int, GoldResult] = {}
    position = -1
    for result in gold.results:
        same = [
            i
            for i, candidate in enumerate(found)
            if i not in chosen and number(candidate.value) == number(result.value)
        ]
        if same:
            position = next((i for i in same if i > position), same[0])
            chosen[position] = result
    return chosen


def _right(gold: GoldPaper, claim: ResultClaim, result: GoldResult, *, level: str) -> bool:
    if number(claim.value) != number(result.value):
        return False
    metric, dataset, subject = (
        None if m is None else gold.names[m] for m in (claim.metric, claim.dataset, claim.subject)
    )
    if level == "value":
        return True
    if level == "result":
        return metric == result.metric
    return (claim.kind, metric, dataset, subject) == (result.kind, result.metric, result.dataset, result.subject)


def matches(gold: GoldPaper, claims: Sequence[ResultClaim], level: str) -> list[bool]:
    """Whether each claim is right, no annotated result used twice."""
    left, hits = list(gold.results), []
    for claim in claims:
        hit = next((i for i, result in enumerate(left) if _right(gold, claim, result, level=level)), None)
        hits.append(hit is not None)
        if hit is not None:
            del left[hit]
    return hits


def figures(claimed: Sequence[tuple[GoldPaper, Sequence[ResultClaim]]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of value, value with metric, and the whole claim."""
    out = {}
    gold = sum(len(p.results) for p, _ in claimed)
    given = sum(len(claims) for _, claims in claimed)
    for level in ("value", "result", "tuple"):
        hits = sum(sum(matches(p, claims, level)) for p, claims in claimed)
        precision, recall = hits / max(1, given), hits / max(1, gold)
        out[level] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return out
