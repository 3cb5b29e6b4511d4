"""The phrases that state a relation, and what they do not match."""

from __future__ import annotations

import pytest

from kg.extraction.relations.patterns import PATTERNS

BY_NAME = {pattern.name: pattern for pattern in PATTERNS}

MATCHES = [
    ("based on", "it is built on top of X", "is built on top of"),
    ("based on", "an extension of X", "extension of"),
    ("based on", "initialized from X", "initialized from"),
    ("we use", "We also adopt X", "We also adopt"),
    ("we use", "we fine-tune X", "we fine-tune"),
    ("we use", "we build upon X", "we build upon"),
    ("using", "using X", "using"),
    ("using", "it incorporates X", "incorporates"),
    ("we address", "we further investigate X", "we further investigate"),
    ("we address", "it tackles the problem of X", "tackles the problem of"),
    ("we address", "the task of X", "task of"),
    ("method for", "a framework for X", "framework for"),
    ("method for", "tailored for X", "tailored for"),
    ("method for", "a solution to X", "solution to"),
    ("we address", "focusing on X", "focusing on"),
    ("to improve", "a loss that improves X", "that improves"),
    ("to improve", "in order to achieve X", "to achieve"),
    ("experiments on", "Extensive experiments across several X", "experiments across"),
    ("experiments on", "experimental results show gains on X", "experimental results show gains on"),
    ("performance on", "we evaluate it on X", "evaluate it on"),
    ("performance on", "the best results in X", "results in"),
    ("in terms of", "in terms of X", "in terms of"),
    ("in terms of", "as measured by X", "as measured by"),
    ("in terms of", "evaluated with X", "evaluated with"),
    ("in terms of", "metrics, such as X", "metrics, such as"),
]


@pytest.mark.parametrize(("name", "sentence", "phrase"), MATCHES)
def test_what_a_phrase_matches(name: str, sentence: str, phrase: str) -> None:
    match = BY_NAME[name].pattern.search(sentence)
    assert match is not None
    assert match[0] == phrase


@pytest.mark.parametrize(
    ("name", "sentence", "why"),
    [
        ("based on", "LLM-based on X", "a part of a compound"),
        ("we use", "they use X", "others use it"),
        ("we use", "we do not really want to use X", "too many words between"),
        ("using", "reusing X", "a part of a word"),
        ("using", "it uses X", "a verb that others' work has just as well"),
        ("we address", "we propose X", "nothing is addressed"),
        ("method for", "for X", "no noun of a method"),
        ("method for", "models forX", "a part of a word"),
        ("we address", "the pre-training task of X", "a means of training"),
        ("to improve", "improvements in X", "a noun"),
        ("experiments on", "experiments show X", "no preposition"),
        ("performance on", "retests on X", "a part of a word"),
        ("in terms of", "on terms of X", "another preposition"),
        ("in terms of", "evaluated on X", "a dataset follows"),
    ],
)
def test_what_a_phrase_does_not_match(name: str, sentence: str, why: str) -> None:
    assert BY_NAME[name].pattern.search(sentence) is None, why


@pytest.mark.parametrize(("name", "sentence", "phrase"), MATCHES)
def test_the_prefilter_lets_every_match_through(name: str, sentence: str, phrase: str) -> None:
    sentence = f"This is {sentence}, here."
    assert any(part in sentence.lower() for part in BY_NAME[name].prefilter)


def test_names_are_unique_scores_are_shares_and_every_pattern_is_tested() -> None:
    assert len(BY_NAME) == len(PATTERNS)
    assert all(0 < pattern.score < 1 for pattern in PATTERNS)
    assert {name for name, _, _ in MATCHES} == BY_NAME.keys()
