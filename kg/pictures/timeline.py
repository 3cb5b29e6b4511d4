"""Timelines: concepts or themes by the papers that name them, by month, quarter or year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from kg.analyse.analysis import Analysis
from kg.model.derived import Timeline, TimelineRow
from kg.model.partial_dates import MONTH, YEAR
from kg.model.types import EntityFilter
from kg.pictures.selection import find_naming_papers, find_neighbourhood, has_types, name_types, rank_by_weight

Unit: TypeAlias = Literal["month", "quarter", "year"]

TOP = 25
_UNITS: tuple[Unit, ...] = ("month", "quarter", "year")
_MOST_PERIODS = 28  # that a picture has room for
_LEAST_PAPERS = 6  # a period on average: fewer show no trend
_LEAST_PRECISE = 0.9  # of the dates must be precise enough for their period


def make_timeline(
    analysis: Analysis,
    *,
    around: str | None = None,
    types: Collection[EntityFilter] | None = None,
    top: int | None = None,
    themes: bool = False,
) -> Timeline:
    """The papers of each period that name a concept, a row a concept; or, if `themes`, those of each theme.

    The concepts are the `top` ones of these `types` of the greatest weight, or those that co-occur most with `around`
    (an entity's id). Rows are in the order of the mean date of their papers, so that late ones stand at the bottom.
    Papers without a date, and those whose date is less precise than the periods, are counted beside them.
    """
    knowledge = analysis.knowledge
    dates = {f.paper.id: f.paper.published for f in knowledge.papers}
    unit, periods = _choose_periods(sorted(date for date in dates.values() if date))
    position = {period: i for i, period in enumerate(periods)}
    groups = _choose_themes(analysis, top or TOP) if themes else _choose_concepts(analysis, around, types, top or TOP)
    rows = []
    for identifier, name, papers in groups:
        cells: list[list[str]] = [[] for _ in periods]
        for paper in sorted(papers, key=lambda paper: (dates[paper] or "", paper)):
            if (period := _find_period(dates[paper] or "", unit)) is not None:
                cells[position[period]].append(paper)
        undated = tuple(sorted(paper for paper in papers if _find_period(dates[paper] or "", unit) is None))
        rows.append(TimelineRow(identifier, name, tuple(map(tuple, cells)), undated))
    rows.sort(key=lambda row: (_compute_mean_position(row), row.name, row.id))
    names: dict[str, str] = {entity.id: entity.name for entity in knowledge.entities}
    subject = "Themes" if themes else "Concepts" if around is None else f"Concepts around {names[around]}"
    total = sum(has_types(filters, types) for filters in analysis.filters)
    counts = f"{len(rows):,} themes" if themes else f"{len(rows):,} of {total:,} {name_types(types)}"
    without = sum(_find_period(date or "", unit) is None for date in dates.values())
    vague = any(date and _find_period(date, unit) is None for date in dates.values())
    lacking = f"no date with a {unit}" if vague else "no date"
    fate = f"has {lacking}; it is" if without == 1 else f"have {lacking}; they are"
    caption = (
        f"{counts} in {len(dates):,} papers, by {unit}; a circle's area is the number of papers. "
        f"{without:,} of the papers {fate} counted at the side."
    )
    return Timeline(f"{subject} over time", caption, unit, periods, tuple(rows))


def _choose_concepts(
    analysis: Analysis, around: str | None, types: Collection[EntityFilter] | None, top: int
) -> list[tuple[str, str, Collection[str]]]:
    """(id, name, ids of its papers) of each concept."""
    knowledge, incidence = analysis.knowledge, analysis.incidence
    allowed = [i for i, filters in enumerate(analysis.filters) if has_types(filters, types)]
    if around is None:
        chosen = rank_by_weight(allowed, analysis.theme_weights, incidence)[:top]
    else:
        root = incidence.entities.index(around)
        chosen = find_neighbourhood(incidence, allowed, [root], top=top)
    naming = find_naming_papers(incidence, chosen)
    return [(knowledge.entities[i].id, knowledge.entities[i].name, naming[incidence.entities[i]]) for i in chosen]


def _choose_themes(analysis: Analysis, top: int) -> list[tuple[str, str, Collection[str]]]:
    return [("", theme.name, theme.papers) for theme in analysis.communities[:top]]


def _choose_periods(dates: Sequence[str]) -> tuple[Unit, tuple[str, ...]]:
    """The unit, and all its periods from the first date to the last.

    It is the finest that most dates are precise enough for, with no more periods than a picture has room for and with
    enough papers in them.
    """
    if not dates:
        return "year", ()
    first, last = (int(date[:4]) * 12 + int(date[5:7] or 1) - 1 for date in (dates[0], dates[-1]))
    months = [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
    for unit in _UNITS:
        periods = tuple(dict.fromkeys(period for month in months if (period := _find_period(month, unit)) is not None))
        precise = sum(_find_period(date, unit) is not None for date in dates)
        is_filled = precise >= max(_LEAST_PAPERS * len(periods), _LEAST_PRECISE * len(dates))
        if unit == "year" or (len(periods) <= _MOST_PERIODS and is_filled):
            break
    return unit, periods


def _find_period(date: str, unit: Unit) -> str | None:
    """The period of a date; None where there is none, or it is not precise enough."""
    if len(date) < (YEAR if unit == "year" else MONTH):
        return None
    if unit == "month":
        return date[:MONTH]
    return date[:YEAR] if unit == "year" else f"{date[:YEAR]} Q{(int(date[5:7]) + 2) // 3}"


def _compute_mean_position(row: TimelineRow) -> float:
    """The mean position of a row's papers; rows without any date come last."""
    counts = [len(papers) for papers in row.papers]
    total = sum(counts)
    return round(sum(i * count for i, count in enumerate(counts)) / total, 6) if total else float("inf")
