"""The label of a name, from all that a paper says of it."""

import math

import pytest

from kg.extraction.mentions.labels import decide_labels, list_label_features
from kg.model.types import LABELS, Label

UNSURE: dict[Label, float] = {label: math.log(0.2) for label in LABELS}


def label_scores(label: Label, share: float) -> dict[Label, float]:
    rest = (1 - share) / (len(LABELS) - 1)
    return {candidate: math.log(share if candidate == label else rest) for candidate in LABELS}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Qorvex: A Benchmark for Agents\n\nWe introduce Qorvex, a benchmark of 500 tasks.", "Qorvex", "DATASET"),
        ("Agents\n\nWe evaluate on Qorvex-Bench and win.", "Qorvex-Bench", "DATASET"),
        ("Qorvex: An Open Language Model\n\nQorvex-7B is a large language model.", "Qorvex-7B", "MODEL"),
        ("Speed\n\nWe propose Qorvex, a novel training framework.", "Qorvex", "METHOD"),
        ("Speed\n\nIt reaches a top-1 accuracy of 81.2%.", "top-1 accuracy", "METRIC"),
        ("Speed\n\nWe study the task of qorvex segmentation.", "qorvex segmentation", "TASK"),
    ],
)
def test_what_the_paper_says_decides_where_the_recogniser_is_unsure(text: str, name: str, label: Label) -> None:
    assert decide_labels(text, {name: [UNSURE]})[name][0] == label


def test_a_sure_recogniser_has_its_say() -> None:
    text = "Speed\n\nQorvex helps."
    for label in LABELS:
        assert decide_labels(text, {"Qorvex": [label_scores(label, 0.9999)]})["Qorvex"][0] == label


def test_the_certainty_is_a_probability_and_grows_with_agreement() -> None:
    text = "Speed\n\nQorvex helps. Qorvex wins."
    once = decide_labels(text, {"Qorvex": [label_scores("MODEL", 0.99)]})["Qorvex"]
    twice = decide_labels(text, {"Qorvex": [label_scores("MODEL", 0.99)] * 2})["Qorvex"]
    assert 0 < once[1] < twice[1] < 1


def test_features_tell_the_title_name_from_other_names() -> None:
    text = "Qorvex: A Benchmark\n\nLlama on Qorvex."
    assert "title=benchmark" in set(list_label_features(text, 19, [(0, 6)]))
    assert not any(feature.startswith("title") for feature in list_label_features(text, 19, [(21, 26)]))
