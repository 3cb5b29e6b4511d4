"""A document's words as input of the encoder: numbered word pieces, a shape for each word, and windows.

The vocabulary of pieces is in lower case; the shape of a word ("CLIP", "clip") is given separately, in BERT's input of
token types.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
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
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self.opening, self.closing, self.unknown = map(vocabulary.get_initial, (OPENING, CLOSING, UNKNOWN))

    def encode(self, word: str) -> tuple[list[int], int]:
        """The pieces of a word, at least one, and its shape as a position in `SHAPES`."""
        return self._cut(word), SHAPES.index(classify_shape(word))

    def _pack(self, word: str) -> tuple[bytes, bytes]:
        """The pieces of a word, and its shape once for each, as bytes: those of many words are joined by copying."""
        if len(self._known) > 200_000:  # a long run sees ever new words; memory stays bounded
            self._known.clear()
        pieces, shape = self.encode(word)
        packed = self._known[word] = _to_bytes(pieces), _to_bytes([shape] * len(pieces))
        return packed

    def _cut(self, word: str) -> list[int]:
        if word.isspace():
            return [self.closing]
        plain = word.lower()
        if not plain.isascii():
            plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != _MARKS)
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
        known = self._known
        packed = [known.get(word) or self._pack(word) for word in words]
        sizes = [0, *(len(pieces) for pieces, _ in packed)]
        reached = np.cumsum(sizes) // np.dtype(np.int64).itemsize  # pieces before each word, and in all
        first = 0
        while first < len(words):
            last = int(np.searchsorted(reached, reached[first] + MOST_PIECES - 2, side="right")) - 1
            if last < len(words):
                last = next((at for at in reversed(sentence_starts) if first < at <= last), last)
            inside = packed[first:last]
            after = 1 + reached[first : last + 1] - reached[first]  # in the window
            yield Window(
                first,
                last,
                _join([_to_bytes([self.opening]), *[pieces for pieces, _ in inside], _to_bytes([self.closing])]),
                _join([_to_bytes([0]), *[shapes for _, shapes in inside], _to_bytes([0])]),
                after[:-1],
                after[1:] - 1,
            )
            first = last


def _to_bytes(numbers: Sequence[int]) -> bytes:
    return array("q", numbers).tobytes()  # of 64 bits


def _join(packed: Sequence[bytes]) -> Ints:
    return np.frombuffer(bytearray().join(packed), dtype=np.int64)


def classify_shape(word: str) -> str:
    """The shape of a word, one of `SHAPES`."""
    if word.isascii() and word.isalpha() and word.islower():
        return "lower"  # most words; the rest is quicker passed over
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
