from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kg.analyse.analysis import Analysis
from kg.model.knowledge import Knowledge
from kg.pictures.timeline import make_timeline


def _set_dates(knowledge: Knowledge, dates: Mapping[str, str | None]) -> Knowledge:
    papers = tuple(replace(f, paper=replace(f.paper, published=dates[f.paper.id])) for f in knowledge.papers)
    return replace(knowledge, papers=papers)


@pytest.fixture
def few_papers(make) -> Knowledge:
    papers = {"a": ["method/early"], "b": ["method/early", "method/late"], "c": ["method/late"], "d": ["method/late"]}
    return _set_dates(make(papers), {"a": "2021-03-04", "b": "2023-01-31", "c": "2023-11-01", "d": None})


def test_papers_are_counted_by_period_and_the_undated_beside_them(few_papers: Knowledge) -> None:
    view = make_timeline(Analysis(few_papers))
    assert view.periods == ("2021", "2022", "2023")
    assert [(row.id, row.papers, row.undated) for row in view.rows] == [
        ("method/early", (("a",), (), ("b",)), ()),
        ("method/late", ((), (), ("b", "c")), ("d",)),
    ]
    assert "1 of the papers has no date; it is counted at the side." in view.caption
    assert view.caption.startswith("2 of 2 concepts in 4 papers, by year")


@pytest.mark.parametrize(
    ("step", "unit", "first"), [(1, "month", "2024-01"), (4, "quarter", "2024 Q1"), (30, "year", "2024")]
)
def test_the_unit_is_the_finest_that_has_room_and_papers(make, step: int, unit: str, first: str) -> None:
    papers = {f"{i:03}": ["method/x"] for i in range(120)}
    months = {name: (i % 12) * step for i, name in enumerate(papers)}
    dates = {name: f"{2024 + month // 12}-{month % 12 + 1:02}-15" for name, month in months.items()}
    view = make_timeline(Analysis(_set_dates(make(papers), dates)))
    assert (view.unit, view.periods[0]) == (unit, first)
    assert sum(len(cell) for cell in view.rows[0].papers) == 120
    assert len(set(view.periods)) == len(view.periods)


def test_what_most_dates_do_not_tell_is_no_unit(make) -> None:
    papers = {f"{i:03}": ["method/x"] for i in range(60)}
    mostly_years = {name: f"{2023 + i % 2}" if i % 5 else f"{2023 + i % 2}-03-01" for i, name in enumerate(papers)}
    view = make_timeline(Analysis(_set_dates(make(papers), mostly_years)))
    assert (view.unit, view.periods, view.rows[0].undated) == ("year", ("2023", "2024"), ())
    assert [len(cell) for cell in view.rows[0].papers] == [30, 30]
    few_years = {name: "2023" if i < 5 else f"2023-0{1 + i % 3}" for i, name in enumerate(papers)}
    view = make_timeline(Analysis(_set_dates(make(papers), few_years)))
    assert (view.unit, view.periods) == ("month", ("2023-01", "2023-02", "2023-03"))
    assert view.rows[0].undated == ("000", "001", "002", "003", "004")
    assert "5 of the papers have no date with a month; they are counted at the side." in view.caption


def test_no_period_is_left_out(make) -> None:
    papers = {f"{i:03}": ["method/x"] for i in range(60)}
    dates = {name: "2023-11-01" if i % 2 else "2024-02-01" for i, name in enumerate(papers)}
    view = make_timeline(Analysis(_set_dates(make(papers), dates)))
    assert view.periods == ("2023-11", "2023-12", "2024-01", "2024-02")


def test_nothing_dated_is_still_a_timeline(make) -> None:
    view = make_timeline(Analysis(make({"a": ["method/x"], "b": ["method/x"]})))
    assert view.periods == ()
    assert [(row.papers, row.undated) for row in view.rows] == [((), ("a", "b"))]


def test_around_types_and_top_choose(two_themes) -> None:
    assert {row.id.split("/")[0] for row in make_timeline(Analysis(two_themes), types=["TASK"]).rows} == {"task"}
    assert len(make_timeline(Analysis(two_themes), top=3).rows) == 3
    names = {row.id for row in make_timeline(Analysis(two_themes), around="method/guidance").rows}
    assert "method/guidance" in names
    assert "method/alignment" not in names


def test_themes_are_rows_of_their_papers(two_themes) -> None:
    view = make_timeline(Analysis(two_themes), themes=True)
    assert len(view.rows) == 2
    assert view.title == "Themes over time"
    assert sorted(paper for row in view.rows for paper in row.undated) == [f.paper.id for f in two_themes.papers]
