"""What the encoder said of one paper, asked by characters: the rules know spans of text, not words or columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.extraction.mentions.encoder.heads import COLUMNS, POINTER_WIDTH, POINTERS, Floats, distances

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The heads' columns for each word, and where the words stand in the text."""

    said: Floats  # (words, WIDTH)
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    biases: Floats  # (pointers, classes of distance)

    @staticmethod
    def of(doc: Doc, biases: Floats) -> Reading:
        """The reading of a document that the encoder has been through."""
        starts = doc.to_array("IDX").astype(np.int64)
        said = np.asarray(doc.tensor, dtype=np.float32)
        return Reading(said, starts, starts + np.array([len(token) for token in doc], dtype=np.int64), biases)

    def words(self, start: int, end: int) -> slice:
        """The words that share a character with the span, at least one."""
        first, last = self._words([start], [end])
        return slice(int(first[0]), int(last[0]))

    def _words(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each of some spans its first word and the one after its last."""
        first = np.minimum(np.searchsorted(self.ends, starts, side="right"), len(self.starts) - 1)
        return first, np.maximum(np.searchsorted(self.starts, ends, side="left"), first + 1)

    def own(self, start: int, end: int) -> float:
        """Log odds that the paper proposes what the span names."""
        return float(self._part("own", start, end).mean())

    def roles(self, start: int, end: int) -> Floats:
        """Log probability of each of `heads.ROLES` for the dataset that the span names."""
        return log_softmax(self._part("roles", start, end).mean(axis=0))

    def kinds(self, start: int) -> Floats:
        """Log probability of each of `heads.KINDS` for the number that starts at a character."""
        return log_softmax(self.said[self.words(start, start + 1).start, COLUMNS["kinds"]])

    def pointed(self, pointer: str, start: int, spans: Sequence[tuple[int, int]]) -> list[float]:
        """How well nothing, then each span, goes with the number that starts at a character, for one pointer."""
        number = POINTERS.index(pointer)
        word = self.words(start, start + 1).start
        origin = self.said[word]
        nothing = float(origin[COLUMNS["nothing"]][number])
        if not spans:
            return [nothing]
        first, last = self._words([low for low, _ in spans], [high for _, high in spans])
        begins = np.cumsum(last - first) - (last - first)
        words = np.arange(begins[-1] + last[-1] - first[-1]) + np.repeat(first - begins, last - first)
        scores = self.said[words, COLUMNS[f"to {pointer}"]] @ origin[COLUMNS[f"from {pointer}"]] / POINTER_WIDTH**0.5
        scores = scores + self.biases[number][distances(words - word)]
        return [nothing, *map(float, np.maximum.reduceat(scores, begins))]

    def _part(self, column: str, start: int, end: int) -> Floats:
        part: Floats = self.said[self.words(start, end), COLUMNS[column]]
        return part


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities in proportion to the exponentials of the scores."""
    moved = scores.astype(np.float64) - float(scores.max())
    result: Floats = moved - np.log(np.exp(moved).sum())
    return result
