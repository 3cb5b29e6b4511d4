"""A paper as the claim reader takes it: which words are read, and how numbers and mentions stand to each other."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kg.extraction.document import Document
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.columns import MARKS, PLACES, UNIT_CLASSES
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs, classify_unit, make_inputs
from kg.model.types import LABELS
from tests.fixtures.documents import document

_WORD = re.compile(r"[0-9.]+|\w+|[^\w\s]")


def read(paper: Document) -> tuple[ReaderInputs, list[str]]:
    """The inputs of a paper, and its words."""
    word_matches = list(_WORD.finditer(paper.text))
    starts, ends = (np.array([getattr(word, side)() for word in word_matches]) for side in ("start", "end"))
    return make_inputs(paper, list(find_candidates(paper)), starts, ends), [word[0] for word in word_matches]


LIST = document(
    "We study speech here. It has many uses. We propose [METHOD Tuno]. On [DATASET Aboo] and [DATASET Bebo] it has a "
    "[METRIC WER] of 4.5 and 6.5 and costs 3 hours.",
    title="Tuno for speech",
)


def test_words_are_read_around_numbers_in_the_title_and_in_mentions() -> None:
    inputs, words = read(LIST)
    text = " ".join(words[i] for i in inputs.words)
    assert text.startswith("Tuno for speech We propose Tuno . On Aboo")
    assert "uses" not in text
    assert "study" not in text


def test_mentions_numbers_and_own_names_mark_their_words() -> None:
    inputs, words = read(LIST)
    marks = {words[i]: int(mark) for i, mark in zip(inputs.words, inputs.marks, strict=True)}
    single = PLACES.index("S")
    assert marks["Aboo"] == 1 + len(PLACES) * LABELS.index("DATASET") + single
    assert marks["costs"] == 0
    assert max(inputs.marks) < MARKS
    own = {words[i]: int(own) for i, own in zip(inputs.words, inputs.own, strict=True)}
    assert (own["Tuno"], own["Aboo"]) == (2, 0)
    units = {words[i]: int(unit) for i, unit in zip(inputs.words, inputs.units, strict=True)}
    assert (units["4.5"], units["3"], units["hours"], units["and"]) == (1, UNIT_CLASSES - 1, UNIT_CLASSES - 1, 0)


def test_a_mention_of_several_words_begins_goes_on_and_ends() -> None:
    inputs, _ = read(document("The [METRIC word error rate] is 4.5 here."))
    places = [int(mark) - 1 - len(PLACES) * LABELS.index("METRIC") for mark in inputs.marks if mark]
    assert [PLACES[place] for place in places] == ["B", "I", "E"]


def test_numbers_and_mentions_keep_their_words() -> None:
    inputs, words = read(LIST)
    assert [words[inputs.words[i]] for i in inputs.numbers] == ["4.5", "6.5", "3"]
    assert [words[inputs.words[i]] for i in inputs.firsts] == ["Tuno", "Aboo", "Bebo", "WER"]
    assert [words[inputs.words[i]] for i in inputs.words_near(0)][:3] == ["On", "Aboo", "and"]


def test_a_paper_without_mentions() -> None:
    inputs, _ = read(document("It has 4.5 points."))
    assert inputs.pairs.shape[:2] == (1, 0)
    assert inputs.firsts.shape == (0,)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("", 0), ("%", 1), ("x", 2), ("points", 3), ("ms", 4), ("hours", 4), ("GPU hours", 4), ("s", 4), ("GB", 5)],
)
def test_classes_of_units(unit: str, expected: int) -> None:
    assert classify_unit(unit) == expected
