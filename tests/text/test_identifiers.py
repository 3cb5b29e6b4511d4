"""What a slug looks like, which names share one, and which characters it must not hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.types import LABELS, Label
from kg.text.identifiers import get_entity_type, make_entity_id, slugify


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("classifier-free guidance", "classifier-free-guidance"),
        ("ImageNet 256x256", "imagenet-256x256"),
        ("LightningDiT-XL/1+IG", "lightningdit-xl%2F1+ig"),
        ("GPT-3.5", "gpt-3.5"),
        ("C++", "c++"),
        ("C#", "c%23"),
        ("A~B", "a%7Eb"),
        ("50%", "50%25"),
        ("..", "%2E%2E"),
        ("v1.", "v1%2E"),
        ("con", "%63on"),
        ("pass@1", "pass@1"),
        ("π0", "π0"),
        ("日本 語", "日本-語"),
        ("a\x00b", "a%00b"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slugify(name) == expected


def fold_name(name: str) -> str:
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()
    return "-".join(composed.replace("_", " ").split(" "))


names = st.text(alphabet=st.sampled_from("aAbßéİ1.-+~/%#25E :é日Ａ()*\x00"), max_size=8).map(str.strip)


@given(names, names)
def test_slugs_collide_only_by_case_composition_and_separators(name: str, other: str) -> None:
    if slugify(name) == slugify(other):
        assert fold_name(" ".join(name.split())) == fold_name(" ".join(other.split()))


@given(st.text(max_size=30))
def test_a_slug_is_safe_in_a_path_and_a_file_name(name: str) -> None:
    made = slugify(name)
    assert not set(made) & set("/\\#?<>\"{}|^`~:*&;,=()!$'[] \t\n")
    assert not made.startswith(".")
    assert not made.endswith(".")
    assert made == unicodedata.normalize("NFC", made)


def test_identifier_keeps_the_qualifier_apart() -> None:
    assert make_entity_id("METHOD", "CPT", qualifier="continual pre-training") == "method/cpt~continual-pre-training"
    assert make_entity_id("METHOD", "CPT~continual pre-training") != "method/cpt~continual-pre-training"
    assert make_entity_id("DATASET", "ImageNet 256x256") == "dataset/imagenet-256x256"


def test_identifier_refuses_an_unknown_label() -> None:
    with pytest.raises(ValueError, match="Unexpected label"):
        make_entity_id("PERSON", "Ada")  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize("label", LABELS)
def test_an_identifier_tells_the_type_that_it_was_made_with(label: Label) -> None:
    assert get_entity_type(make_entity_id(label, "model/x", qualifier="a task")) == label
