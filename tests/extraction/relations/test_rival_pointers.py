"""What the encoder says of names that a paper compares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.extraction.document import Document
from kg.extraction.mentions.encoder.heads import COLUMNS, COMPARED, DISTANCES, POINTERS, WIDTH
from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.rival_pointers import Rival, find_rivals
from tests.fixtures.documents import document

PAPER = "We propose [METHOD Frob]. It beats [METHOD LoRA] unlike [METHOD Zorg]."


def read(said_of: str, subject: str) -> Document:
    """The paper as an encoder reads it that says one name is outperformed, and by which."""
    paper = document(PAPER)
    words = [(m.start, m.end) for m in paper.mentions]
    logits = np.zeros((len(words), WIDTH), dtype=np.float32)
    for row, mention in enumerate(paper.mentions):
        relation = "outperforms" if mention.text == said_of else None
        logits[row, COLUMNS["compared"].start + COMPARED.index(relation)] = 8.0
        logits[row, COLUMNS["from rival"].start] = 10.0
        logits[row, COLUMNS["to rival"].start] = 10.0 * (mention.text == subject)
    starts, ends = np.array(words).T
    biases = np.zeros((len(POINTERS), DISTANCES), dtype=np.float32)
    return replace(paper, encoder_output=EncoderOutput(logits, starts, ends, biases))


def find(paper: Document) -> dict[str, Rival]:
    names = Names.of(paper, {paper.mentions[0].reference})
    rivals = [rival for sentence in paper.sentences for rival in find_rivals(names, sentence)]
    return {f"{paper.mentions[r.subject].text} > {paper.mentions[r.object].text}": r for r in rivals}


@pytest.mark.parametrize("subject", ["Frob", "Zorg"])
def test_who_it_points_at_is_the_subject(subject: str) -> None:
    rivals = find(read("LoRA", subject))
    assert max(rivals, key=lambda pair: rivals[pair].probability) == f"{subject} > LoRA"
    assert rivals[f"{subject} > LoRA"].relation == "outperforms"
    assert rivals[f"{subject} > LoRA"].probability > 0.9


def test_a_name_of_which_nothing_is_said_has_no_rival() -> None:
    assert {pair.partition(" > ")[2] for pair in find(read("LoRA", "Frob"))} == {"LoRA"}


def test_a_document_that_no_encoder_has_read_has_none() -> None:
    assert find(document(PAPER)) == {}
