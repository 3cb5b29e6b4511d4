"""Words as the encoder takes them: pieces, shapes and windows that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.mentions.encoder.word_pieces import MOST_PIECES, SHAPES, WordPieces, classify_shape


class Letters:
    """A vocabulary of single letters; it has no digits."""

    special = ("[CLS]", "[SEP]", "[UNK]")

    def encode(self, text: str) -> tuple[list[int], list[str]]:
        known = [self.get_initial(c) if c.isalpha() else -1 for c in text]
        return known, list(text)

    def get_initial(self, piece: str) -> int:
        return self.special.index(piece) if piece in self.special else 100 + ord(piece[0])


def pieces_of(word):
    return WordPieces(Letters()).encode(word)[0]


def test_case_and_accents_do_not_change_the_pieces() -> None:
    assert pieces_of("Rényi") == pieces_of("renyi")


def test_a_piece_outside_the_vocabulary_is_unknown_and_keeps_its_place() -> None:
    assert pieces_of("a1") == [2]
    assert pieces_of("a-1") == [100 + ord("a"), 100 + ord("-") if "-".isalpha() else 2, 2]


def test_a_line_feed_separates_as_the_encoder_was_taught() -> None:
    assert pieces_of("\n\n") == [1]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("clip", "lower"),
        ("Clip", "title"),
        ("CLIP", "capitals"),
        ("A", "letter"),
        ("LoRA", "mixed"),
        ("GPT-4", "letters and digits"),
        ("1.19", "number"),
        ("\n\n", "break"),
        ("%", "other"),
        ("é", "lower"),
    ],
)
def test_shapes(word: str, wanted: str) -> None:
    assert classify_shape(word) == wanted
    assert wanted in SHAPES


@given(st.lists(st.text("ab1", min_size=1, max_size=30), max_size=400), st.sets(st.integers(0, 400)))
def test_windows_hold_every_word_once_and_fit(words: list[str], starts: set[int]) -> None:
    pieces = WordPieces(Letters())
    windows = list(pieces.windows(words, sorted(starts)))
    assert [at for window in windows for at in range(window.first, window.last)] == list(range(len(words)))
    for window in windows:
        assert len(window.pieces) == len(window.shapes) <= MOST_PIECES
        assert (window.pieces[0], window.pieces[-1]) == (0, 1)
        for at, word in enumerate(words[window.first : window.last]):
            assert list(window.pieces[window.starts[at] : window.ends[at] + 1]) == pieces.encode(word)[0]


def test_a_long_text_is_cut_where_a_sentence_starts() -> None:
    words = ["ab"] * 600  # two pieces each: 255 fit
    assert [window.first for window in WordPieces(Letters()).windows(words, [0, 100, 200, 300])] == [0, 200, 300, 555]


def test_a_run_without_sentences_is_cut_where_it_must_be() -> None:
    assert [window.first for window in WordPieces(Letters()).windows(["ab"] * 300, [0])] == [0, 255]


class Counting(Letters):
    """Letters, and how long the strings were that it was asked to cut."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def encode(self, text: str) -> tuple[list[int], list[str]]:
        self.lengths.append(len(text))
        return super().encode(text)


def test_a_piece_over_a_hundred_characters_is_unknown_and_never_cut() -> None:
    vocabulary = Counting()
    assert WordPieces(vocabulary).encode("a" * 101)[0] == [2]
    assert vocabulary.lengths == []
    assert WordPieces(vocabulary).encode("a" * 100)[0] == [100 + ord("a")] * 16
    assert vocabulary.lengths == [100]


def test_a_word_is_cut_no_further_than_its_pieces_are_kept() -> None:
    vocabulary = Counting()
    assert len(WordPieces(vocabulary).encode("a-" * 5000)[0]) == 16
    assert len(vocabulary.lengths) <= 16
