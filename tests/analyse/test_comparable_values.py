from __future__ import annotations

from typing import Any

import pytest

from kg.analyse.comparable_values import find_direction, find_reason_to_leave_out, find_usual_unit, parse_number
from kg.model.knowledge import Entity, EntityId
from tests.fixtures.results import result


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"unit": ""}, ""),  # "95.1" and "95.1%" are on one scale
        ({"kind": "delta"}, "a change"),
        ({"kind": "ratio"}, "a ratio"),
        ({"value": "13-25", "low": "13", "high": "25"}, "a range"),
        ({"value": "1/3"}, "a range"),
        ({"unit": "hours"}, "in another unit"),
    ],
)
def test_what_can_be_compared(fields: dict[str, Any], reason: str) -> None:
    assert find_reason_to_leave_out(result(**{"value": "3", "unit": "%", **fields}), "") == reason


def test_the_usual_unit_is_that_of_most_absolute_values() -> None:
    changes = [result(unit="points", kind="delta")] * 3
    assert find_usual_unit([result(unit="%"), result(), result(unit="hours"), *changes]) == ""
    assert find_usual_unit([result(unit="s"), result(unit="hours")]) == "hours"
    assert find_usual_unit(changes) == ""


@pytest.mark.parametrize(
    ("text", "number"), [("2,000", 2000.0), ("−2.5", -2.5), ("1e3", 1000.0), ("13-25", None), ("inf", None), ("", None)]
)
def test_numbers(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_the_direction_that_texts_state_goes_before_that_of_the_name() -> None:
    accuracy = Entity(EntityId("metric/accuracy"), "METRIC", "accuracy", (), (), 1, 1)
    stated = Entity(EntityId("metric/accuracy"), "METRIC", "accuracy", (), (), 1, 1, higher_is_better=False)
    unknown = Entity(EntityId("metric/q"), "METRIC", "quux", (), (), 1, 1)
    assert [find_direction(metric) for metric in (accuracy, stated, unknown)] == [True, False, None]
