"""Where sentences end, and what only looks like an end."""

from __future__ import annotations

import pytest

from kg.extraction.segmentation.sentence_boundaries import sentence_spans, sentence_starts
from kg.extraction.segmentation.tokenizer import blank_pipeline

NLP = blank_pipeline()


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["T", "We train.", "It works."],
        ["T", "Does it work?", "Yes!", '"It does."', "So we stop."],
        ["T", "We use XLM-R.", "Meanwhile it improves."],
        ["T", "One line", "and another one."],
        ["T", "It runs (e.g. daily).", "We stop."],
        ["T", "We win.", "iGPT does not."],
        ["T", "We win.", "p53 is a gene."],
        ["T", "Smith et al.", "We differ."],
    ],
    ids=["full stop", "other ends", "a capital in a name", "line feed", "closing bracket", "name in lower case",
         "digit in a word", "opening word"],
)  # fmt: skip
def test_what_ends_a_sentence(sentences: list[str]) -> None:
    title, first, *others = sentences
    text = f"{title}\n\n{first}" + "".join(("\n" if sentence[0] == "a" else " ") + sentence for sentence in others)
    assert split(text) == sentences
    assert [sentence.text.strip() for sentence in NLP(text).sents] == sentences


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It uses e.g. BERT or i.e. GPT vs. Llama.", "an abbreviation that never ends a sentence"),
        ("Smith et al. propose it, cf. Fig. 3.", "an abbreviation before a word that opens none"),
        ("In the U.S. Census data it fails.", "an abbreviation before a name"),
        ("We win by 3.5 points.", "within a number"),
        ("It has parts: 1. A model; 2. Data of it.", "numbers of list items"),
        ("It ends. with a word in lower case.", "no capital follows"),
        ("We ask what?why not.", "no white space follows"),
    ],
)
def test_what_ends_no_sentence(sentence: str, why: str) -> None:
    assert split(f"T\n\n{sentence}") == ["T", sentence], why


def test_a_title_is_one_sentence_whatever_it_holds() -> None:
    assert split("A title. Of two parts?\n\nWe train.") == ["A title. Of two parts?", "We train."]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ((0, 0),)),
        ("One line. Two sentences.", ((0, 9), (10, 24))),
        ("T\n\nEnds here. \n", ((0, 1), (3, 13))),
    ],
    ids=["empty", "no title", "white space at the end"],
)
def test_spans_cover_the_text_but_for_white_space_at_their_ends(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert sentence_spans(text) == spans
    assert [start for start, _ in spans] == list(sentence_starts(text))
