"""What the words of a name tell."""

import pytest

from kg.model.types import Label
from kg.resolve.word_forms import (
    choose_spelling,
    guess_label,
    lower_ordinary_words,
    make_sense_key,
    to_singular,
    writes_short_form,
)
from kg.text.normalise import is_short_form


@pytest.mark.parametrize("surface", ["LLMs", "CFG", "LoRA", "T2I", "3DGS", "mIoU", "CoT", "GPT-4", "Q&A"])
def test_short_forms(surface: str) -> None:
    assert is_short_form(surface)


@pytest.mark.parametrize(
    "surface", ["attention", "Adam", "diffusion models", "Vision Transformer", "GPT 4 Turbo", "math", ""]
)
def test_other_words(surface: str) -> None:
    assert not is_short_form(surface)


@pytest.mark.parametrize(
    ("surface", "short", "expected"),
    [
        ("LoRA", "LoRA", True),
        ("LORA", "LoRA", True),
        ("LoRAs", "LoRA", True),
        ("LLMs", "LLM", True),
        ("MIOU", "mIoU", True),
        ("DPO", "D-PO", True),
        ("re-ID", "Re-ID", True),
        ("rFID", "RFID", False),
        ("MaE", "MAE", False),
    ],
)
def test_case_tells_short_forms_apart(surface: str, short: str, expected: bool) -> None:
    assert writes_short_form(surface, short) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("attack success rate", "METRIC"),
        ("large language models", "MODEL"),
        ("Stanford Question Answering Dataset", "DATASET"),
        ("automatic speech recognition", "TASK"),
        ("classifier-free guidance", None),
        ("", None),
    ],
)
def test_the_head_of_a_name_suggests_a_label(name: str, expected: Label | None) -> None:
    assert guess_label(name) == expected


@pytest.mark.parametrize(
    ("long_form", "other"),
    [
        ("continual pre-training", "Continued Pretraining"),
        ("reinforcement learning with verifiable rewards", "reinforcement learning from verified reward"),
        ("low-rank adaptation", "Low-Rank Adapters"),
        ("vision-language-action", "vision-language-action model"),
        ("Mixture of Experts", "mixture-of-experts models"),
    ],
)
def test_spellings_of_one_long_form_share_a_sense_key(long_form: str, other: str) -> None:
    assert make_sense_key(long_form) == make_sense_key(other)


@pytest.mark.parametrize(
    ("long_form", "other"),
    [
        ("visual question answering", "video question answering"),
        ("image restoration", "information retrieval"),
        ("generative modeling", "generalized modeling"),
        ("mixture of depths", "mixture of denoisers"),
        ("direct preference optimization", "direct policy optimization"),
        ("large language model", "language model"),
    ],
)
def test_long_forms_of_two_senses_do_not(long_form: str, other: str) -> None:
    assert make_sense_key(long_form) != make_sense_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("large language models", "large language model"),
        ("Vision Transformers", "Vision Transformer"),
        ("ViTs", "ViT"),
        ("Mixture of Experts", "Mixture of Experts"),
        ("mixtures of experts", "mixture of experts"),
        ("Cityscapes", "Cityscapes"),
        ("frames per second", "frame per second"),
        ("CLIPS", "CLIPS"),
    ],
)
def test_the_head_word_is_put_in_the_singular(name: str, expected: str) -> None:
    assert to_singular(name) == expected


def test_an_attested_singular_is_taken() -> None:
    assert to_singular("Llamas", attested={"Llama"}) == "Llama"


def test_running_text_wins_from_a_third_on() -> None:
    assert choose_spelling({"Knowledge Distillation": 2.9, "knowledge distillation": 1.0}) == "knowledge distillation"
    assert choose_spelling({"Muon": 9.0, "muon": 1.0}) == "Muon"
    assert choose_spelling({"GPT-4": 2.0, "GPT4": 1.0}) == "GPT-4"


def test_ordinary_words_lose_the_capital_of_a_heading() -> None:
    words = {"weight", "averaging", "splatting"}
    assert lower_ordinary_words("Weight Averaging", words) == "weight averaging"
    assert lower_ordinary_words("Gaussian Splatting", words) == "Gaussian splatting"
    assert lower_ordinary_words("Averaging", words) == "Averaging"
