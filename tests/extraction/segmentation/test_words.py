"""What a document keeps: its text and the places of its words."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extraction.segmentation.tokenizer import blank_pipeline
from kg.extraction.segmentation.words import keep_text, read_places, read_text

NLP = blank_pipeline()
TEXT = "On LoRA-based 😀 models\n\nWe win  twice."


def test_the_text_is_that_which_was_tokenised() -> None:
    doc = NLP(TEXT)
    assert read_text(doc) == doc.text == TEXT


def test_the_text_of_a_document_that_no_tokenizer_made_is_joined_from_its_words() -> None:
    doc = Doc(NLP.vocab, words=["We", "win", "."], spaces=[True, False, False])
    assert read_text(doc) == "We win."
    assert read_text(keep_text(doc, "kept")) == "kept"


def test_places_are_those_of_the_words() -> None:
    doc = NLP(TEXT)
    starts, ends = read_places(doc)
    assert [TEXT[start:end] for start, end in zip(starts, ends, strict=True)] == [token.text for token in doc]
    assert read_places(doc) is read_places(doc)


def test_an_empty_document_has_no_words() -> None:
    starts, ends = read_places(NLP(""))
    assert (starts.tolist(), ends.tolist()) == ([], [])
