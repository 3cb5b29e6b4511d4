"""Leaderboards: the values that papers report of a metric on a benchmark, over time, with the line of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.analyse.comparable_values import (
    ANOTHER_UNIT,
    find_direction,
    find_reason_to_leave_out,
    find_usual_unit,
    parse_number,
)
from kg.model.derived import Leaderboard, LeaderboardValue
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.partial_dates import first_day
from kg.model.results import Result
from kg.rdf.iris import identify_results
from kg.text.display import display

_DOUBTFUL = "uncertain extraction"


def make_leaderboard(
    knowledge: Knowledge, benchmark: Entity, metric: Entity, *, doubtful: Sequence[PaperFacts] = ()
) -> Leaderboard:
    """All values of `metric` on `benchmark` in the papers: those that can be compared, and the rest with the reason.

    Single absolute values in the usual unit are compared; results of `doubtful` are not. The record at a day is the
    best of the papers' own exact values up to that day; there is none if the better direction is not known.
    """
    higher = find_direction(metric)
    names = {entity.id: entity.name for entity in knowledge.entities}
    results, unsure = (
        [
            (facts, result)
            for facts in papers
            for _, result in identify_results(facts)
            if result.dataset == benchmark.id and result.metric == metric.id
        ]
        for papers in (knowledge.papers, doubtful)
    )
    unit = find_usual_unit([result for _, result in results or unsure])
    reported = [
        *(_to_reported(facts, result, names, find_reason_to_leave_out(result, unit)) for facts, result in results),
        *(
            _to_reported(facts, result, names, find_reason_to_leave_out(result, unit) or _DOUBTFUL)
            for facts, result in unsure
        ),
    ]
    sign = 1.0 if higher is False else -1.0
    values = sorted(
        (v for v in reported if not v.left_out), key=lambda v: (sign * v.value, v.title, v.paper, v.subject)
    )
    values = _mark_records(values, sign) if higher is not None else values
    rest = sorted((v for v in reported if v.left_out), key=lambda v: (v.left_out, v.title, v.paper, v.value_text))
    title = f"{metric.name} on {benchmark.name}"
    return Leaderboard(title, _write_caption(values, rest, higher), metric.name, higher, tuple(values), tuple(rest))


def count_reported_metrics(
    knowledge: Knowledge, benchmark: Entity, *, doubtful: Sequence[PaperFacts] = ()
) -> list[tuple[str, int]]:
    """The names of the metrics that papers report on a benchmark, with how often, the most frequent first."""
    names = {entity.id: entity.name for entity in knowledge.entities}
    counts = Counter(
        names[result.metric]
        for facts in (*knowledge.papers, *doubtful)
        for _, result in identify_results(facts)
        if result.dataset == benchmark.id and result.metric in names
    )
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _to_reported(
    facts: PaperFacts, result: Result[EntityId], names: dict[EntityId, str], left_out: str
) -> LeaderboardValue:
    paper, displayed = facts.paper, display(facts.paper.text)

    def text(start: int, end: int) -> str:
        return displayed.text[slice(*displayed.from_raw(start, end))]

    return LeaderboardValue(
        value=parse_number(result.value) or 0.0,
        value_text=display(result.value_text).text,
        date=paper.published,
        date_inferred=paper.published_inferred,
        subject=names.get(result.subject, "") if result.subject is not None else "",
        paper=paper.id,
        title=text(0, len(paper.title)) if paper.title else paper.id,
        url=paper.url,
        holder=result.holder,
        bound=result.bound,
        conditions=tuple(text(*span) for span in result.conditions),
        sentence=text(result.sentence_start, result.sentence_end),
        score=result.score,
        left_out=left_out,
    )


def _mark_records(values: Sequence[LeaderboardValue], sign: float) -> list[LeaderboardValue]:
    """The values with the records marked: those of which no value of the same day or before is better.

    A year or a month counts as its first day.
    """
    best: float | None = None
    records = set()
    able = [i for i, v in enumerate(values) if v.date and v.holder == "own" and v.bound == "exact"]
    for i in sorted(able, key=lambda i: (first_day(values[i].date or ""), sign * values[i].value, i)):
        if best is None or sign * values[i].value < best:
            best = sign * values[i].value
            records.add(i)
    return [replace(value, is_record=i in records) for i, value in enumerate(values)]


def _write_caption(values: Sequence[LeaderboardValue], rest: Sequence[LeaderboardValue], higher: bool | None) -> str:
    direction = {
        True: "Higher is better.",
        False: "Lower is better.",
        None: "It is not known whether higher or lower is better, so there is no record line.",
    }[higher]
    papers = len({value.paper for value in values})
    undated = sum(value.date is None for value in values)
    counts = f"{_format_count(len(values), 'value')} from {_format_count(papers, 'paper')}"
    at_side = f", {undated:,} without a date at the side, outside the record line" if undated else ""
    reasons = Counter(value.left_out for value in rest)
    counted = ", ".join(_format_reason_count(count, reason) for reason, count in sorted(reasons.items()))
    not_drawn = f" Listed but not drawn: {counted}." if rest else ""
    return f"{direction} {counts}{at_side}.{not_drawn}"


def _format_reason_count(count: int, reason: str) -> str:
    """A count with its reason in the plural: "2 changes" for two values whose reason is "a change"."""
    return f"{count:,} {reason}" if reason == ANOTHER_UNIT else _format_count(count, reason.removeprefix("a "))


def _format_count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
