"""Names found in two parts: what is joined, and what stays two names."""

import pytest

from kg.extraction.mentions.joined_names import join_parts
from kg.model.records import Mention
from kg.model.types import Label


def join_names(text: str, *names: tuple[str, Label]) -> list[tuple[str, float]]:
    mentions = [
        Mention(text.index(name), text.index(name) + len(name), label, name, 0.9 - i / 10, "test")
        for i, (name, label) in enumerate(names)
    ]
    result = join_parts(text, mentions[::-1])
    assert all(text[mention.start : mention.end] == mention.text for mention in result)
    return [(mention.text, mention.score) for mention in result]


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [("Turing", "Cup", "DATASET"), ("SWE-bench", "Lite", "DATASET"), ("Falcon 2.5", "Swift", "MODEL")],
)
def test_parts_of_one_name(first: str, second: str, label: Label) -> None:
    assert join_names(f"on {first} {second} now", (first, label), (second, label)) == [(f"{first} {second}", 0.8)]


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("MoE LLMs", (("MoE", "MODEL"), ("LLMs", "MODEL")), "models without a version"),
        ("Falcon 2.5 ViT-L", (("Falcon 2.5", "MODEL"), ("ViT-L", "MODEL")), "the second is a name"),
        ("CUB, SUN", (("CUB", "DATASET"), ("SUN", "DATASET")), "a comma between"),
        ("ScanNet semantics", (("ScanNet", "DATASET"), ("semantics", "DATASET")), "a word in lower case"),
        ("ImageNet FID", (("ImageNet", "DATASET"), ("FID", "METRIC")), "two labels"),
    ],
)
def test_two_names(text: str, names: tuple[tuple[str, Label], ...], why: str) -> None:
    assert [name for name, _ in join_names(text, *names)] == [name for name, _ in names], why
