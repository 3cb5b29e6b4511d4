"""From candidates to results: the numbers of a paper are read together, and each outcome becomes a result."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from kg.extraction.document import Document, MentionIndex
from kg.extraction.dropped import DroppedItems
from kg.extraction.results.bound import read_bound
from kg.extraction.results.claim_reader.assignment import AGREEMENT_WEIGHT, Assignment, assign
from kg.extraction.results.claim_reader.calibration import ResultCalibration
from kg.extraction.results.claim_reader.layout import CHANGES, HOLDERS, KINDS
from kg.extraction.results.claim_reader.network import NumberScores
from kg.extraction.results.number_reading import OUTCOME, NumberReading
from kg.extraction.results.quantity import Quantity
from kg.model.records import MentionStart
from kg.model.results import Bound, Result, ResultKind, Role
from kg.text.numerals import to_plain_decimal

_DOUBTFUL = 0.1  # a number less likely to be an outcome is not listed as dropped
_SCORED: tuple[Role, ...] = ("metric", "dataset", "subject")  # the roles that must be right for a result to count so


def find_results(
    document: Document,
    reading: NumberReading | None,
    dropped: DroppedItems | None = None,
    *,
    calibration: ResultCalibration | None = None,
    agreement_weight: float = AGREEMENT_WEIGHT,
) -> Iterator[Result[MentionStart]]:
    """Yields the reported numbers in order of place. `reading` is that of the document, `number_reading.read_numbers`.

    A result's score estimates how often such a result is right in value, kind, metric, dataset and subject together; it
    was fitted on held-out papers (`python -m scripts.training claim-scores`). `dropped` takes the numbers that may be
    outcomes but are not taken for one.
    """
    if reading is None:
        return
    if dropped:
        for number, probability in zip(reading.numbers, reading.likely, strict=True):
            if _DOUBTFUL <= probability < OUTCOME:
                written = document.text[number.start : number.text_end]
                dropped.add_number(number.start, number.text_end, written, probability)
    calibration = calibration or ResultCalibration.load_shipped()
    outcomes = reading.outcomes
    assignments = assign(reading.inputs, reading.scores, outcomes, weight=agreement_weight)
    bounds = _read_bounds(document, [reading.numbers[i] for i in outcomes])
    for i, assignment, bound in zip(outcomes, assignments, bounds, strict=True):
        kind, probability = _choose_kind(reading.scores, i)
        joint = probability * math.prod(assignment.probabilities[role] for role in _SCORED)
        yield _build(document, reading, i, kind, bound, assignment, calibration.score(joint))


def _read_bounds(document: Document, numbers: Sequence[Quantity]) -> list[Bound]:
    """The bound of each number, read with that of the one before it in its sentence."""
    bounds: list[Bound] = []
    previous: Quantity | None = None
    for number in numbers:
        if previous and document.sentence_number(previous.start) != document.sentence_number(number.start):
            previous = None
        bounds.append(read_bound(document.text, number, previous, bounds[-1] if previous else "exact"))
        previous = number
    return bounds


def _choose_kind(scores: NumberScores, number: int) -> tuple[ResultKind, float]:
    """The most likely kind of an outcome, and the probability that the number is one and of this kind."""
    row = scores.decisions["kind"][number]
    best = max((i for i, kind in enumerate(KINDS) if kind), key=lambda i: (row[i], -i))
    kind = KINDS[best]
    assert kind is not None  # None was left out above
    return kind, math.exp(row[best])


def _build(
    document: Document,
    reading: NumberReading,
    number: int,
    kind: ResultKind,
    bound: Bound,
    assignment: Assignment,
    score: float,
) -> Result[MentionStart]:
    """The result of an outcome. A level changes nothing, so it has no direction."""
    quantity, decisions = reading.numbers[number], reading.scores.decisions
    sentence_start, sentence_end = document.sentence_at(quantity.start)

    def refer(mention: MentionIndex | None) -> MentionStart | None:
        return None if mention is None else document.mentions[mention].reference

    return Result(
        start=quantity.start,
        end=quantity.end,
        value=_to_value(quantity),
        value_text=document.text[quantity.start : quantity.text_end],
        low=_to_decimal(quantity.low),
        high=_to_decimal(quantity.high),
        spread=quantity.spread and to_plain_decimal(quantity.spread),
        unit=quantity.unit,
        kind=kind,
        direction=None if kind == "absolute" else CHANGES[int(decisions["direction"][number].argmax())],
        bound=bound,
        holder=HOLDERS[int(decisions["holder"][number].argmax())],
        metric=refer(assignment.mentions["metric"]),
        dataset=refer(assignment.mentions["dataset"]),
        subject=refer(assignment.mentions["subject"]),
        comparator=refer(assignment.mentions["comparator"]),
        task=refer(assignment.mentions["task"]),
        conditions=tuple((start, end) for start, end, _ in reading.find_spans(number, "condition")),
        sentence_start=sentence_start,
        sentence_end=max(sentence_end, quantity.text_end),
        score=score,
    )


def _to_value(quantity: Quantity) -> str:
    """A number as a plain decimal, a range as both of its ends; as written where it is neither: "3/4"."""
    low, high = _to_decimal(quantity.low), _to_decimal(quantity.high)
    if low and high:
        return f"{low}-{high}"
    thousands = quantity.value[:-1] + "e3" if quantity.value[-1:] in ("k", "K") else quantity.value
    return to_plain_decimal(thousands) or quantity.value


def _to_decimal(written: str | None) -> str | None:
    return None if written is None else to_plain_decimal(written) or written
