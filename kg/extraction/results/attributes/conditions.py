"""Conditions of a result: verbatim spans such as "with 4 sampling steps" or "without CFG".

A condition that opens the sentence holds for all of its numbers, as does one beside their subject. One that follows a
number belongs to that number, and to those before it that have none: "2.0 on A and 2.4 on B with 75 steps".
`fused_decisions.choose_conditions` decides which of these conditions, and of those that the claim reader finds, are
taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from kg.extraction.discourse.clause_boundaries import CLAUSE_BOUNDARY, STRONG_BOUNDARY
from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.attributes.condition_patterns import (
    CONDITIONS,
    CONNECTIVE,
    FRONTED,
    GERUNDS,
    NARROW_LEADS,
    NOT_FRONTED,
    OPENS,
    SIZE_IN_BRACKETS,
)
from kg.extraction.results.reported_number import ReportedNumber
from kg.model.types import ACHIEVERS

Span = tuple[int, int]

_BETWEEN = re.compile(r",\s(?:and\s)?|\sand\s|;\s|\swhile\s|\s/\s")
_TO_NAME = re.compile(
    r"\b(?:(?:training|trained|tuned|served|implemented|equipped)\s(?=with\b))?(?P<lead>on|for|into|(?<=[dg]\s)with)\s(?:an?\s|the\s)?"
    r"(?:(?!models?\b|methods?\b|average\b|par\b|all\b|top\b|over\b|of\b|and\b|in\b)[\w.-]+\s){0,2}(?:models?\s(?:such\sas|like)\s)?$"
)
_AND_NAME = re.compile(r"\sand\s|,\s(?:and\s)?")
_TREATMENT = ("with", "without", "when", "after", "using", "by", "under", "through")
_MAY_HOLD_NUMBERS = ("by ", "when ", "after ", "given ")
_REPORTING = re.compile(
    r"^(?:[A-Z]\w+,\s)?(?:(?:extensive|our|comprehensive|empirical|these|the|further|additional)\s)*"
    r"(?:experiment\w*|results?|evaluations?|analys[ie]s|studies|tests?|ablations?)\b(?![^.;]*\bwe\b)[^.;:]*?\bthat\s",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?:-[\w-]+)?(?:\s(?:[\w-]+\s)?(?:models?|backbones?))?(?![\w-])")
_PLACE = re.compile(r"\s(?:on|in|for|over|across|to)\s(?:(?:an?|the|all|both)\s)?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_TUNING = re.compile(r"(?:ing|ed)\s(?:only\s)?(?:on|with)\s(?:[\w.-]+\s){0,3}$", re.IGNORECASE)
_LEADS_ON = re.compile(r"\s(?:tasks?|datasets?|benchmarks?|corpus|set)?\s?(?=(?:with|using|at|under|without|after)\s)")
_SHARE = re.compile(r"\w+\s(?:only|just|merely|a\smere)\s\S+\sof\s")
_NEAR = 6  # conditions before a number, or after the next, that it may share


def find_conditions(
    document: Document, numbers: Sequence[ReportedNumber], compared: Collection[MentionIndex]
) -> list[tuple[Span, ...]]:
    """The spans of the conditions of each number of one sentence, in order of place.

    `compared` has the mentions that the sentence compares something with, which are never conditions.
    """
    text, start, end = document.text, numbers[0].sentence.start, numbers[-1].sentence.end
    spans = [(number.quantity.start, number.quantity.text_end) for number in numbers]
    fronted = [*_find_fronted(document, start, end, spans)]
    gerunds = [*_find_gerunds(text, start, end)]
    reporting = _REPORTING.match(text[start:end])
    inside = (start + reporting.end() if reporting else start, end)
    worded = [
        span
        for span in _find_worded(document, numbers, inside, compared)
        if not _overlaps(span, fronted)
        and not _overlaps(span, gerunds)
        and (not _overlaps(span, spans) or _is_share(text, span))
    ]
    separators = [match.span() for match in STRONG_BOUNDARY.finditer(text, start, end)]
    conditions = []
    for number, span, assigned in zip(numbers, spans, _assign(text, (start, end), spans, worded), strict=True):
        opening = _list_last_before(fronted, span[0], separators)
        nearest_gerund = _list_last_before(gerunds, span[0], separators)[-1:]
        possible = sorted({*opening, *nearest_gerund, *assigned})
        conditions.append(tuple(s for s in possible if may_hold(document, number, s) and not _overlaps(s, [span])))
    return conditions


def _assign(text: str, sentence: Span, numbers: Sequence[Span], worded: Sequence[Span]) -> Iterator[list[Span]]:
    """Yields for each number of a sentence those of the spans in `worded` that belong to it or to its subject."""
    start, end = sentence
    boundaries = [match.span() for match in CLAUSE_BOUNDARY.finditer(text, start, end)]
    boundary_ends = [boundary_end for _, boundary_end in boundaries]
    with_subject: list[list[Span]] = []  # before the first number of a clause: of all numbers of the clause
    with_number: list[list[Span]] = []
    for n, (low, high) in enumerate(numbers):
        past, coming = bisect_left(boundary_ends, low + 1), bisect_left(boundaries, (high,))
        clause_start = boundary_ends[past - 1] if past else start
        clause_end = boundaries[coming][0] if coming < len(boundaries) else end
        is_first = n == 0 or numbers[n - 1][0] < clause_start
        following = numbers[n + 1][0] if n + 1 < len(numbers) else end
        begin = high if is_first else _find_split(text, numbers[n - 1][1], low)
        finish = min(clause_end, _find_split(text, high, following) if n + 1 < len(numbers) else clause_end)
        if is_first:
            before = _list_starting_within(worded, clause_start, low)
            with_subject.append([span for span in before if span[1] <= low][-_NEAR:])
        else:
            with_subject.append(with_subject[n - 1])
        around = _list_starting_within(worded, begin, following)
        with_number.append([span for span in around if span[0] < finish or span[1] > following])
    for n in range(len(numbers) - 2, -1, -1):
        if not with_number[n] and not _list_starting_within(boundaries, numbers[n][1], numbers[n + 1][0]):
            with_number[n] = [span for span in with_number[n + 1] if span[0] > numbers[n + 1][1]][:_NEAR]
    for of_subject, of_number in zip(with_subject, with_number, strict=True):
        yield [*of_subject, *of_number]


def _list_starting_within(spans: Sequence[Span], low: int, high: int) -> Sequence[Span]:
    """The spans, of a sorted sequence, that begin within `low:high`."""
    return spans[bisect_left(spans, (low,)) : bisect_left(spans, (high,))]


def _list_last_before(spans: Sequence[Span], at: int, separators: Sequence[Span]) -> list[Span]:
    """The last of some sorted spans before `at`, without those that one of `separators` separates from it."""
    last = bisect_left(spans, (at,))
    near = spans[max(0, last - _NEAR) : last]
    return [span for span in near if span[1] <= at and not any(e <= at for _, e in _first_from(separators, span[1]))]


def _first_from(spans: Sequence[Span], at: int) -> Sequence[Span]:
    """The first of some sorted spans that begins at `at` or later, if there is one."""
    first = bisect_left(spans, (at,))
    return spans[first : first + 1]


def may_hold(document: Document, number: ReportedNumber, span: Span) -> bool:
    """Whether a span may be a condition of a number.

    It is none if it holds a mention of the number's subject, or if it names the treatment after which a "from" number
    changed.
    """
    mentions = document.mentions
    if any(span[0] <= mentions[m].start and mentions[m].end <= span[1] for m in number.of_subject):
        return False
    return number.quantity.paired != 1 or not document.text[slice(*span)].lower().startswith(_TREATMENT)


def _is_share(text: str, span: Span) -> bool:
    """Whether a span, like "with only 3% of the tokens", holds a number and is a condition of the number before it."""
    return _SHARE.match(text, *span) is not None


def _find_split(text: str, low: int, high: int) -> int:
    """The offset between two numbers at which words stop belonging to the first and begin to belong to the second."""
    ends = [match.end() for match in _BETWEEN.finditer(text, low, high)]
    return ends[-1] if ends else low


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps with one of some sorted spans that do not overlap with each other."""
    before = bisect_left(others, (span[1],))
    return before > 0 and others[before - 1][1] > span[0]


def _lies_within(span: Span, others: Sequence[Span]) -> bool:
    before = bisect_left(others, (span[1],))
    return before > 0 and others[before - 1][0] <= span[0] and span[1] <= others[before - 1][1]


def _find_fronted(document: Document, start: int, end: int, numbers: Sequence[Span]) -> Iterator[Span]:
    """The conditions that open the sentence, or a clause after a colon or "that", up to the comma."""
    text, reached = document.text, -1
    sentence = text[start:end]
    for opens in OPENS.finditer(sentence):
        at = opens.end()
        while (match := FRONTED.match(sentence, at)) is None or NOT_FRONTED.match(match["phrase"]):
            connective = CONNECTIVE.match(sentence, at)
            if connective is None:
                break
            at = connective.end()
        if match is None or NOT_FRONTED.match(match["phrase"]) or match.start() < reached:
            continue
        reached = match.end()
        low, high = start + match.start("phrase"), start + match.end("phrase")
        phrase, lead = match["phrase"], match["lead"].lower()
        narrow = NARROW_LEADS.get(lead)
        named = any(document.mentions[i].label in ACHIEVERS for i in document.mentions_in(low, high))
        fits = narrow is None or narrow.search(phrase) or (lead in ("on", "for") and named)
        if fits and (phrase.lower().startswith(_MAY_HOLD_NUMBERS) or not _overlaps((low, high), numbers)):
            yield from _drop_places(document, low, high)


def _find_gerunds(text: str, start: int, end: int) -> Iterator[Span]:
    """Gerund clauses as subjects: "increasing X from 1 to 2 improves"."""
    for match in GERUNDS.finditer(text[start:end]):
        low = start + match.start("phrase")
        yield low, low + len(match["phrase"].rstrip())


def _drop_places(document: Document, low: int, high: int) -> Iterator[Span]:
    """The parts of a phrase without such as "on GSM8K", which is a number's dataset or task and no condition."""
    text = document.text
    for i in document.mentions_in(low, high, "DATASET", "TASK"):
        mention = document.mentions[i]
        place = _PLACE.search(text, low - 1, mention.start)
        if place is None or _TUNING.search(text, low, mention.start):
            continue
        if i and place.start() < document.mentions[i - 1].start:
            continue  # "for the BERT classification model"
        if place.start() > low + 6:
            yield low, place.start()
        if rest := _LEADS_ON.match(text, mention.end, high):
            yield rest.end(), high
        return
    yield low, high


def _find_worded(
    document: Document, numbers: Sequence[ReportedNumber], inside: Span, compared: Collection[MentionIndex]
) -> list[Span]:
    """The spans anywhere in the sentence whose words are those of conditions."""
    text, (start, end) = document.text, inside
    taken = [
        (m.start, m.end) for m in map(document.mentions.__getitem__, document.mentions_in(*inside, "METRIC", "TASK"))
    ]
    worded = [match.span() for match in CONDITIONS.finditer(text, start, end) if not _lies_within(match.span(), taken)]
    matched = (SIZE_IN_BRACKETS.match(text, number.quantity.text_end, end) for number in numbers)
    sizes = [size.span("size") for size in matched if size]
    conditions = [*worded, *sizes]
    reached = start  # by the names so far
    targets = document.mentions_in(start, end, *ACHIEVERS)
    several = re.search(r"\brespectively\b", text[start:end]) is None
    for n, i in enumerate(targets):
        mention = document.mentions[i]
        lead = _TO_NAME.search(text, max(start, mention.start - 40), mention.start)
        if i in compared or lead is None or lead.start("lead") < reached:
            continue
        place = lead.start("lead"), mention.end
        if _overlaps(place, worded) or _overlaps(place, sizes):
            continue
        last = mention.end
        for k in range(n + 1, len(targets) if several else n + 1):
            other = document.mentions[targets[k]]
            if not _AND_NAME.fullmatch(text, last, other.start):
                break
            last = other.end
        tail = _AFTER_NAME.match(text, last, end)
        reached = tail.end() if tail else last
        conditions.append((lead.start("lead"), reached))
    return sorted(conditions)
