import re

import pytest

from kg.extraction.document import Document
from kg.extraction.relations.find_relations import find_relations
from kg.model.records import Mention
from tests.fixtures.results import result

_MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


def document(marked: str) -> Document:
    """A document from sentences a line, mentions marked as "[METHOD LoRA]"; the first line is the title."""
    marked = marked.replace("\n", "\n\n", 1)
    text, mentions, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        mentions.append(Mention(len(text), len(text) + len(match[2]), match[1], match[2], 1.0, "test"))  # type: ignore[arg-type]  # labels are written out in the tests
        text += match[2]
        at = match.end()
    text += marked[at:]
    starts = [0, *(match.end() for match in re.finditer(r"\n+", text))]
    return Document(text, tuple(zip(starts, [*starts[1:], len(text)], strict=True)), tuple(mentions))


def list_relations(marked: str, *proposed: int) -> list[tuple[str, str]]:
    read = document(marked)
    claims = find_relations(read, (), proposed=[read.mentions[i].reference for i in proposed])
    return [(claim.type, read.mention_at(claim.mention).text) for claim in claims]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We propose a framework based on [METHOD LoRA].", [("uses", "LoRA")]),
        ("We fine-tune [MODEL LLaMA-7B] on code.", [("uses", "LLaMA-7B")]),
        ("Our framework leverages [MODEL CLIP] for labels.", [("uses", "CLIP")]),
        ("In this work, we tackle [TASK object detection].", [("addresses", "object detection")]),
        ("We study [TASK object detection].", [("addresses", "object detection")]),  # the subject is in the phrase
        ("We present a benchmark for [TASK code generation].", [("addresses", "code generation")]),
        ("We propose CRD to improve [TASK depth estimation].", [("addresses", "depth estimation")]),
        (
            "Extensive experiments on [TASK parsing] and [TASK tagging].",
            [("addresses", "parsing"), ("addresses", "tagging")],
        ),
        ("Our model gives the best results on [TASK parsing].", [("addresses", "parsing")]),
        ("Ours wins in terms of [METRIC FID] and [METRIC recall].", [("measuredBy", "FID"), ("measuredBy", "recall")]),
    ],
)
def test_finds(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert list_relations("A title\n" + sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Existing methods are based on [METHOD LoRA].", id="prior work"),
        pytest.param("Unlike our model, previous methods rely on training using [METHOD LoRA].", id="prior work since"),
        pytest.param("Our method outperforms [METHOD LoRA].", id="a comparison is no claim"),
        pytest.param("We use non-[METHOD RL] methods.", id="another thing than the name"),
        pytest.param("We see [METHOD LoRA] and [MODEL BERT] here.", id="mere co-occurrence"),
        pytest.param("We use the outputs of [MODEL BERT].", id="what follows a preposition"),
        pytest.param("We use data. [MODEL BERT] is old.", id="the next sentence"),
        pytest.param("Our gains over time show that [MODEL BERT] works.", id="another clause"),
        pytest.param("The [TASK translation] task is hard.", id="a task that is only named"),
        pytest.param("Recent models reach strong performance on [TASK translation].", id="what others are good at"),
        pytest.param("We build models for [TASK reasoning]-capable agents.", id="a part of a compound"),
        pytest.param("We improve [TASK zero-shot] performance.", id="a setting"),
        pytest.param("Solvers have been proposed to improve [TASK planning].", id="proposed by others"),
    ],
)
def test_finds_nothing(sentence: str) -> None:
    assert list_relations("A title\n" + sentence) == []


def test_the_place_of_a_task_counts_too() -> None:
    assert list_relations("CRD: Rewards for [TASK image generation]\nText.") == [("addresses", "image generation")]


def test_proposed_thing_speaks_for_the_paper_and_is_never_its_own_object() -> None:
    text = "T\n[METHOD CRD] learns rewards, using [METHOD DPO] and [METHOD CRD]."
    assert list_relations(text) == []
    assert list_relations(text, 0) == [("uses", "DPO")]


def test_a_result_gives_its_metric_and_no_rival() -> None:
    read = document("T\nBy 2 [METRIC FID] against it, [METHOD LoRA].")
    at = read.text.index("2")
    sentence = read.sentence_at(at)
    metric, comparator = read.mentions
    reported = result(
        "2", at, kind="delta", direction="decrease", metric=metric.start, comparator=comparator.start,
        sentence_start=sentence[0], sentence_end=sentence[1],
    )  # fmt: skip
    claims = [(claim.type, claim.mention, claim.origin) for claim in find_relations(read, [reported])]
    assert claims == [("measuredBy", metric.start, "result")]


def test_claim_carries_its_sentence_rule_and_score() -> None:
    read = document("T\nFirst one.\nWe use [MODEL BERT].")
    (claim,) = find_relations(read, ())
    assert read.text[claim.sentence_start : claim.sentence_end] == "We use BERT."
    assert claim.origin == "we use"
    assert 0 < claim.score < 1


def test_long_sentence_stays_cheap() -> None:
    assert len(list_relations("T\nWe say: " + "adopts [METHOD LoRA] using [MODEL BERT] and " * 400)) == 800
