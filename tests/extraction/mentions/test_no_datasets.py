"""Names that a preposition alone makes no dataset of, and datasets that keep such a name."""

import pytest

from kg.extraction.mentions.no_datasets import drop_other_things
from kg.model.records import Mention
from kg.model.types import Label


def is_kept(text: str, name: str, label: Label = "DATASET") -> bool:
    at = text.index(name)
    return bool(drop_other_things(text, [Mention(at, at + len(name), label, name, 0.9, "test")]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("All weights are on GitHub.", "GitHub"),
        ("Results for Yoruba improve.", "Yoruba"),
        ("It runs on NVIDIA Jetson AGX boards.", "NVIDIA Jetson AGX"),
        ("Training takes a day on H100s.", "H100s"),
        ("We rank first on Task 2 of the campaign.", "Task 2"),
        ("It was presented at CVPR.", "CVPR"),
    ],
)
def test_what_is_no_dataset(text: str, name: str) -> None:
    assert not is_kept(text, name)


@pytest.mark.parametrize(
    ("text", "name", "label", "why"),
    [
        ("We test on GSM8K.", "GSM8K", "DATASET", "a dataset"),
        ("We test on the Yoruba corpus of 2020.", "Yoruba", "DATASET", "a noun says that it is data"),
        ("We parse the GitHub dataset.", "GitHub", "DATASET", "the same"),
        ("We test on YorubaQA.", "YorubaQA", "DATASET", "a name that begins so"),
        ("It is tuned for GitHub.", "GitHub", "METHOD", "another label"),
        ("We test on Task Atlas.", "Task Atlas", "DATASET", "no numbered task"),
    ],
)
def test_what_is_kept(text: str, name: str, label: Label, why: str) -> None:
    assert is_kept(text, name, label), why
