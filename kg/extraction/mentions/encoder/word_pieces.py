"""A document's words as input of the encoder: numbered word pieces, a shape for each word, and windows.

The vocabulary of pieces is in lower case; the shape of a word ("CLIP", "clip") is given separately, in BERT's input of
token types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

MOST_PIECES = 512  # that the encoder has positions for
_MOST_OF_WORD = 16  # pieces of one word; what is longer is no word of a language
_LONGEST_BIT = 100  # characters; BERT knows no longer one, and the time to cut one grows with its cube
_BITS = re.compile(r"[^\W_]+|[\W_]")
_MARKS = "Mn"  # the Unicode category of accents

OPENING, CLOSING, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
SHAPES = ("other", "lower", "title", "capitals", "letter", "mixed", "letters and digits", "number", "break")


class Vocabulary(Protocol):
    """Splits a string in lower case into numbered pieces, in order; -1 stands for a part without a piece."""

    def encode(self, text: str) -> tuple[list[int], list[str]]: ...

    def get_initial(self, piece: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that the encoder reads at once: the words `first` up to, not including, `last`.

    Shapes: `pieces` and `shapes` (pieces,); `starts` and `ends` (words,).
    """

    first: int
    last: int
    pieces: Ints
    shapes: Ints  # of each piece, a position in `SHAPES`
    starts: Ints  # the first piece of each word
    ends: Ints  # the last piece of each word


class WordPieces:
    """Cuts words into pieces; each distinct word is cut once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, tuple[list[int], int]] = {}
        self.opening, self.closing, self.unknown = map(vocabulary.get_initial, (OPENING, CLOSING, UNKNOWN))

    def encode(self, word: str) -> tuple[list[int], int]:
        """The pieces of a word, at least one, and its shape as a position in `SHAPES`."""
        encoded = self._known.get(word)
        if encoded is None:
            if len(self._known) > 200_000:  # a long run sees ever new words; memory stays bounded
                self._known.clear()
            encoded = self._known[word] = self._cut(word), SHAPES.index(classify_shape(word))
        return encoded

    def _cut(self, word: str) -> list[int]:
        if word.isspace():
            return [self.closing]
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != _MARKS)
        pieces: list[int] = []
        for bit in _BITS.findall(plain):
            if len(pieces) >= _MOST_OF_WORD:
                break
            if len(bit) > _LONGEST_BIT:
                pieces.append(self.unknown)
            elif not bit.isspace():
                numbers = self._vocabulary.encode(bit)[0]
                pieces += [self.unknown] if -1 in numbers else numbers
        return pieces[:_MOST_OF_WORD] or [self.unknown]

    def windows(self, words: Sequence[str], sentence_starts: Sequence[int]) -> Iterator[Window]:
        """The words in windows that fit the encoder, each ending where its last sentence starts, if one does in it."""
        cut = [self.encode(word) for word in words]
        starts = set(sentence_starts)
        first = 0
        while first < len(words):
            room, last = MOST_PIECES - 2, first
            while last < len(words) and len(cut[last][0]) <= room:
                room -= len(cut[last][0])
                last += 1
            if last < len(words):
                last = next((at for at in range(last, first, -1) if at in starts), last)
            yield self._window(cut[first:last], first)
            first = last

    def _window(self, cut: Sequence[tuple[list[int], int]], first: int) -> Window:
        lengths = [len(pieces) for pieces, _ in cut]
        starts = 1 + np.cumsum([0, *lengths[:-1]])
        pieces = [self.opening, *(piece for word, _ in cut for piece in word), self.closing]
        shapes = [0, *(kind for word, kind in cut for _ in word), 0]
        return Window(
            first,
            first + len(cut),
            np.array(pieces, dtype=np.int64),
            np.array(shapes, dtype=np.int64),
            starts,
            starts + np.array(lengths) - 1,
        )


def classify_shape(word: str) -> str:
    """The shape of a word, one of `SHAPES`."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return "number" if any(c.isdigit() for c in word) else "break" if word.isspace() else "other"
    if any(c.isdigit() for c in word):
        return "letters and digits"
    if all(c.islower() for c in letters):
        return "lower"
    if len(letters) == 1:
        return "letter"
    if all(c.isupper() for c in letters):
        return "capitals"
    return "title" if letters[0].isupper() and all(c.islower() for c in letters[1:]) else "mixed"
