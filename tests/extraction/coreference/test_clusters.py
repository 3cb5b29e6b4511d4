import pytest

from kg.extraction.coreference import clusters
from kg.extraction.document import Document
from kg.model.records import Mention
from kg.model.types import Label


def group_names(text: str, *names: tuple[str, Label]) -> list[list[str]]:
    mentions, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), label, name, 1.0, "test"))
        at += len(name)
    read = Document(text, ((0, len(text)),), tuple(mentions))
    return [[read.mentions[i].text for i in members] for members in clusters.cluster_mentions(read)]


def test_spellings_plural_and_abbreviation_are_one() -> None:
    text = "Large language models (LLMs). An LLM; large-language model."
    names = ("Large language models", "LLMs", "LLM", "large-language model")
    assert group_names(text, *((name, "MODEL") for name in names)) == [list(names)]


def test_two_names_where_one_is_in_brackets_are_one() -> None:
    assert group_names(
        "A Mixture of Scales (BinaryMoS).", ("Mixture of Scales", "METHOD"), ("BinaryMoS", "METHOD")
    ) == [["Mixture of Scales", "BinaryMoS"]]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        pytest.param("GPT-4 and GPT-4o", ("GPT-4", "MODEL"), ("GPT-4o", "MODEL"), id="versions"),
        pytest.param("a loss (LoRA)", ("loss", "METRIC"), ("LoRA", "METHOD"), id="labels differ"),
        pytest.param(
            "attention (softmax)", ("attention", "METHOD"), ("softmax", "METHOD"), id="no name in the brackets"
        ),
        pytest.param("BERT (unlike RoBERTa)", ("BERT", "MODEL"), ("RoBERTa", "MODEL"), id="a contrast in the brackets"),
    ],
)
def test_stay_apart(text: str, first: tuple[str, Label], second: tuple[str, Label]) -> None:
    assert group_names(text, first, second) == [[first[0]], [second[0]]]
