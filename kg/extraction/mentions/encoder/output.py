"""The encoder's output for one paper, by spans of characters: rules know spans of the text, not words or columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.extraction.mentions.encoder.heads import COLUMNS, POINTER_WIDTH, POINTERS, Floats, classify_distances
from kg.extraction.segmentation.words import read_places

if TYPE_CHECKING:
    from spacy.tokens import Doc

LogProbabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class EncoderOutput:
    """The logits of all heads, and the state, of each word of a text.

    Shapes: `logits` (words, WIDTH + STATE_WIDTH); `starts` and `ends`, the words' offsets in characters, (words,);
    `distance_biases` (pointers, classes of distance).
    """

    logits: Floats
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    distance_biases: Floats

    @staticmethod
    def of(doc: Doc, distance_biases: Floats) -> EncoderOutput:
        """The output for a document whose tensor the encoder has filled."""
        return EncoderOutput(np.asarray(doc.tensor, dtype=np.float32), *read_places(doc), distance_biases)

    def words(self, start: int, end: int) -> slice:
        """The words that share a character with the span `start:end`, at least one."""
        first, last = self._word_ranges([start], [end])
        return slice(int(first[0]), int(last[0]))

    def proposal_log_odds(self, spans: Sequence[tuple[int, int]]) -> list[float]:
        """For each span the log odds that the paper proposes what it names."""
        log_odds: list[float] = self._average("own", spans)[:, 0].tolist()
        return log_odds

    def role_log_probabilities(self, spans: Sequence[tuple[int, int]]) -> LogProbabilities:
        """Log probability of each of `heads.ROLES` for the dataset that each span names. Shape: (spans, roles)."""
        return log_softmax(self._average("roles", spans))

    def compared_log_probabilities(self, spans: Sequence[tuple[int, int]]) -> LogProbabilities:
        """Log probability of each of `heads.COMPARED` for the entity that each span names. Shape: (spans, classes)."""
        return log_softmax(self._average("compared", spans))

    def pointer_scores(self, pointer: str, start: int, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Pointer scores of a word, for one of `heads.POINTERS`: for pointing at nothing, then at each span.

        `start` is an offset in the word. A span's score is that of its best word: the scaled dot product of the vectors
        of the two words, plus the bias of their distance.
        """
        row = POINTERS.index(pointer)
        origin = self.words(start, start + 1).start
        of_origin = self.logits[origin]
        nothing = float(of_origin[COLUMNS["nothing"]][row])
        if not spans:
            return [nothing]
        first, last = self._word_ranges([low for low, _ in spans], [high for _, high in spans])
        lengths = last - first
        begins = np.cumsum(lengths) - lengths  # of each span's words among those of all spans, which may repeat
        words = np.arange(begins[-1] + lengths[-1]) + np.repeat(first - begins, lengths)
        scores = self.logits[words, COLUMNS[f"to {pointer}"]] @ of_origin[COLUMNS[f"from {pointer}"]]
        scores = scores / POINTER_WIDTH**0.5 + self.distance_biases[row][classify_distances(words - origin)]
        return [nothing, *map(float, np.maximum.reduceat(scores, begins))]

    def _word_ranges(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each span its first word and the word after its last. Shapes: (spans,), (spans,)."""
        first = np.minimum(np.searchsorted(self.ends, starts, side="right"), len(self.starts) - 1)
        return first, np.maximum(np.searchsorted(self.starts, ends, side="left"), first + 1)

    def _average(self, head: str, spans: Sequence[tuple[int, int]]) -> Floats:
        """The mean logits of one head over the words of each span. Shape: (spans, columns of the head)."""
        logits = self.logits[:, COLUMNS[head]]
        if not spans:
            return logits[:0]
        first, last = self._word_ranges(*zip(*spans, strict=True))
        lengths = last - first
        averages: Floats = np.divide(sum_runs(logits, first, lengths), lengths[:, None], dtype=np.float32)
        return averages


def sum_runs(rows: NDArray[Any], first: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[Any]:
    """The sum of each run of rows. Shapes: (rows, ...); first row and length of each run, (runs,) -> (runs, ...)."""
    sums = np.empty((len(first), *rows.shape[1:]), dtype=rows.dtype)
    for length in set(lengths.tolist()):  # runs of one length at once: there are few lengths
        alike = lengths == length
        sums[alike] = rows[first[alike, None] + np.arange(length)].sum(axis=1)
    return sums


def log_softmax(logits: NDArray[Any]) -> LogProbabilities:
    """The logarithm of the softmax over the last axis, safe for large logits. Shape: the same in and out."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    result: LogProbabilities = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
