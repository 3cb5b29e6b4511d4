"""Builds the results of one sentence from the attributes, comparators and tasks of its numbers, and their entities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.attributes.bound import read_bound
from kg.extraction.results.attributes.condition_spans import complete_span, separate
from kg.extraction.results.attributes.conditions import find_conditions, may_hold
from kg.extraction.results.attributes.direction import find_direction
from kg.extraction.results.attributes.holder import find_holder
from kg.extraction.results.attributes.other_arm import describes_rivals
from kg.extraction.results.attributes.respective import ListedCondition
from kg.extraction.results.comparators import find_comparator, read_comparisons
from kg.extraction.results.fused_decisions import choose_conditions, choose_holder, choose_participant
from kg.extraction.results.number_reading import NumberReading
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.reported_number import ReportedNumber
from kg.extraction.results.tasks import find_task
from kg.model.records import MentionStart
from kg.model.results import Direction, Holder, Result
from kg.text.numerals import to_plain_decimal


def build_results(
    document: Document,
    reading: NumberReading,
    numbers: Sequence[tuple[ReportedNumber, float]],
    items: Mapping[int, ListedCondition],
    *,
    others: bool,
) -> Iterator[Result[MentionStart]]:
    """Yields one result for each number of a sentence, in order; reading each takes the ones before it into account.

    `reading` has the network's scores. `numbers` come with the scores of their results. `items` has the conditions that
    numbers have by their places in lists. `others` says whether the paper measures the work of others.
    """
    text = document.text
    comparisons = read_comparisons(document, numbers[0][0].sentence)
    compared = {mention for comparison in comparisons for mention in comparison.objects}
    conditions = _read_conditions(document, reading, [number for number, _ in numbers], compared, items)
    directions: dict[int, Direction | None] = {}
    previous: tuple[Quantity, Result[MentionStart]] | None = None
    previous_level: tuple[Quantity, Holder] | None = None
    for (number, score), held in zip(numbers, conditions, strict=True):
        quantity, sentence = number.quantity, number.sentence
        direction = find_direction(document, number, directions)
        if number.kind != "absolute":
            directions[sentence.tokens[number.at].candidate] = direction
        holder: Holder = "own"  # a change or a ratio is always the paper's own finding
        if number.kind == "absolute":
            read_holder = find_holder(document, number, previous_level, others=others)
            previous_level = quantity, read_holder
            holder = choose_holder(reading.scores, number.position, read_holder)
        bound = read_bound(text, quantity, previous and previous[0], previous[1].bound if previous else "exact")
        comparator = choose_participant(
            reading.inputs,
            reading.scores,
            number.position,
            "comparator",
            find_comparator(document, number, comparisons) if holder == "own" else None,
            excluded=number.subject,  # a thing is never compared with itself
        )
        task = choose_participant(
            reading.inputs, reading.scores, number.position, "task", find_task(document, sentence, number.at)
        )
        result = Result(
            start=quantity.start,
            end=quantity.end,
            value=_to_value(quantity),
            value_text=text[quantity.start : quantity.text_end],
            low=_to_decimal(quantity.low),
            high=_to_decimal(quantity.high),
            spread=quantity.spread and to_plain_decimal(quantity.spread),
            unit=quantity.unit,
            kind=number.kind,
            direction=direction,
            bound=bound,
            holder=holder,
            metric=_refer(document, number.metric),
            dataset=_refer(document, number.dataset),
            subject=_refer(document, number.subject),
            comparator=_refer(document, comparator),
            task=_refer(document, task),
            conditions=tuple(span for span in held if holder == "baseline" or not describes_rivals(text, *span)),
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            score=score,
        )
        previous = quantity, result
        yield result


def _read_conditions(
    document: Document,
    reading: NumberReading,
    numbers: Sequence[ReportedNumber],
    compared: Collection[MentionIndex],
    items: Mapping[int, ListedCondition],
) -> list[tuple[tuple[int, int], ...]]:
    """The spans of the conditions of each number of one sentence, by rules and network together."""
    text, sentence = document.text, numbers[0].sentence
    by_rules = find_conditions(document, numbers, compared)
    of_sentence = {span for spans in by_rules for span in spans}
    spans = [(number.quantity.start, number.quantity.text_end) for number in numbers]
    held = []
    for number, by_rule in zip(numbers, by_rules, strict=True):
        chosen = choose_conditions(text, reading, number.position, by_rule, of_sentence, items.get(number.position))
        starts = sorted(start for start, _ in (*chosen, *spans, (sentence.end, sentence.end)))
        whole = [complete_span(document, *span, starts[bisect_left(starts, span[1])]) for span in chosen]
        held.append([span for span in whole if may_hold(document, number, span)])
    return separate(text, (sentence.start, sentence.end), spans, held)


def _refer(document: Document, mention: MentionIndex | None) -> MentionStart | None:
    """The reference by which records refer to a mention of the document: its start offset; None for None."""
    return None if mention is None else document.mentions[mention].reference


def _to_value(quantity: Quantity) -> str:
    """The value as a plain decimal, or both ends of a range; a number that is neither ("3/4") as written."""
    low, high = _to_decimal(quantity.low), _to_decimal(quantity.high)
    if low and high:
        return f"{low}-{high}"
    thousands = quantity.value[:-1] + "e3" if quantity.value[-1:] in ("k", "K") else quantity.value
    return to_plain_decimal(thousands) or quantity.value


def _to_decimal(written: str | None) -> str | None:
    return None if written is None else to_plain_decimal(written) or written
