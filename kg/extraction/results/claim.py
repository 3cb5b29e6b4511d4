"""The claims that the numbers of one sentence make, each read with those before it in view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.document import Document
from kg.extraction.results import comparators
from kg.extraction.results.attributes.bound import bound
from kg.extraction.results.attributes.conditions import conditions
from kg.extraction.results.attributes.direction import direction
from kg.extraction.results.attributes.holder import holder
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.numbers import Number
from kg.model.records import MentionStart
from kg.model.results import Direction, Holder, Result
from kg.text.numerals import to_plain_decimal


def claims(
    document: Document, numbers: Sequence[tuple[Number, float]], *, others: bool
) -> Iterator[Result[MentionStart]]:
    """One claim a number, in order; `others` tells whether the paper measures what it did not make."""
    text = document.text
    compared = comparators.read(document, numbers[0][0].sentence)
    directions: dict[int, Direction | None] = {}
    last: Result[MentionStart] | None = None
    last_number: Number | None = None
    level: tuple[Number, Holder] | None = None
    names = {i for one in compared for i in one.objects}
    held = conditions(document, [number for number, _ in numbers], names)
    for (number, score), spans in zip(numbers, held, strict=True):
        found, sentence = number.found, number.sentence
        way = direction(document, number, directions)
        if number.kind != "absolute":
            directions[sentence.tokens[number.at].candidate] = way
        whose = holder(document, number, level and (level[0].found, level[1]), others=others)
        if number.kind == "absolute":
            level = number, whose
        comparator = (
            comparators.comparator(document, sentence, found, compared, number.of_subject) if whose == "own" else None
        )
        claim = Result(
            start=found.start,
            end=found.end,
            value=_decimal(found),
            value_text=text[found.start : found.text_end],
            low=_end(found.low),
            high=_end(found.high),
            spread=found.spread and to_plain_decimal(found.spread),
            unit=found.unit,
            kind=number.kind,
            direction=way,
            bound=bound(text, found, last_number.found if last_number else None, last.bound if last else "exact"),
            holder=whose,
            metric=_reference(document, number.metric),
            dataset=_reference(document, number.dataset),
            subject=_reference(document, number.subject),
            comparator=_reference(document, comparator),
            task=_reference(document, comparators.task(sentence, number.at, document)),
            conditions=spans,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            score=score,
        )
        last, last_number = claim, number
        yield claim


def _reference(document: Document, mention: int | None) -> MentionStart | None:
    return None if mention is None else document.mentions[mention].reference


def _decimal(found: Candidate) -> str:
    """A number as a plain decimal, a range as both of its ends; as written where it is neither: "3/4"."""
    low, high = _end(found.low), _end(found.high)
    if low and high:
        return f"{low}-{high}"
    thousands = found.value[:-1] + "e3" if found.value[-1:] in ("k", "K") else found.value
    return to_plain_decimal(thousands) or found.value


def _end(written: str | None) -> str | None:
    return None if written is None else to_plain_decimal(written) or written
