"""Who is compared with whom, in the words of one paper."""

from __future__ import annotations

import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.relations.compared_pairs import Pair, find_compared, load_shipped
from tests.fixtures.documents import document


def compare(*sentences: str) -> list[str]:
    """What a paper of these sentences compares that introduces Frob."""
    read = document(" ".join(["We propose [METHOD Frob].", *sentences]))
    own = {mention.reference for mention in read.mentions if mention.text == "Frob"}
    return [
        f"{read.mention_at(comparison.subject).text} {'not ' * comparison.denied}"
        f"{comparison.relation} {read.mention_at(comparison.object).text}"
        for comparison in find_compared(read, own)
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
        (
            "[MODEL Frob-1B] reaches 71.2%, and [MODEL Frob-7B] outperforms [MODEL GPT-4].",
            ["Frob-7B outperforms GPT-4"],
        ),
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


def test_our_method_is_less_sure_where_several_are_proposed() -> None:
    read = document("We propose [METHOD Frob]. It uses [METHOD Zorg]. Our method outperforms [METHOD LoRA].")
    (alone,) = find_compared(read, {read.mentions[0].reference})
    assert read.mention_at(alone.subject).text == "Frob"
    of_two = find_compared(read, {mention.reference for mention in read.mentions[:2]})
    assert max((comparison.score for comparison in of_two), default=0.0) < alone.score


def test_the_stretch_that_says_so_is_told_with_its_sentence() -> None:
    read = document("The new [METHOD Frob] clearly outperforms [METHOD LoRA] on all tasks.")
    (comparison,) = find_compared(read, ())
    assert read.text[comparison.start : comparison.end] == "Frob clearly outperforms LoRA"
    assert read.text[comparison.sentence_start : comparison.sentence_end].startswith("The new Frob")


def test_a_score_is_a_probability_and_falls_with_what_it_is_made_of() -> None:
    model = load_shipped()
    for encoder in (None, 0.5):
        pairs = [make_pair(probability, encoder) for probability in (0.0, 0.1, 0.5, 0.9, 1.0)]
        scores = [model.score(pair) for pair in pairs]
        assert scores == sorted(scores)
        assert 0.0 <= scores[0] < 0.1 < 0.4 < scores[3] < 1.0


def test_both_readers_count() -> None:
    model = load_shipped()
    assert model.score(make_pair(0.5, 0.1)) < model.score(make_pair(0.5, 0.9))
    assert model.score(make_pair(None, 0.9)) < model.score(make_pair(0.9, 0.9))


def make_pair(rules: float | None, encoder: float | None) -> Pair:
    return Pair(MentionIndex(0), MentionIndex(1), "outperforms", rules, encoder)


def test_kin_of_the_own_system_is_no_rival_of_it() -> None:
    read = document("We propose [MODEL Frob]. [MODEL Frob] outperforms [MODEL Frob-7B] and [MODEL GPT-4].")
    comparisons = find_compared(read, {read.mentions[0].reference})
    assert [read.mention_at(comparison.object).text for comparison in comparisons] == ["GPT-4"]
