"""Whole claims: a claim is right if all its parts are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.evaluation import (
    AnnotatedComparison,
    AnnotatedMention,
    AnnotatedResult,
    Annotation,
    Figures,
    evaluate,
)

WHOLE = AnnotatedResult("f", "2.1", "delta", "d", "m", "b", "decrease", "up to", ("at 4 steps",), "own", "t")
NAMES = (
    AnnotatedMention(0, 1, "METRIC", "f"),
    AnnotatedMention(2, 3, "DATASET", "d"),
    AnnotatedMention(4, 5, "MODEL", "m"),
    AnnotatedMention(6, 7, "METHOD", "b"),
    AnnotatedMention(8, 9, "TASK", "t"),
)
BEATS = (AnnotatedComparison("m", "b", "outperforms", denied=False),)
GOLD = Annotation("a", "f d m b t", NAMES, results=(WHOLE,), comparisons=BEATS)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, None),
        ({"conditions": ("At 4  steps",)}, None),
        ({"conditions": ()}, "· conditions"),
        ({"metric": "d"}, "· metric"),
        ({"dataset": None}, "· dataset"),
        ({"subject": "b"}, "· subject"),
        ({"comparator": None}, "· comparator"),
        ({"task": "d"}, "· task"),
        ({"kind": "ratio"}, "· kind"),
        ({"direction": "increase"}, "· direction"),
        ({"bound": "exact"}, "· bound"),
        ({"holder": "baseline"}, "· holder"),
    ],
)
def test_a_claim_is_whole_if_all_its_parts_are_right(change, wrong):
    prediction = Annotation("a", GOLD.text, NAMES, results=(replace(WHOLE, **change),), comparisons=BEATS)
    figures = evaluate([GOLD], {"a": prediction})
    assert figures["whole"].f1 == (wrong is None)
    assert [name for name, score in figures.items() if name.startswith("·") and score.f1 < 1] == [wrong] * (
        wrong is not None
    )
    assert figures["comparison"].f1 == 1


@pytest.mark.parametrize(
    "other",
    [
        AnnotatedComparison("b", "m", "outperforms", denied=False),
        AnnotatedComparison("m", "b", "comparesWith", denied=False),
        AnnotatedComparison("m", "b", "outperforms", denied=True),
    ],
)
def test_a_comparison_has_its_sides_its_relation_and_may_be_denied(other):
    prediction = replace(GOLD, comparisons=(other,))
    assert evaluate([GOLD], {"a": prediction})["comparison"] == Figures(0.0, 0.0, 0.0, 1, 1)


def test_gold_without_whole_claims_has_no_figures_of_them(gold):
    assert not {"whole", "comparison", "· metric"} & evaluate(gold, {}).keys()
    partly = replace(GOLD, results=(WHOLE, replace(WHOLE, comparator=False)))
    assert "whole" not in evaluate([partly], {})
    assert evaluate([GOLD, partly], {})["whole"].gold == 1
