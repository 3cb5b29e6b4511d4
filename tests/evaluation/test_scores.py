"""The figures of two papers, computed by hand."""

from __future__ import annotations

import pytest

from kg.evaluation import (
    AnnotatedMention,
    Annotation,
    Calibration,
    Figures,
    Mistake,
    evaluate,
    find_mistakes,
    measure_calibration,
    parse_prediction,
)

BY_HAND = {
    "mention": Figures(0.7273, 0.6667, 0.6957, 12, 11),  # 8 right
    "  METHOD": Figures(1.0, 0.8, 0.8889, 5, 4),
    "  MODEL": Figures(0.5, 0.5, 0.5, 2, 2),
    "  DATASET": Figures(0.5, 0.5, 0.5, 2, 2),
    "  METRIC": Figures(0.6667, 0.6667, 0.6667, 3, 3),
    "  TASK": Figures(0.0, 0.0, 0.0, 0, 0),
    "span": Figures(0.8182, 0.75, 0.7826, 12, 11),  # and the span of the METHOD that is called a MODEL
    "overlap": Figures(0.8182, 0.75, 0.7826, 12, 11),  # and the dataset that is cut short
    "proposes": Figures(0.5, 1.0, 0.6667, 1, 2),
    "role": Figures(0.5, 0.5, 0.5, 2, 2),
    "value": Figures(1.0, 1.0, 1.0, 3, 3),
    "result": Figures(1.0, 1.0, 1.0, 3, 3),
    "tuple": Figures(0.6667, 0.6667, 0.6667, 3, 3),  # one dataset is cut short
    "link": Figures(1.0, 0.8519, 0.92, 9, 9),  # recall (6 + (2 * 2 + 1 * 1) / 3) / 9
}


@pytest.fixture
def predictions(rows):
    return {row["id"]: parse_prediction(row) for row in rows}


def test_the_figures_are_those_computed_by_hand(gold, predictions):
    assert evaluate(gold, predictions) == BY_HAND
    assert list(evaluate(gold, predictions)) == list(BY_HAND)


def test_calibration_is_as_computed_by_hand(gold, predictions):
    # |4.75 - 5|, |.85 - 1|, |.75 - 1|, |.65 - 1| for the right ones, .55 + .35 + .15 for the wrong ones: 2.05 / 11
    assert measure_calibration(gold, predictions) == Calibration(ece=0.1864, bins=10, mentions=11)


@pytest.mark.parametrize(
    ("scores", "ece", "why"),
    [
        ((0.5, 0.5), 0.0, "in one bin one right and one wrong: half are right, as said"),
        ((1.0, 0.0), 0.0, "the last bin holds 1"),
        ((0.0, 1.0), 1.0, "sure of the wrong one"),
        ((0.79, 0.7), 0.245, "one bin: a mean of 0.745, a half right"),
        ((0.8, 0.7), 0.45, "two bins: 0.2 and 0.7 off"),
        ((0.8, None), 0.2, "a mention without a score counts for nothing"),
        ((None, None), None, "no score, no calibration"),
    ],
)
def test_calibration_in_small(scores, ece, why):
    gold = [Annotation("a", "CFG or not", (AnnotatedMention(0, 3, "METHOD", "CFG"),))]
    right, wrong = scores
    mentions = (AnnotatedMention(0, 3, "METHOD", "m", right), AnnotatedMention(7, 10, "METHOD", "n", wrong))
    calibration = measure_calibration(gold, {"a": Annotation("a", "", mentions)})
    assert (calibration and calibration.ece) == ece, why


def test_a_paper_without_prediction_is_empty(gold, predictions):
    figures = evaluate(gold, {"guidance": predictions["guidance"]})
    assert figures["mention"] == Figures(0.6, 0.25, 0.3529, 12, 5)
    assert evaluate(gold, {})["mention"] == Figures(0.0, 0.0, 0.0, 12, 0)


def test_a_paper_that_the_gold_lacks_changes_nothing(gold, predictions):
    assert evaluate(gold, predictions | {"other": predictions["guidance"]}) == BY_HAND


def test_mistakes_are_told_by_label_and_text(gold, predictions):
    assert list(find_mistakes(gold, predictions)) == [
        Mistake("missed", "METHOD", "CFG"),
        Mistake("missed", "DATASET", "ImageNet-256"),
        Mistake("spurious", "MODEL", "CFG"),
        Mistake("spurious", "DATASET", "ImageNet"),
        Mistake("missed", "MODEL", "BERT"),
        Mistake("missed", "METRIC", "memory"),
        Mistake("spurious", "METRIC", "of"),
    ]


def test_an_overlapped_mention_counts_once():
    gold = [Annotation("a", "a b c", (AnnotatedMention(0, 3, "TASK", "x"), AnnotatedMention(4, 5, "TASK", "y")))]
    mentions = (
        AnnotatedMention(0, 1, "TASK", "p"),
        AnnotatedMention(2, 5, "TASK", "q"),
        AnnotatedMention(2, 3, "TASK", "r"),
    )
    figures = evaluate(gold, {"a": Annotation("a", "", mentions)})
    assert figures["overlap"] == Figures(0.6667, 1.0, 0.8, 2, 3)
