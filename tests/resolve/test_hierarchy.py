"""Relations that names state, and names that only look as if they did."""

import pytest

from kg.model.knowledge import Entity
from kg.model.types import Label
from kg.resolve.hierarchy import relate_names
from kg.text.identifiers import make_entity_id


def entity(label: Label, name: str) -> Entity:
    return Entity(make_entity_id(label, name), label, name, ((name, 1),), (), 1, 1)


def relate_pair(label: Label, name: str, other: str) -> list[str]:
    entities = [entity(label, name), entity(label, other)]
    return [relation.type for relation in relate_names(entities, {e.id: ("p",) for e in entities})]


@pytest.mark.parametrize(
    ("label", "variant", "base"),
    [
        ("MODEL", "LLaMA-7B", "LLaMA"),
        ("MODEL", "Qwen2.5-VL-7B", "Qwen2.5-VL"),
        ("MODEL", "Llama-3-8B-Instruct", "Llama-3-8B"),
        ("MODEL", "ViT-B/16", "ViT"),
        ("MODEL", "GPT-4o-mini", "GPT-4o"),
        ("MODEL", "Qwen3-30B-A3B", "Qwen3"),
        ("DATASET", "ImageNet 256x256", "ImageNet"),
        ("DATASET", "ImageNet-1k", "ImageNet"),
        ("DATASET", "AIME 2025", "AIME"),
        ("DATASET", "HumanEval+", "HumanEval"),
        ("DATASET", "SWE-bench Verified", "SWE-bench"),
    ],
)
def test_variants(label: Label, variant: str, base: str) -> None:
    assert relate_pair(label, variant, base) == ["variantOf"]


@pytest.mark.parametrize(
    ("label", "kind", "head"),
    [
        ("METHOD", "continual pre-training", "pre-training"),
        ("METHOD", "dynamic low-rank adaptation", "low-rank adaptation"),
        ("METRIC", "top-1 accuracy", "accuracy"),
        ("MODEL", "large language model", "language model"),
        ("MODEL", "Vision Transformer", "Transformer"),
        ("TASK", "long video generation", "video generation"),
    ],
)
def test_kinds(label: Label, kind: str, head: str) -> None:
    assert relate_pair(label, kind, head) == ["broader"]


@pytest.mark.parametrize(
    ("label", "name", "other", "why"),
    [
        ("MODEL", "GPT-4o", "GPT-4", "another version"),
        ("MODEL", "Llama-3", "Llama", "a version, not a size"),
        ("DATASET", "VBench-2.0", "VBench", "another version"),
        ("MODEL", "vision-language model", "language model", "the hyphen binds the modifier"),
        ("MODEL", "OpenAI o1-mini", "o1-mini", "a proper name with its maker"),
        ("MODEL", "Stable Diffusion", "Diffusion", "a proper name"),
        ("METHOD", "lack of attention", "attention", "no kind of it"),
        ("METHOD", "pseudo labeling", "labeling", "no kind of it"),
        ("METRIC", "area under the curve", "curve", "the head is area"),
        ("TASK", "image generation", "generation", "too general to say anything"),
        ("DATASET", "Visual Genome", "Genome", "a proper name"),
        ("METHOD", "LoRA+", "LoRA", "another method"),
        ("METRIC", "rFID", "FID", "another metric"),
    ],
)
def test_names_that_state_nothing(label: Label, name: str, other: str, why: str) -> None:
    assert relate_pair(label, name, other) == [], why


def test_the_nearest_base_is_taken_and_there_is_no_cycle() -> None:
    names = ["Qwen3", "Qwen3-8B", "Qwen3-8B-Instruct"]
    entities = [entity("MODEL", name) for name in names]
    relations = relate_names(entities, {e.id: () for e in entities})
    assert [(r.subject, r.object) for r in relations] == [
        ("model/qwen3-8b", "model/qwen3"),
        ("model/qwen3-8b-instruct", "model/qwen3-8b"),
    ]


def test_types_do_not_mix() -> None:
    entities = [entity("METHOD", "continual pre-training"), entity("TASK", "pre-training")]
    assert relate_names(entities, {e.id: () for e in entities}) == ()
