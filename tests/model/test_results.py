"""A reported number and how it refers to its participants."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

from kg.model.results import ROLE_RANGES, ROLES, Result
from tests.fixtures.results import result

REPORTED = result("91.2", 45, unit="%", spread="0.3", metric=40, subject=3, conditions=((50, 60),))


def test_participants_come_role_by_role_without_the_empty_roles() -> None:
    assert list(REPORTED.participants()) == [("metric", 40), ("subject", 3)]
    assert list(result().participants()) == []


def test_every_role_can_be_filled() -> None:
    references: dict[str, Any] = {role: number for number, role in enumerate(ROLES)}
    whole = result(**references)
    assert list(whole.participants()) == [(role, number) for number, role in enumerate(ROLES)]


def test_mapping_references_changes_nothing_else() -> None:
    names = {40: "metric/accuracy", 3: "model/x"}
    linked: Result[str] = REPORTED.map_references(names.__getitem__)
    assert linked == replace(REPORTED, metric="metric/accuracy", subject="model/x")


def test_a_reference_that_is_mapped_to_none_leaves_its_role_empty() -> None:
    assert REPORTED.map_references({40: "metric/accuracy"}.get) == replace(
        REPORTED, metric="metric/accuracy", subject=None
    )


def test_zero_is_a_reference() -> None:
    assert list(result(metric=0).map_references(str).participants()) == [("metric", "0")]


def test_with_participants_fills_the_given_roles_alone() -> None:
    changed = REPORTED.with_participants({"dataset": "dataset/d"})
    assert list(changed.participants()) == [("dataset", "dataset/d")]
    assert replace(changed, dataset=None) == replace(REPORTED, metric=None, subject=None)


def test_a_result_crosses_processes_unchanged() -> None:
    assert pickle.loads(pickle.dumps(REPORTED)) == REPORTED


def test_every_role_says_which_types_of_entity_can_fill_it() -> None:
    assert tuple(ROLE_RANGES) == ROLES
    assert {role: labels for role, labels in ROLE_RANGES.items() if len(labels) == 1} == {
        "metric": ("METRIC",),
        "dataset": ("DATASET",),
        "task": ("TASK",),
    }
    assert not {"METRIC", "DATASET"} & {*ROLE_RANGES["subject"], *ROLE_RANGES["comparator"]}
