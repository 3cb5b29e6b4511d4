"""From numbers to results: the claim reader's assignments, combined with what rules read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.results.attributes.holder import measures_others
from kg.extraction.results.attributes.respective import list_conditions
from kg.extraction.results.claim_reader.assignment import AGREEMENT_WEIGHT, Assignment, assign
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.columns import KINDS
from kg.extraction.results.claim_reader.result_scores import ResultScores, describe_result
from kg.extraction.results.document_entities import DocumentEntities, collect_entities
from kg.extraction.results.number_reading import OUTCOME, NumberReading
from kg.extraction.results.number_sentences import Sentence, TokenIndex, crop_around, read_sentences
from kg.extraction.results.reported_number import ReportedNumber
from kg.extraction.results.result_builder import build_results
from kg.model.records import MentionStart
from kg.model.results import Result, ResultKind

Score = Callable[[Mapping[str, float]], float]
"""The score of a result by its features (`result_scores.describe_result`)."""

_DOUBTFUL = 0.1  # a number less likely to be an outcome is not listed as dropped


def find_results(
    document: Document,
    reading: NumberReading | None,
    dropped: DroppedItems | None = None,
    *,
    score: Score | None = None,
    agreement_weight: float = AGREEMENT_WEIGHT,
) -> Iterator[Result[MentionStart]]:
    """Yields the reported numbers in order of place. `reading` is that of the document, `number_reading.read_numbers`.

    A result's score is the probability that value, kind, metric, dataset and subject are all right, fitted on held-out
    papers (`python -m scripts.training claim-scores`). Numbers whose probability of being an outcome is too low go to
    `dropped`.
    """
    if reading is None:
        return
    if dropped:
        _list_dropped(document, reading, dropped)
    outcomes = reading.outcomes
    if not outcomes:
        return
    score = score or ResultScores.load_shipped().score
    assigned = dict(
        zip(outcomes, assign(reading.inputs, reading.scores, outcomes, weight=agreement_weight), strict=True)
    )
    entities = collect_entities(document)
    others = measures_others(document, entities)
    items = list_conditions(document, reading.numbers)
    for sentence in read_sentences(document, reading.numbers):
        numbers = [
            _link(document, entities, reading, sentence, (i, place), assigned[i], score)
            for i, place in sentence.candidates
            if i in assigned
        ]
        if numbers:
            yield from build_results(document, reading, numbers, items, others=others)


def _list_dropped(document: Document, reading: NumberReading, dropped: DroppedItems) -> None:
    for number in reading.unread:
        dropped.add_unread_number(number.start, number.text_end, document.text[number.start : number.text_end])
    for number, probability in zip(reading.numbers, reading.likely, strict=True):
        if _DOUBTFUL <= probability < OUTCOME:
            written = document.text[number.start : number.text_end]
            dropped.add_number(number.start, number.text_end, written, probability)


def _link(
    document: Document,
    entities: DocumentEntities,
    reading: NumberReading,
    sentence: Sentence,
    candidate: tuple[int, TokenIndex],
    assignment: Assignment,
    score: Score,
) -> tuple[ReportedNumber, float]:
    """An outcome with its assigned mentions, in the part of its sentence that rules read, and its score."""
    number, place = candidate
    near, at = crop_around(sentence, place)
    kind, probability = _choose_kind(reading.scores, number)
    features = describe_result(document, reading.likely[number], probability, assignment, len(reading.outcomes))
    subject = assignment.mentions["subject"]
    entity = None if subject is None else entities.entity_of.get(subject)
    inside = [token.mention for token in near.tokens if token.mention >= 0]
    linked = ReportedNumber(
        reading.numbers[number],
        number,
        kind,
        near,
        at,
        metric=assignment.mentions["metric"],
        dataset=assignment.mentions["dataset"],
        subject=subject,
        own_subject=entity is not None and entities.in_order[entity].is_own,
        of_subject=frozenset(m for m in inside if entity is not None and entities.entity_of.get(m) == entity),
    )
    return linked, score(features)


def _choose_kind(scores: NumberScores, number: int) -> tuple[ResultKind, float]:
    """The most likely kind of an outcome, and the probability that the number is an outcome of that kind."""
    row = scores.decisions["kind"][number]
    best = max((i for i, kind in enumerate(KINDS) if kind), key=lambda i: (row[i], -i))
    kind = KINDS[best]
    assert kind is not None  # None was left out above
    return kind, math.exp(row[best])
