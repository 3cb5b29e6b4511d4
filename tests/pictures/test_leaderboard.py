from __future__ import annotations

from typing import Any

import pytest

from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.pictures.leaderboard import count_reported_metrics, make_leaderboard
from tests.fixtures.results import result

BENCHMARK = Entity(EntityId("dataset/bench"), "DATASET", "Bench", (), (), 1, 1, is_benchmark=True)
OTHER = Entity(EntityId("dataset/other"), "DATASET", "Other", (), (), 1, 1)
MODEL = Entity(EntityId("model/m"), "MODEL", "Model M", (), (), 1, 1)


def _metric(name: str = "quux", higher: bool | None = True) -> Entity:
    return Entity(EntityId("metric/q"), "METRIC", name, (), (), 1, 1, higher_is_better=higher)


def _facts(paper: str, date: str | None, value: str, **changes: Any) -> PaperFacts:
    abstract = f"Model M reaches {value} with guidance on Bench."
    at = len(paper) + 2 + len("Model M reaches ")
    plain: dict[str, Any] = {
        "metric": "metric/q",
        "dataset": "dataset/bench",
        "subject": "model/m",
        "conditions": ((at + len(value) + 1, at + len(value) + 1 + len("with guidance")),),
        "sentence_start": len(paper) + 2,
        "sentence_end": len(paper) + 2 + len(abstract),
    }
    reported = result(value, at, **(plain | changes))
    return PaperFacts(Paper(paper, paper, abstract, published=date), (), (), (reported,), (), ())


def _make_knowledge(*papers: PaperFacts, metric: Entity | None = None) -> Knowledge:
    entities = (BENCHMARK, OTHER, metric or _metric(), MODEL)
    return Knowledge(papers, tuple(sorted(entities, key=lambda e: e.id)), ())


SERIES = (
    _facts("a", "2023-01-05", "50"),
    _facts("b", "2023-04-01", "60"),
    _facts("c", "2023-04-01", "58"),
    _facts("d", "2024-02-01", "55"),
    _facts("e", "2024-08-01", "70", holder="baseline"),
    _facts("f", "2024-09-01", "80", bound="up to"),
    _facts("g", None, "90"),
    _facts("h", "2025-01-01", "65"),
)


@pytest.mark.parametrize(
    ("higher", "order", "records"),
    [(True, "gfehbcda", {"a", "b", "h"}), (False, "adcbhefg", {"a"}), (None, "gfehbcda", set())],
)
def test_values_are_ranked_and_the_record_follows_the_direction(higher, order: str, records: set[str]) -> None:
    metric = _metric(higher=higher)
    board = make_leaderboard(_make_knowledge(*SERIES, metric=metric), BENCHMARK, metric)
    assert "".join(value.paper for value in board.values) == order
    assert {value.paper for value in board.values if value.is_record} == records
    assert board.higher_is_better is higher
    assert board.left_out == ()


def test_a_year_or_a_month_counts_as_its_first_day_for_the_record() -> None:
    metric = _metric()
    series = (
        _facts("a", "2024", "50"),
        _facts("b", "2024-01-01", "50"),
        _facts("c", "2023-12", "40"),
        _facts("d", "2024-03", "45"),
        _facts("e", "2024-02-29", "60"),
    )
    board = make_leaderboard(_make_knowledge(*series, metric=metric), BENCHMARK, metric)
    assert {v.paper for v in board.values if v.is_record} == {"c", "a", "e"}


def test_the_direction_of_a_well_known_metric_is_known_anyway() -> None:
    metric = _metric("FID", None)
    assert make_leaderboard(_make_knowledge(*SERIES, metric=metric), BENCHMARK, metric).higher_is_better is False


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "delta", "direction": "increase"}, "a change"),
        ({"kind": "ratio"}, "a ratio"),
        ({"low": "50", "high": "60"}, "a range"),
        ({"unit": "hours"}, "in another unit"),
        ({"value": "13-25"}, "a range"),
    ],
)
def test_what_cannot_be_compared_is_listed_with_the_reason(changes: dict[str, Any], reason: str) -> None:
    board = make_leaderboard(
        _make_knowledge(*SERIES[:3], _facts("x", None, **{"value": "57"} | changes)), BENCHMARK, _metric()
    )
    assert [(value.paper, value.left_out) for value in board.left_out] == [("x", reason)]
    assert len(board.values) == 3
    assert f"Listed but not drawn: 1 {reason.removeprefix('a ')}." in board.caption


def test_doubtful_values_are_listed_apart() -> None:
    doubtful = (_facts("x", None, "57", score=0.99), _facts("y", None, "1", kind="delta"))
    board = make_leaderboard(_make_knowledge(*SERIES[:3]), BENCHMARK, _metric(), doubtful=doubtful)
    assert [(v.paper, v.left_out) for v in board.left_out] == [("y", "a change"), ("x", "uncertain extraction")]
    assert [v.paper for v in board.values] == ["b", "c", "a"]
    assert count_reported_metrics(_make_knowledge(), BENCHMARK, doubtful=doubtful) == [("quux", 2)]


def test_reasons_are_counted_in_the_caption() -> None:
    rest = [_facts(name, None, "5", kind="delta") for name in "xy"] + [_facts("z", None, "5", unit="hours")]
    caption = make_leaderboard(_make_knowledge(*SERIES[:3], *rest), BENCHMARK, _metric()).caption
    assert caption.endswith("Listed but not drawn: 2 changes, 1 in another unit.")


def test_percent_and_no_unit_are_one_scale() -> None:
    board = make_leaderboard(_make_knowledge(*SERIES[:3], _facts("x", None, "57", unit="%")), BENCHMARK, _metric())
    assert len(board.values) == 4


def test_a_value_keeps_its_conditions_its_sentence_and_its_subject() -> None:
    [value] = make_leaderboard(_make_knowledge(SERIES[0]), BENCHMARK, _metric()).values
    assert value.conditions == ("with guidance",)
    assert value.sentence == "Model M reaches 50 with guidance on Bench."
    assert (value.subject, value.value, value.date, value.title) == ("Model M", 50.0, "2023-01-05", "a")


def test_other_benchmarks_and_metrics_stay_out() -> None:
    known = _make_knowledge(
        SERIES[0], _facts("x", None, "99", dataset="dataset/other"), _facts("y", None, "98", metric=None)
    )
    assert [value.paper for value in make_leaderboard(known, BENCHMARK, _metric()).values] == ["a"]
    assert count_reported_metrics(known, BENCHMARK) == [("quux", 1)]


def test_the_caption_counts_what_has_no_date() -> None:
    caption = make_leaderboard(_make_knowledge(*SERIES), BENCHMARK, _metric()).caption
    assert caption == (
        "Higher is better. 8 values from 8 papers, 1 without a date at the side, outside the record line."
    )
    unknown = make_leaderboard(
        _make_knowledge(SERIES[0], metric=_metric(higher=None)), BENCHMARK, _metric(higher=None)
    ).caption
    assert unknown.startswith("It is not known whether higher or lower is better")
