import re
from dataclasses import replace
from itertools import pairwise

import pytest

from kg.extraction.document import Document
from kg.extraction.relations import dataset_roles
from kg.model.records import Mention


def document(title: str, sentence: str, *names: str) -> Document:
    """A paper whose abstract has the sentences (apart by "|") in its middle; every name is a dataset."""
    parts = [f"{title}\n\n", "Language is hard. ", *(f"{piece} " for piece in sentence.split("|")), "It is good."]
    starts = [sum(map(len, parts[:i])) for i in range(len(parts) + 1)]
    text = "".join(parts)
    places = sorted((text.index(name), name) for name in names)
    mentions = tuple(Mention(at, at + len(name), "DATASET", name, 1.0, "test") for at, name in places)
    return Document(text, tuple(pairwise(starts)), mentions)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We introduce FooBench, a new benchmark for models.", "introduces"),
        ("Experiments on FooBench show that our method is better.", "evaluatesOn"),
        ("It achieves an accuracy of 54.6 on FooBench.", "evaluatesOn"),
        ("The model is trained on FooBench with 1M pairs.", "trainsOn"),
        ("Models are fine-tuned on the FooBench corpus.", "trainsOn"),
    ],
)
def test_finds(sentence: str, expected: str) -> None:
    read = document("A Study", sentence, "FooBench")
    (claim,) = dataset_roles.find_dataset_roles(read)
    assert (claim.type, claim.mention) == (expected, read.mentions[0].start)
    assert read.text[claim.sentence_start : claim.sentence_end].strip() == sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("FrogNet, trained on FooBench, reaches 54.6 accuracy on the road.", "trainsOn"),
        ("Gains hold for models pre-trained on pairs of FooBench at 54.6 accuracy.", "trainsOn"),
        ("FrogNet, trained on text, reaches 54.6 accuracy on FooBench.", "evaluatesOn"),
        ("After training, FrogNet reaches 54.6 accuracy on FooBench.", "evaluatesOn"),
        ("FrogNet is trained on FooBench.|It reaches 54.6 accuracy on FooBench.", "evaluatesOn"),
    ],
)
def test_what_a_model_is_trained_on_is_not_evaluated_on(sentence: str, expected: str) -> None:
    read = document("A Study", sentence, "FooBench")
    later = [match.start() for match in re.finditer("FooBench", read.text)][1:]
    more = tuple(Mention(at, at + 8, "DATASET", "FooBench", 1.0, "test") for at in later)
    (claim,) = dataset_roles.find_dataset_roles(replace(read, mentions=read.mentions + more))
    assert claim.type == expected


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Existing benchmarks such as FooBench are limited and saturated.", id="prior work"),
        pytest.param("Inspired by FooBench, prior work is static.", id="an inspiration"),
    ],
)
def test_dataset_is_only_mentioned(sentence: str) -> None:
    assert list(dataset_roles.find_dataset_roles(document("A Study", sentence, "FooBench"))) == []


def test_each_dataset_has_its_own_role() -> None:
    text = "We introduce FooBench, a new benchmark for models.|We evaluate on ImageNet and report its accuracy."
    read = document("A Study", text, "FooBench", "ImageNet")
    assert [(claim.type, claim.mention) for claim in dataset_roles.find_dataset_roles(read)] == [
        ("introduces", read.mentions[0].start),
        ("evaluatesOn", read.mentions[1].start),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We propose FooNet, evaluated on ImageNet-256.", False),
        ("We propose RtlNet for machine translation; it gets 34.5 BLEU on ImageNet-256.", False),
        ("We build ImageNet-256, a new benchmark.", True),
        ("We introduce a pipeline that is based on ImageNet-256 and adapts.", False),
    ],
)
def test_what_is_only_used_is_not_introduced(sentence: str, expected: bool) -> None:
    start = (text := f"FooNet: A Network\n\n{sentence}").index("ImageNet-256")
    title = len("FooNet: A Network\n\n")
    read = Document(
        text,
        ((0, title), (title, len(text))),
        (Mention(start, start + 12, "DATASET", "ImageNet-256", 1.0, "test"),),
    )
    assert [claim.type == "introduces" for claim in dataset_roles.find_dataset_roles(read)] in (
        [[True]] if expected else [[False], []]
    )


def test_without_datasets_there_is_nothing() -> None:
    assert list(dataset_roles.find_dataset_roles(document("A Study", "We train a model."))) == []
