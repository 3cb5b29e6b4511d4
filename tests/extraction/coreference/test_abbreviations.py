"""Abbreviation pairs are found where a text defines them, and their forms complete each other."""

import pytest

from kg.extraction.coreference.abbreviations import AbbreviationPair, add_missing_forms, find_pairs, refer_pairs
from kg.model.records import Abbreviation, Mention, MentionStart
from kg.model.types import Label


def list_pairs(text: str) -> list[tuple[str, str]]:
    pairs = find_pairs(text, ((0, len(text)),))
    return [(text[slice(*pair.short)], text[slice(*pair.long)]) for pair in pairs]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Classifier-free guidance (CFG) is used.", "CFG", "Classifier-free guidance"),
        ("use classifier-free guidance (CFG, Ho and Salimans) here", "CFG", "classifier-free guidance"),
        ("Recent large language models (LLMs) do well.", "LLMs", "large language models"),
        ("a Mixture of Experts (MoE) model", "MoE", "Mixture of Experts"),
        ("we study text-to-video (T2V) generation", "T2V", "text-to-video"),
        ("from 3D Gaussian Splatting (3DGS) scenes", "3DGS", "3D Gaussian Splatting"),
        ("the mean Intersection over Union (mIoU)", "mIoU", "mean Intersection over Union"),
        ("our hybrid contrastive-distillation (HyCD) loss", "HyCD", "hybrid contrastive-distillation"),
        ("the Sparse Self-Speculative (S3) decoder", "S3", "Sparse Self-Speculative"),
        ("aligned with OpenStreetMap (OSM) tiles", "OSM", "OpenStreetMap"),
        ("guided by CFG (classifier-free guidance) at each step", "CFG", "classifier-free guidance"),
        ("Low-Rank Adaptation, or LoRA, is cheap", "LoRA", "Low-Rank Adaptation"),
        ("a Low-Rank Adaptation method, termed LoRA, is cheap", "LoRA", "Low-Rank Adaptation"),
        ("LoRA, short for Low-Rank Adaptation, is cheap", "LoRA", "Low-Rank Adaptation"),
        ("direct preference optimization (hereafter DPO) is simple", "DPO", "direct preference optimization"),
        ("Diffusion Learning via Centered Reward Distillation (CRD)", "CRD", "Centered Reward Distillation"),
        ("dubbed “Visual Consistency Learning” (ViCO)", "ViCO", "Visual Consistency Learning"),
    ],
)
def test_finds(text: str, short: str, long: str) -> None:
    assert list_pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("guidance was proposed (Chen et al., 2022)", id="a citation"),
        pytest.param("seven billion (7B) parameters", id="a size"),
        pytest.param("five gradient backups (5 GB)", id="a number with its unit"),
        pytest.param("other existing guidance (e.g., EG)", id="an example"),
        pytest.param("our unified robust system (ours)", id="a word"),
        pytest.param("reward models on benchmarks (MMLU)", id="letters that the words do not hold"),
        pytest.param("CRD: Centered Reward Distillation", id="a title's head, without brackets"),
        pytest.param(
            "improved large-scale training (LLM-LST LST)", id="two words in the bracket, one of them no initials"
        ),
        pytest.param("the steps (i) and (ii) follow", id="numbering"),
        pytest.param("we use GPT models (GPT) here", id="a long form that holds the short one"),
        pytest.param("Contrastive models learn. (CML) follows", id="words of the sentence before"),
        pytest.param("learning (Rust) is fun", id="a capitalised word"),
    ],
)
def test_finds_nothing(text: str) -> None:
    assert list_pairs(text) == []


def test_article_is_not_part_of_the_long_form() -> None:
    assert list_pairs("with an Attention Network (AN) on top") == [("AN", "Attention Network")]


def test_long_form_does_not_reach_into_the_sentence_before() -> None:
    text = "We rank. Contrastive learning (RCL) helps."
    assert find_pairs(text, ((0, 9), (9, len(text)))) == ()


def test_long_sentence_stays_cheap() -> None:
    text = "a (" * 4000 + "large language model (LLM)" + ", or" * 2000
    assert list_pairs(text) == [("LLM", "large language model")]


def test_a_long_form_does_not_begin_inside_a_compound_of_one_initial() -> None:
    text = "We add it to a multi-modal LLM (MLLM) and a non-Gaussian process (GP)."
    assert list_pairs(text) == [("MLLM", "multi-modal LLM"), ("GP", "Gaussian process")]


TEXT = "We use classifier-free guidance (CFG) here."
LONG, SHORT = (7, 31), (33, 36)
PAIR = AbbreviationPair(SHORT, LONG)


def mention(span: tuple[int, int], label: Label = "METHOD", score: float = 0.9) -> Mention:
    return Mention(*span, label, TEXT[slice(*span)], score, "ner")


def test_the_missing_short_form_is_added_with_label_and_score() -> None:
    assert add_missing_forms(TEXT, [mention(LONG)], [PAIR]) == [
        mention(LONG),
        Mention(33, 36, "METHOD", "CFG", 0.9, "abbreviation"),
    ]


def test_the_missing_long_form_replaces_what_lies_within_it() -> None:
    guidance = mention((23, 31), "TASK", 0.4)
    assert [form.text for form in add_missing_forms(TEXT, [guidance, mention(SHORT)], [PAIR])] == [
        "classifier-free guidance",
        "CFG",
    ]


def test_the_surer_label_holds_for_both() -> None:
    forms = add_missing_forms(TEXT, [mention(LONG, "TASK", 0.5), mention(SHORT, "METHOD", 0.8)], [PAIR])
    assert [form.label for form in forms] == ["METHOD", "METHOD"]


def test_nothing_is_added_for_a_definition_of_nothing_found() -> None:
    assert add_missing_forms(TEXT, [], [PAIR]) == []


def test_nothing_is_added_across_another_mention() -> None:
    crossing = mention((3, 17), "TASK")  # "use classifier"
    assert add_missing_forms(TEXT, [crossing, mention(SHORT)], [PAIR]) == [crossing, mention(SHORT)]


def test_definitions_point_at_both_mentions() -> None:
    assert refer_pairs([mention(LONG), mention(SHORT)], [PAIR]) == (
        Abbreviation(short=MentionStart(33), long=MentionStart(7)),
    )
    assert refer_pairs([mention(LONG)], [PAIR]) == ()
