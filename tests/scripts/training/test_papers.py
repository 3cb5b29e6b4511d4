"""Annotated papers as documents."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.extraction.segmentation.tokenizer import blank_pipeline
from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper, is_held_out, to_docs, to_paper

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
        for found, name in zip(noisy.document.mentions, noisy.names, strict=True):
            assert noisy.document.text[found.start : found.end] == found.text
            whole = found.start in name_of
            assert not whole or name_of[found.start] == name
            cut += not whole
            swapped += found.label == "MODEL"
    assert missing
    assert cut
    assert swapped
