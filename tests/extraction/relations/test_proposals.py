import pytest

from kg.extraction.document import Document
from kg.extraction.relations import proposals
from kg.model.records import Mention

LABELS = {
    "LoRA": "METHOD", "CRD": "METHOD", "Centered Reward Distillation": "METHOD", "FooBench": "DATASET",
    "GSM8K": "DATASET", "BarNet": "MODEL", "GPT-4": "MODEL", "diffusion models": "MODEL", "FID": "METRIC",
}  # fmt: skip


def document(title: str, *sentences: str) -> Document:
    text, spans = title + "\n\n", [(0, len(title) + 2)]
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence) + 1))
        text += sentence + " "
    mentions, at = [], 0
    while at < len(text):
        name = next((n for n in sorted(LABELS, key=len, reverse=True) if text.startswith(n, at)), None)
        if name:
            mentions.append(Mention(at, at + len(name), LABELS[name], name, 1.0, "test"))  # type: ignore[arg-type]  # labels are written out in the tests
        at += len(name) if name else 1
    return Document(text, tuple(spans), tuple(mentions))


def list_proposals(read: Document) -> list[str]:
    return [read.mention_at(claim.mention).text for claim in proposals.find_proposals(read)]


@pytest.mark.parametrize(
    ("title", "sentences", "expected"),
    [
        ("On Rewards", ["LoRA is popular.", "We propose CRD, a framework that improves LoRA."], ["CRD"]),
        ("On Rewards", ["GPT-4 is large.", "In this paper, we introduce a novel method called CRD."], ["CRD"]),
        ("CRD: Better Rewards", ["LoRA is popular.", "CRD outperforms LoRA."], ["CRD"]),
        ("On Frogs", ["Frogs offers LoRA and CRD, two models to tune."], ["LoRA", "CRD"]),
        ("Evaluating Models", ["We present FooBench, a new benchmark.", "We test GPT-4 on it."], ["FooBench"]),
        (
            "A Study",
            ["We introduce BarNet, a new model, and release FooBench, a new benchmark.", "BarNet beats GPT-4."],
            ["BarNet", "FooBench"],
        ),
    ],
)
def test_finds(title: str, sentences: list[str], expected: list[str]) -> None:
    assert list_proposals(document(title, *sentences)) == expected


def test_long_and_short_form_are_one_proposal() -> None:
    read = document("On Rewards", "We propose Centered Reward Distillation (CRD), a framework.", "CRD beats LoRA.")
    assert len(list_proposals(read)) == 1


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["We study GPT-4 on GSM8K.", "It reaches a high FID."], id="a study that introduces nothing"),
        pytest.param(["Recent diffusion models such as GPT-4 are slow."], id="what others made"),
        pytest.param(["Existing methods like LoRA fail."], id="prior work"),
        pytest.param(["Nothing is named here."], id="no mentions"),
    ],
)
def test_finds_nothing(sentences: list[str]) -> None:
    assert list_proposals(document("A Study", *sentences)) == []


def test_claim_carries_its_sentence() -> None:
    read = document("On Rewards", "LoRA is popular.", "We propose CRD, a framework that improves LoRA.")
    (claim,) = proposals.find_proposals(read)
    assert claim.type == "proposes"
    assert read.text[claim.sentence_start : claim.sentence_end].startswith("We propose CRD")
    assert 0.33 <= claim.score <= 1


def test_a_dataset_that_is_only_used_is_no_proposal() -> None:
    assert list_proposals(document("Evaluating Models", "We present an evaluation on FooBench.")) == []
    assert list_proposals(document("A Study", "We introduce and release data from FooBench.")) == []
