"""Entities as layers of tags and back."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.precision_recall import Count
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from scripts.evaluation.public_tags import (
    build_scheme,
    count,
    decode_layers,
    draw_batches,
    make_tags,
    measure_bound,
)
from scripts.evaluation.public_texts import Text

NESTED = Text(list("abcdef"), {(0, 5, "X"), (1, 3, "Y"), (2, 3, "X"), (5, 6, "Y")}, [0])


class Letters:
    """A vocabulary in which each letter is a piece."""

    def encode(self, text: str) -> tuple[list[int], list[str]]:
        return [ord(letter) for letter in text], list(text)

    def get_initial(self, piece: str) -> int:
        return 0


def read_tags(text, layers):
    scheme = build_scheme([text], layers)
    return [" ".join(scheme.rules.tags[tag] for tag in layer) for layer in make_tags(text, scheme).T]


@pytest.mark.parametrize(
    ("layers", "wanted"),
    [
        (1, ["B-X I-X I-X I-X E-X S-Y"]),
        (2, ["B-X I-X I-X I-X E-X S-Y", "O B-Y E-Y O O O"]),
        (3, ["B-X I-X I-X I-X E-X S-Y", "O B-Y E-Y O O O", "O O S-X O O O"]),
    ],
)
def test_what_lies_within_an_entity_goes_to_the_next_layer(layers, wanted) -> None:
    assert read_tags(NESTED, layers) == wanted


@pytest.mark.parametrize(("layers", "hits"), [(1, 2), (2, 3), (3, 4)])
def test_a_tagger_that_is_never_wrong_finds_what_the_layers_hold(layers, hits) -> None:
    scheme = build_scheme([NESTED], layers)
    assert measure_bound([NESTED], scheme, WordPieces(Letters())) == Count(hits, hits, 4)


def test_an_entity_that_the_edge_of_a_window_cuts_is_lost() -> None:
    """A window holds 510 pieces, here words, and ends where its last sentence starts."""
    words, spans = ["a"] * 520, {(0, 1, "X"), (505, 515, "X")}
    scheme = build_scheme([Text(words, spans, [0])], 1)
    pieces = WordPieces(Letters())
    assert measure_bound([Text(words, spans, [0])], scheme, pieces).hit == 1
    assert measure_bound([Text(words, spans, [0, 505])], scheme, pieces) == Count(2, 2, 2)


spans = st.sets(st.tuples(st.integers(0, 11), st.integers(1, 4), st.sampled_from("XY")), min_size=1, max_size=5)


@given(spans)
def test_with_a_layer_for_each_entity_all_come_back(drawn) -> None:
    text = Text(["a"] * 16, {(first, first + length, label) for first, length, label in drawn}, [0])
    scheme = build_scheme([text], len(text.spans))
    right = make_tags(text, scheme)[..., None] == np.arange(len(scheme.rules.tags))
    assert decode_layers(right.astype(np.float32), scheme) == text.spans


def test_spans_of_a_window_count_from_its_first_word() -> None:
    (window,) = WordPieces(Letters()).windows(["a", "b"], [0])
    texts = [Text(["a", "b"], {(0, 1, "X"), (1, 2, "X")}, [0]), Text([], {(0, 1, "X")}, [])]
    found = [(0, window, {(0, 1, "X"), (0, 2, "X")})]
    assert count(texts, found) == Count(1, 2, 3)


def test_a_batch_holds_items_of_about_one_length_and_each_once() -> None:
    lengths = random.Random(1).choices(range(100), k=101)
    batches = list(draw_batches(lengths, 4, random.Random(1)))
    assert sorted(place for batch in batches for place in batch) == list(range(101))
    assert len(batches) == 26
    assert max(max(lengths[i] for i in batch) - min(lengths[i] for i in batch) for batch in batches) < 25
    assert batches != list(draw_batches(lengths, 4, random.Random(2)))
