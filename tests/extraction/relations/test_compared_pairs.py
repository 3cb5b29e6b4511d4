"""Who is compared with whom, in the words of one paper."""

from __future__ import annotations

import pytest

from kg.extraction.relations.compared_pairs import find_compared
from tests.fixtures.documents import document


def compare(*sentences: str, proposed: tuple[str, ...] = ("Frob",)) -> list[str]:
    """What a paper of these sentences compares that introduces Frob, or whatever is said to be proposed."""
    read = document(" ".join(["We propose [METHOD Frob].", *sentences]))
    own = {mention.reference for mention in read.mentions if mention.text in proposed}
    return [
        f"{read.mention_at(one.subject).text} {'not ' * one.denied}{one.relation} {read.mention_at(one.object).text}"
        for one in find_compared(read, own)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[METHOD Frob] outperforms [METHOD LoRA].", ["Frob outperforms LoRA"]),
        ("[MODEL GPT-4] outperforms [MODEL BERT].", ["GPT-4 outperforms BERT"]),
        ("Our method outperforms [METHOD LoRA] and [METHOD DoRA].", ["Frob outperforms LoRA", "Frob outperforms DoRA"]),
        ("It is on par with [MODEL GPT-4].", ["Frob comparesWith GPT-4"]),
        ("It does not outperform [METHOD LoRA].", ["Frob not outperforms LoRA"]),
        ("[MODEL BERT] underperforms [METHOD LoRA].", ["LoRA outperforms BERT"]),
    ],
)
def test_it_finds(sentence: str, expected: list[str]) -> None:
    assert compare(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Our method outperforms prior work.", "nothing is named"),
        ("We build on [METHOD LoRA].", "nothing is compared"),
        ("[METHOD Frob] outperforms [METHOD Frob].", "nothing is better than itself"),
    ],
)
def test_it_does_not_find(sentence: str, why: str) -> None:
    assert compare(sentence) == [], why


def test_our_method_is_nobody_in_particular_where_several_are_proposed() -> None:
    two = ("Frob", "Zorg")
    assert compare("We propose [METHOD Zorg].", "Our method outperforms [METHOD LoRA].", proposed=two) == []


def test_the_stretch_that_says_so_is_told_with_its_sentence() -> None:
    read = document("The new [METHOD Frob] clearly outperforms [METHOD LoRA] on all tasks.")
    (one,) = find_compared(read, ())
    assert "outperforms LoRA" in read.text[one.start : one.end]
    assert read.text[one.start : one.end] in "The new Frob clearly outperforms LoRA"
    assert read.text[one.sentence_start : one.sentence_end].startswith("The new Frob")
