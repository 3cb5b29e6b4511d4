"""Annotated papers as documents."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.evaluation.judged_statements import JudgedStatement
from kg.extraction.segmentation.tokenizer import blank_pipeline
from scripts.training.noise import disturb
from scripts.training.papers import (
    GoldPaper,
    is_held_out,
    list_judged,
    list_unseen,
    read_learned,
    read_unseen,
    to_docs,
    to_paper,
)

TEXT = "Tiny **LoRA**\n\nWe propose Tiny LoRA. It reaches 12.5\\% on ImageNet."


def mention(surface: str, label: str, entity: str) -> AnnotatedMention:
    start = TEXT.index(surface)
    return AnnotatedMention(start, start + len(surface), label, entity)  # type: ignore[arg-type]  # a label, as text


@pytest.fixture
def annotation() -> Annotation:
    return Annotation(
        "a",
        TEXT,
        (
            mention("LoRA", "METHOD", "LoRA"),
            mention("Tiny LoRA", "METHOD", "Tiny LoRA"),
            mention("ImageNet", "DATASET", "ImageNet"),
        ),
        proposes=("Tiny LoRA",),
        dataset_roles={"ImageNet": "eval"},
        results=(AnnotatedResult("FID", "12.5\\%", "absolute", "ImageNet", "Tiny LoRA", comparator="LoRA"),),
        comparisons=(AnnotatedComparison("Tiny LoRA", "LoRA", "outperforms", False),),
        source="daily-papers",
    )


def test_offsets_count_in_the_display_text(annotation: Annotation) -> None:
    paper = to_paper(annotation)
    assert [m.text for m in paper.document.mentions] == ["LoRA", "Tiny LoRA", "ImageNet"]
    assert all(paper.document.text[m.start : m.end] == m.text for m in paper.document.mentions)
    assert "**" in paper.raw
    assert "**" not in paper.document.text


def test_entities_are_names_in_lower_case(annotation: Annotation) -> None:
    paper = to_paper(annotation)
    assert paper.names == ("lora", "tiny lora", "imagenet")
    assert paper.proposes == ("tiny lora",)
    assert paper.dataset_roles == {"imagenet": "eval"}
    (result,) = paper.results
    assert (result.metric, result.dataset, result.subject, result.comparator) == (
        "fid",
        "imagenet",
        "tiny lora",
        "lora",
    )
    assert result.value == "12.5%"
    assert paper.comparisons == (AnnotatedComparison("tiny lora", "lora", "outperforms", False),)


def test_a_comparator_that_the_file_does_not_say_is_none(annotation: Annotation) -> None:
    bare = replace(annotation, results=(AnnotatedResult(None, "3", "absolute", None, None),))
    assert to_paper(bare).results[0].comparator is None


def test_a_tenth_of_the_daily_papers_is_held_out() -> None:
    papers = [Annotation(str(n), "", source="daily-papers") for n in range(2000)]
    assert 0.08 < sum(map(is_held_out, papers)) / len(papers) < 0.12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gold of 40 papers a file."""
    empty = {"source": "arxiv", "text": "T", "mentions": [], "proposes": [], "dataset_roles": {}, "results": []}
    for name in ("train", "claims-train", "dev", "claims-dev"):
        rows = [json.dumps({"id": f"{name} {n}"} | empty) + "\n" for n in range(40)]
        (tmp_path / f"{name}.jsonl").write_text("".join(rows))
    return tmp_path


def test_what_is_learned_from_and_what_is_unseen_are_all_papers_and_share_none(folder: Path) -> None:
    learned, unseen = ({paper.id for paper in papers} for papers in (read_learned(folder), read_unseen(folder)))
    assert not learned & unseen
    assert len(learned) + len(unseen) == 160
    assert {paper for paper in unseen if "train" not in paper} == {
        f"{d} {n}" for d in ("dev", "claims-dev") for n in range(40)
    }
    assert 80 < len(unseen) < 100  # a tenth of 80 papers more


def test_papers_of_judged_statements_are_those_that_are_not_read_anyway(folder: Path) -> None:
    unseen = list_unseen(folder)
    learned = read_learned(folder)[0].id
    judged = [
        JudgedStatement(paper, "arxiv", "uses", "x", 0, "s", "o", 0.5, True, "w") for paper in (learned, unseen[0].id)
    ]
    assert [paper.id for paper in list_judged(folder, judged, unseen)] == [learned]


def test_a_paper_of_another_source_is_never_held_out() -> None:
    assert not any(is_held_out(Annotation(str(n), "", source="listing")) for n in range(200))


def test_docs_have_the_annotated_entities(annotation: Annotation) -> None:
    (doc,) = to_docs([to_paper(annotation)], blank_pipeline())
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("LoRA", "METHOD"),
        ("Tiny LoRA", "METHOD"),
        ("ImageNet", "DATASET"),
    ]


def with_id(paper: GoldPaper, identifier: str) -> GoldPaper:
    return replace(paper, id=identifier)


def test_noise_depends_on_the_identifier_alone(annotation: Annotation) -> None:
    paper = to_paper(annotation)
    random.seed(1)
    first = disturb(paper)
    random.seed(2)
    assert disturb(paper) == first


def test_noise_keeps_names_beside_their_mentions(annotation: Annotation) -> None:
    paper = to_paper(annotation)
    name_of = {m.start: name for m, name in zip(paper.document.mentions, paper.names, strict=True)}
    missing = cut = swapped = 0
    for n in range(200):
        noisy = disturb(with_id(paper, str(n)))
        missing += len(noisy.names) < len(paper.names)
        for mention, name in zip(noisy.document.mentions, noisy.names, strict=True):
            assert noisy.document.text[mention.start : mention.end] == mention.text
            whole = mention.start in name_of
            assert not whole or name_of[mention.start] == name
            cut += not whole
            swapped += mention.label == "MODEL"
    assert missing
    assert cut
    assert swapped
