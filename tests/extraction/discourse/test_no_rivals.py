"""What looks like a comparison and claims nothing."""

from __future__ import annotations

import pytest

from kg.extraction.discourse.no_rivals import claims_nothing, is_kin, is_unnamed_class
from kg.extraction.document import MentionIndex
from tests.fixtures.documents import document


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("It beats existing [MODEL LLMs].", True),
        ("It beats other [MODEL language models].", True),
        ("It beats previous open-source [MODEL vision-language models].", True),
        ("It beats [MODEL LLMs] of the same size.", True),
        ("It beats [MODEL LLMs].", False),
        ("It beats existing [MODEL BERT].", False),  # a name is a name
        ("It beats [METHOD autoregressive decoding].", False),
    ],
)
def test_a_class_after_a_word_for_others_names_nobody(text: str, unnamed: bool) -> None:
    assert is_unnamed_class(document(text), MentionIndex(0)) is unnamed


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("Rotors are less studied than [METHOD wings].", True),
        ("Their number is limited compared to [METHOD wings].", True),
        ("Rotors are better understood than [METHOD wings].", True),
        ("Rotors are faster than [METHOD wings].", False),
        ("Rotors cost less than [METHOD wings].", False),
    ],
)
def test_what_is_known_less_is_not_worse(text: str, nothing: bool) -> None:
    read = document(text)
    cue = next(read.text.index(word) for word in ("than", "compared") if word in read.text)
    assert claims_nothing(read, cue) is nothing


@pytest.mark.parametrize(
    ("name", "kin"),
    [("Rotor-7B", True), ("RotorXL", True), ("Motor-7B", False), ("ROTOR-Base", True), ("ro", False)],
)
def test_kin_has_the_stem_of_an_own_name(name: str, kin: bool) -> None:
    assert is_kin(name, ["Rotor-3B", "Rotor"]) is kin
