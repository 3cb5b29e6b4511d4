"""What the text calls the paper's own, what it only uses, and whose work a sentence is about."""

from __future__ import annotations

import pytest

from kg.extraction.discourse.own_work import (
    MODELS_OF_OTHERS,
    OWN_RESULTS,
    SUBJECT_OF_OTHERS,
    Speaker,
    find_own_mentions,
    is_only_used,
)
from tests.fixtures.documents import document


@pytest.mark.parametrize(
    ("sentence", "degree", "form"),
    [
        ("We propose [METHOD X], a method.", 1.0, "a verb of making before the name"),
        ("This paper introduces a framework called [METHOD X].", 1.0, "the paper is who introduces it"),
        ("We present a new and unusually simple family of networks, [MODEL X].", 0.8, "many words before the name"),
        ("We release our corpus: [DATASET X].", 1.0, "after a colon"),
        ("The gains of our [METHOD X] are large.", 0.6, "our"),
        ("The proposed method [METHOD X] is fast.", 0.6, "proposed"),
    ],
)
def test_names_that_the_paper_introduces(sentence: str, degree: float, form: str) -> None:
    assert find_own_mentions(document(sentence)) == {0: degree}, form


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("[METHOD X] is fast.", "nothing says whose it is"),
        ("Others propose [METHOD X].", "who proposes it is not the paper"),
        ("We use [METHOD X].", "no verb of making"),
        ("We propose a method that extends [METHOD X].", "it is within a relative clause"),
        ("We develop a method based on [METHOD X].", "what the method is based on"),
        ("We propose a method. [METHOD X] is slow.", "another sentence"),
        ("We propose a\n[METHOD X] is slow.", "another sentence, without a full stop before it"),
        ("We propose [TASK X].", "a task is nobody's own"),
        ("We propose [METRIC X].", "nor is a metric"),
    ],
)
def test_names_that_the_paper_does_not_introduce(sentence: str, why: str) -> None:
    assert find_own_mentions(document(sentence)) == {}, why


@pytest.mark.parametrize(
    ("title", "found", "why"),
    [
        ("[METHOD X]: Better Rewards", {0: 1.0}, "a title that names it before a colon"),
        (" [METHOD X]: Better Rewards", {0: 1.0}, "white space before it"),
        ("Better Rewards: [METHOD X]", {}, "a name after the colon"),
        ("Beyond [METHOD X]: Better Rewards", {}, "a name that does not open the title"),
        ("[METHOD X] for Better Rewards", {}, "no colon"),
    ],
)
def test_names_that_the_title_introduces(title: str, found: dict[int, float], why: str) -> None:
    assert find_own_mentions(document("It is fast.", title=title)) == found, why


@pytest.mark.parametrize(
    ("abstract", "why"),
    [
        ("We test it on [DATASET X].", "a preposition governs it"),
        ("We test it on the [DATASET X].", "an article between"),
        ("It is filtered from the [DATASET X] and better than [DATASET X].", "each mention is governed"),
        ("We test it on [DATASET X]. We release code.", "a word of making in the next sentence"),
    ],
)
def test_what_is_only_used(abstract: str, why: str) -> None:
    read = document(abstract)
    assert is_only_used(read, read.mentions_in(0, len(read.text))), why


@pytest.mark.parametrize(
    ("abstract", "title", "why"),
    [
        ("We test it on [DATASET X], our new benchmark.", "T", "a word of making after it"),
        ("We test it on [DATASET X]. [DATASET X] is hard.", "T", "one mention is not governed"),
        ("We propose [DATASET X].", "T", "no preposition"),
        ("We test on A, B, C and [DATASET X].", "T", "the preposition governs another name"),
        ("We test it on [DATASET X].", "Better Scores on [DATASET X]", "the title names it"),
    ],
)
def test_what_may_be_more_than_used(abstract: str, title: str, why: str) -> None:
    read = document(abstract, title=title)
    assert not is_only_used(read, read.mentions_in(0, len(read.text))), why


@pytest.mark.parametrize(
    ("sentence", "own_names", "why"),
    [
        ("We use HERE", [], "we"),
        ("The proposed method uses HERE", [], "proposed"),
        ("Unlike prior work, it uses HERE", [], "the last one counts"),
        ("LoRA uses HERE", [4], "a name that the paper proposes"),
        ("Existing work fails, LoRA uses HERE", [25], "such a name after prior work"),
    ],
)
def test_the_paper_speaks(sentence: str, own_names: list[int], why: str) -> None:
    assert Speaker(sentence, own_names).is_the_paper(sentence.index("HERE")), why


@pytest.mark.parametrize(
    ("sentence", "own_names", "why"),
    [
        ("LoRA uses HERE", [], "nobody is named"),
        ("Existing methods use HERE", [], "prior work"),
        ("We find that previous methods use HERE", [], "prior work comes last"),
        ("LoRA, unlike BERT, uses HERE", [4], "others come last"),
        ("Its use of HERE", [], "its is not it"),
        ("HERE we use it", [], "we comes later"),
    ],
)
def test_others_speak(sentence: str, own_names: list[int], why: str) -> None:
    assert not Speaker(sentence, own_names).is_the_paper(sentence.index("HERE")), why


OWN = "of the paper's results"
OTHERS = "of others' models"
SUBJECT = "others' models as the subject"


@pytest.mark.parametrize(
    ("clause", "about"),
    [
        ("our method reaches ", {OWN}),
        ("we obtain ", {OWN}),
        ("the fine-tuned model reaches ", {OWN, OTHERS}),
        ("the best-performing model reaches ", {OTHERS}),
        ("no LLM exceeds ", {OTHERS}),
        ("Best-performing models reach ", {OTHERS}),
        ("Even existing models reach ", {OTHERS, SUBJECT}),
        ("it shows that current agents reach ", {OTHERS, SUBJECT}),
        # none of them
        ("our evaluation finds ", set()),
        ("Unlike existing methods, it reaches ", {OTHERS}),
        ("it reaches ", set()),
    ],
)
def test_whose_numbers_a_clause_is_about(clause: str, about: set[str]) -> None:
    patterns = {OWN: OWN_RESULTS, OTHERS: MODELS_OF_OTHERS, SUBJECT: SUBJECT_OF_OTHERS}
    assert {name for name, pattern in patterns.items() if pattern.search(clause)} == about
