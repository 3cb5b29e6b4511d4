"""The wording of circumstances, and what is worded alike and is none."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.condition_patterns import (
    CONDITIONS,
    CONNECTIVE,
    FRONTED,
    GERUNDS,
    NARROW_LEADS,
    NOT_FRONTED,
    OPENS,
    SIZE_IN_BRACKETS,
)


@pytest.mark.parametrize(
    "phrase",
    [
        "with 4 sampling steps",
        "using only 10 labels",
        "after 100 epochs",
        "5-shot",
        "zero-shot setting",
        "on a single A100",
        "without classifier-free guidance",
        "at 80% sparsity",
        "on 7B models",
        "without additional training data",
        "with a frozen backbone",
        "in the zero-shot setting",
        "under distribution shift",
        "on the held-out test set",
        "on the test set",
        "across three model families",
        "when the context is removed",
        "fine-tuned on 100 examples",
    ],
)
def test_a_condition_is_found_whole(phrase: str) -> None:
    (match,) = CONDITIONS.finditer(f"It wins {phrase}.")
    assert match[0].removeprefix("in the ") == phrase.removeprefix("in the ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("It wins on GSM8K.", "a dataset"),
        ("It wins by 4 points.", "a change"),
        ("It wins under the hood.", "an idiom"),
        ("It wins without our guidance.", "the paper's own, left out"),
        ("It wins across all models.", "no choice among them"),
        ("It wins when compared to it.", "a comparison"),
        ("It wins after all.", "an adverb"),
    ],
)
def test_what_is_no_condition(text: str, why: str) -> None:
    assert CONDITIONS.search(text) is None, why


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("% (7B)", "7B"),
        ("% (5-shot)", "5-shot"),
        ("% (zero-shot)", "zero-shot"),
        ("% (ours)", None),
        ("% (7)", None),
    ],
)
def test_a_size_in_brackets(text: str, size: str | None) -> None:
    match = SIZE_IN_BRACKETS.match(text)
    assert (match and match["size"]) == size


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("With 4 steps, it wins", "With 4 steps"),
        ("after fine-tuning (SFT), it wins", "after fine-tuning (SFT)"),
        ("At 1.5 bits, it wins", "At 1.5 bits"),
        ("With it we win", None),
        ("Despite this, it wins", None),
    ],
)
def test_what_opens_a_sentence_up_to_its_comma(text: str, phrase: str | None) -> None:
    match = FRONTED.match(text)
    assert (match and match["phrase"]) == phrase


@pytest.mark.parametrize(
    "phrase",
    ["in addition", "for example", "On average", "on five benchmarks", "by contrast", "with the rise of LLMs",
     "when compared to it", "through hard work", "using this method"],
)  # fmt: skip
def test_openings_that_state_no_circumstance(phrase: str) -> None:
    assert NOT_FRONTED.match(phrase)


@pytest.mark.parametrize("phrase", ["with 4 steps", "by increasing the size", "through test-time scaling", "on a GPU"])
def test_openings_that_state_one(phrase: str) -> None:
    assert not NOT_FRONTED.match(phrase)


@pytest.mark.parametrize(
    ("lead", "phrase", "fits"),
    [
        ("in", "in the zero-shot setting", True),
        ("in", "in the year of the pig", False),
        ("on", "on a single A100", True),
        ("on", "on GSM8K", False),
        ("for", "for 7B models", True),
        ("for", "for this", False),
    ],
)
def test_leads_that_need_more_than_a_phrase(lead: str, phrase: str, fits: bool) -> None:
    assert (NARROW_LEADS[lead].search(phrase) is not None) is fits


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Increasing the size improves it", "Increasing the size"),
        ("It holds that scaling the data further reduces it", "scaling the data"),
        ("Using the data improves it", None),
        ("Increasing the size is hard", None),
        ("Improving it reduces it", None),
    ],
)
def test_what_was_done_before_what_it_leads_to(text: str, phrase: str | None) -> None:
    match = GERUNDS.search(text)
    assert (match and match["phrase"].rstrip()) == phrase


def test_places_at_which_a_clause_opens_and_words_that_come_before_it() -> None:
    text = "For example, it shows that, at 4 steps: it wins"
    assert [text[match.end() :][:2] for match in OPENS.finditer(text)] == ["Fo", "at", "it"]
    assert CONNECTIVE.match("For example, it")
    assert CONNECTIVE.match("Even with it")
    assert not CONNECTIVE.match("with it")
