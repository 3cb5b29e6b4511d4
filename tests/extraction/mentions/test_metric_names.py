"""Standard metrics beside a number."""

import pytest

from kg.extraction.mentions.metric_names import add_standard_metrics, extend_costs
from kg.model.records import Mention


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("reaches FID 1.19 on it", ["FID"]),
        ("an FID of 1.19", ["FID"]),
        ("an FID score of 1.19", ["FID"]),
        ("with 63.2 mIoU and 85.2% accuracy", ["mIoU", "accuracy"]),
        ("accuracy: 0.62 and a pass@1 of 40.1%", ["accuracy", "pass@1"]),
        ("top-1 accuracy of 83.4%", ["top-1 accuracy"]),
        ("PSNR (32.1) rises", ["PSNR"]),
    ],
)
def test_a_metric_beside_a_number_is_added(text: str, names: list[str]) -> None:
    mentions = add_standard_metrics(text, [])
    assert [mention.text for mention in mentions] == names
    assert {(mention.label, mention.origin) for mention in mentions} == {("METRIC", "lexicon")}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("we measure FID and accuracy", "no number"),
        ("improves accuracy. 3 datasets", "another sentence"),
        ("FID-50k-like 3", "part of a longer word"),
        ("GPT-4 accuracy", "the number belongs to a name"),
        ("recall that 3 models", "a verb"),
    ],
)
def test_nothing_is_added(text: str, why: str) -> None:
    assert add_standard_metrics(text, []) == [], why


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("reduces training |costs| by half", "training costs"),
        ("cuts pre-filling |latency| by 2x", "pre-filling latency"),
        ("halves fine-tuning |memory usage| too", "fine-tuning memory usage"),
        ("less GPU inference |time| here", "GPU inference time"),
        ("reduces |latency| by 2x", "latency"),
        ("low |cost| here", "cost"),
        ("pretraining |accuracy| here", "accuracy"),
    ],
)
def test_a_cost_names_what_it_is_the_cost_of(text: str, name: str) -> None:
    start, end = text.index("|"), text.rindex("|") - 1
    plain = text.replace("|", "")
    mention = Mention(start, end, "METRIC", plain[start:end], 0.9, "ner")
    assert [metric.text for metric in extend_costs(plain, [mention])] == [name]


def test_the_word_before_a_cost_is_no_mention_beside_it() -> None:
    text = "cuts pre-training cost"
    method, cost = Mention(5, 17, "METHOD", "pre-training", 0.9, "ner"), Mention(18, 22, "METRIC", "cost", 0.9, "ner")
    assert [(metric.text, metric.label) for metric in extend_costs(text, [method, cost])] == [
        ("pre-training cost", "METRIC")
    ]


def test_a_mention_is_never_overlapped() -> None:
    known = Mention(0, 14, "METRIC", "top-1 accuracy", 0.9, "ner")
    assert add_standard_metrics("top-1 accuracy of 83.4%", [known]) == [known]
