"""Tasks that a title aims at or an abstract opens with, and those that are only a means or only named."""

from __future__ import annotations

import pytest

from kg.extraction.relations.addressed_tasks import find_addressed_tasks
from tests.extraction.relations.test_find_relations import document


def list_tasks(marked: str) -> list[tuple[str, str]]:
    read = document(marked)
    return [(read.mention_at(claim.mention).text, claim.origin) for claim in find_addressed_tasks(read)]


@pytest.mark.parametrize(
    "title",
    [
        "CRD: Rewards for [TASK image editing]",
        "CRD: Rewards for Fast and Faithful [TASK image editing]",  # words between
        "[TASK image editing] with Fewer Steps",
        "Training on Noise: [TASK image editing] Revisited",
        "Benchmarking Agents by Design for [TASK image editing]",  # the nearer preposition governs it
        "Learning from Scratch - a Study of [TASK image editing]",
    ],
)
def test_a_title_aims_at_its_task(title: str) -> None:
    assert list_tasks(f"{title}\nText.") == [("image editing", "title")]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Better Agents via [TASK token prediction]", id="a means"),
        pytest.param("Better Agents with Cheap [TASK token prediction]", id="a means with words between"),
        pytest.param("Pre-[TASK alignment] of Models", id="a part of a compound"),
        pytest.param("Agents for [TASK Few-shot] Editing", id="a setting"),
        pytest.param("Agents and [METHOD LoRA] for [METRIC accuracy]", id="no task"),
    ],
)
def test_what_a_title_names_otherwise_is_no_aim(title: str) -> None:
    assert list_tasks(f"{title}\nText.") == []


@pytest.mark.parametrize(
    "opening",
    [
        "[TASK person search] aims to find people.",
        "[TASK person search] (PS) is hard.",
        "[TASK person search], a core problem of vision, remains open.",
        "[TASK person search] tasks increasingly require more.",
    ],
)
def test_an_abstract_opens_with_its_task(opening: str) -> None:
    assert list_tasks(f"Title\n{opening}\nMore.") == [("person search", "opening")]


@pytest.mark.parametrize(
    "abstract",
    [
        pytest.param("We see that [TASK person search] is hard.", id="not what the sentence begins with"),
        pytest.param("All is well.\n[TASK person search] is hard.", id="not the first sentence"),
        pytest.param("[TASK person search] models are slow.", id="the sentence is about models"),
        pytest.param("[TASK computer vision] is a wide field.", id="a whole field"),
        pytest.param("", id="no abstract"),
    ],
)
def test_what_an_abstract_names_otherwise_is_not_its_task(abstract: str) -> None:
    assert list_tasks(f"Title\n{abstract}") == []


def test_evidence_is_the_sentence() -> None:
    read = document("Rewards for [TASK image editing]\n[TASK image editing] is hard.\nMore.")
    first, second = find_addressed_tasks(read)
    assert read.text[first.sentence_start : first.sentence_end].strip() == "Rewards for image editing"
    assert read.text[second.sentence_start : second.sentence_end].strip() == "image editing is hard."
    assert 0 < second.score < first.score < 1
