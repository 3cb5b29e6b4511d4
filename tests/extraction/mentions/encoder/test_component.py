"""The encoder in a spaCy pipeline."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.assemble import MODEL
from kg.extraction.mentions.encoder.component import NAME, Encoder
from kg.extraction.mentions.encoder.heads import STATE_WIDTH, WIDTH
from kg.extraction.mentions.recognise import read_pipeline
from kg.extraction.segmentation import tokenizer

TITLE = "LoRA: Low-Rank Adaptation of Large Language Models\n\n"
LONG = TITLE + "We evaluate on GSM8K and MMLU with GPT-4. " * 60


@pytest.fixture(scope="module")
def nlp():
    return read_pipeline(MODEL)[0]


def test_a_pipeline_without_a_network_says_so() -> None:
    blank = tokenizer.blank_pipeline()
    blank.add_pipe(NAME)
    with pytest.raises(ValueError, match="no network"):
        blank("A text.")


def test_every_word_has_a_row_however_long_the_text(nlp) -> None:
    doc = nlp(LONG)
    assert doc.tensor.shape == (len(doc), WIDTH + STATE_WIDTH)
    assert np.abs(doc.tensor).sum(axis=1).min() > 0


def test_an_empty_text_has_no_entities(nlp) -> None:
    assert nlp("").ents == ()


def test_what_is_said_of_a_text_does_not_depend_on_its_company(nlp) -> None:
    texts = [LONG, "CFG\n\nWe reach an FID of 1.19 on ImageNet 256x256.", TITLE]
    alone = [nlp(text).tensor for text in texts]
    for batch_size in (1, 3):
        together = [doc.tensor for doc in nlp.pipe(reversed(texts), batch_size=batch_size)]
        for single, batched in zip(alone, reversed(together), strict=True):
            assert np.array_equal(single, batched)


def test_a_saved_encoder_reads_as_before(nlp, tmp_path) -> None:
    nlp.get_pipe(NAME).to_disk(tmp_path / "encoder")
    again = Encoder().from_disk(tmp_path / "encoder")
    words, starts = ["An", "FID", "of", "1.19"], [0]
    assert np.array_equal(again.read(words, starts), nlp.get_pipe(NAME).read(words, starts))
    assert np.array_equal(again.biases, nlp.get_pipe(NAME).biases)
