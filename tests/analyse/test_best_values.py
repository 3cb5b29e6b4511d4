from __future__ import annotations

from typing import Any

import pytest

from kg.analyse.best_values import find_new_bests
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from tests.fixtures.results import result

BENCH = Entity(EntityId("dataset/bench"), "DATASET", "Bench", (), (), 1, 1, is_benchmark=True)
MODEL = Entity(EntityId("model/m"), "MODEL", "Model M", (), (), 1, 1)


def _graph(*papers: tuple[str, str, dict[str, Any]], metric: str = "metric/q", higher: bool | None = True) -> Knowledge:
    plain = {"metric": metric, "dataset": "dataset/bench", "subject": "model/m"}
    facts = (
        PaperFacts(Paper(id_, id_.upper(), "x"), (), (), (result(value, **(plain | fields)),), (), ())
        for id_, value, fields in papers
    )
    q = Entity(EntityId(metric), "METRIC", "quux", (), (), 1, 1, higher_is_better=higher)
    return Knowledge(tuple(facts), (BENCH, q, MODEL), ())


@pytest.mark.parametrize(
    ("value", "fields", "higher", "best"),
    [
        ("61", {}, True, "61"),
        ("61", {"unit": "%"}, True, "61"),  # "61" and "61%" are on one scale
        ("60", {}, True, None),  # no better than before
        ("59", {}, True, None),
        ("59", {}, False, "59"),
        ("61", {}, None, None),
        ("61", {"holder": "baseline"}, True, None),
        ("61", {"bound": "up to"}, True, None),
        ("61", {"kind": "delta"}, True, None),
        ("61", {"unit": "hours"}, True, None),
        ("61", {"metric": None}, True, None),
    ],
)
def test_what_is_better_than_before(value: str, fields: dict[str, Any], higher: bool | None, best: str | None) -> None:
    before: list[tuple[str, str, dict[str, Any]]] = [("a", "60", {}), ("b", "60", {})]
    old = _graph(*before, higher=higher)
    new = _graph(*before, ("c", value, fields), higher=higher)
    found = find_new_bests(old, new, {})
    assert [one.new.value for one in found] == ([best] if best else [])
    for one in found:
        assert (one.dataset.name, one.metric.name, one.higher_is_better) == ("Bench", "quux", higher)
        assert one.old is not None
        assert (one.old.value, one.old.paper.id, one.new.paper.title, one.new.subject) == ("60", "a", "C", "Model M")


def test_the_first_value_has_none_before_it() -> None:
    (one,) = find_new_bests(_graph(), _graph(("a", "60", {"subject": None})), {})
    assert (one.old, one.new.value, one.new.subject) == (None, "60", "")


def test_a_metric_is_the_same_under_another_identifier() -> None:
    old, new = _graph(("a", "60", {}), metric="metric/old"), _graph(("a", "60", {}))
    successors = {EntityId("metric/old"): EntityId("metric/q")}
    assert find_new_bests(old, new, successors) == ()
    assert len(find_new_bests(old, new, {})) == 1


def test_a_best_value_that_is_gone_makes_no_other_a_new_one() -> None:
    assert find_new_bests(_graph(("a", "60", {}), ("b", "50", {})), _graph(("b", "50", {})), {}) == ()
