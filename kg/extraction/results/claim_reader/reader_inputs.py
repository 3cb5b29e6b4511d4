"""A paper as input of the claim reader: the words around its numbers, and features of numbers and mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extraction.coreference.clusters import cluster_mentions
from kg.extraction.discourse.own_work import find_own_mentions
from kg.extraction.document import Document
from kg.extraction.results.claim_reader.columns import (
    MENTIONED,
    NUMBER_FEATURES,
    PLACES,
    UNIT_CLASSES,
    UNITS,
)
from kg.extraction.results.claim_reader.pair_features import (
    Ints,
    Places,
    describe_number_pairs,
    describe_pairs,
    describe_reach,
)
from kg.extraction.results.quantity import Quantity
from kg.model.results import BOUNDS
from kg.model.types import LABELS

_PLAINLY = 0.7  # how plainly a name must be introduced to be of the last class of ownness
_TIME = re.compile(r"(?:m|µ|μ)?s(?:ec)?|.*(?:second|minute|hour|day|week|month)s?")
_NEITHER = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ReaderInputs:
    """The arrays of one paper; W words that are read, N candidate numbers, M mentions.

    Shapes: `words`, `marks`, `own`, `units` (W,); `numbers` (N,); `number_features` (N, features); `firsts`, `lasts`,
    `labels`, `clusters` (M,); `pairs` (N, M, features); `reach` (N, W, features); `number_pairs` (N, N, features). All
    but `clusters` and `sentences` go to the network.
    """

    words: Ints  # positions in the document, ascending
    sentences: Ints  # of each word, its sentence's position in the document
    marks: Ints
    own: Ints
    units: Ints
    numbers: Ints  # the first word of each number, a position in `words`
    number_features: Ints
    firsts: Ints  # the first word of each mention, a position in `words`
    lasts: Ints
    labels: Ints  # positions in `LABELS`
    clusters: Ints  # of each mention, its coreference cluster
    pairs: Ints
    reach: Ints
    number_pairs: Ints

    def words_near(self, number: int) -> Ints:
        """The words of the sentence of a number, as positions in `words`, ascending."""
        return np.flatnonzero(self.sentences == self.sentences[self.numbers[number]])


def make_inputs(document: Document, numbers: Sequence[Quantity], starts: Ints, ends: Ints) -> ReaderInputs:
    """The inputs for a document with candidate numbers, at least one, in order of place.

    `starts` and `ends` are the offsets of the document's words in characters, of shape (words,).
    """
    sentence_of = np.searchsorted([start for start, _ in document.sentences], starts, side="right") - 1
    sentence_of = np.maximum(sentence_of, 0)
    first, last = _find_words([(m.start, m.end) for m in document.mentions], starts, ends)
    number_first, number_last = _find_words([(n.start, n.text_end) for n in numbers], starts, ends)
    kept = _choose_words(sentence_of, number_first, (first, last), (number_first, number_last))
    new = np.cumsum(kept) - 1
    words = np.flatnonzero(kept)
    labels = np.array([LABELS.index(mention.label) for mention in document.mentions], dtype=np.int64)
    own, mentioned, clusters = _describe_mentions(document)
    features = _describe_numbers(numbers)
    marks, own_words, units = (np.zeros(len(starts), dtype=np.int64) for _ in range(3))
    spans = zip(first.tolist(), last.tolist(), labels.tolist(), own.tolist(), strict=True)
    for low, high, label, ownness in spans:
        of_label = 1 + len(PLACES) * label
        marks[low : high + 1] = of_label + PLACES.index("I")
        marks[high] = of_label + PLACES.index("E")
        marks[low] = of_label + PLACES.index("S" if low == high else "B")
        own_words[low : high + 1] = ownness
    for low, high, unit in zip(number_first.tolist(), number_last.tolist(), features[:, 0].tolist(), strict=True):
        units[low : high + 1] = 1 + unit
    title = sentence_of < (_count_title_sentences(document) if document.title_end > 0 else 0)
    places = Places(sentence_of, title, first, last, number_first, number_last)
    return ReaderInputs(
        words,
        sentence_of[words],
        marks[words],
        own_words[words],
        units[words],
        new[number_first],
        features,
        new[first] if len(first) else _NEITHER,
        new[last] if len(last) else _NEITHER,
        labels,
        clusters,
        describe_pairs(places, labels, own, mentioned),
        describe_reach(words, sentence_of, number_first),
        describe_number_pairs(places, features),
    )


def _count_title_sentences(document: Document) -> int:
    return bisect_right([start for start, _ in document.sentences], document.title_end - 1)


def _find_words(spans: Sequence[tuple[int, int]], starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The first and the last word that share a character with each span. Shapes: (spans,), (spans,)."""
    if not spans:
        return _NEITHER, _NEITHER
    low, high = np.array(spans, dtype=np.int64).T
    first = np.minimum(np.searchsorted(ends, low, side="right"), len(starts) - 1)
    last = np.minimum(np.searchsorted(starts, high, side="left") - 1, len(starts) - 1)
    return first, np.maximum(first, last)


def _choose_words(sentence_of: Ints, numbers: Ints, *spans: tuple[Ints, Ints]) -> NDArray[np.bool_]:
    """Marks the words to read: sentences of numbers and those before them, the first sentence, and all `spans`."""
    with_numbers = sentence_of[numbers]
    read = np.zeros(sentence_of.max() + 1, dtype=np.bool_)
    read[0] = read[with_numbers] = read[np.maximum(with_numbers - 1, 0)] = True
    kept: NDArray[np.bool_] = read[sentence_of]
    for first, last in spans:
        for low, high in zip(first.tolist(), last.tolist(), strict=True):
            kept[low : high + 1] = True
    return kept


def _describe_mentions(document: Document) -> tuple[Ints, Ints, Ints]:
    """Of each mention's entity: class of ownness, number of mentions less one, and number. Shapes: (M,) each."""
    rows = np.zeros((len(document.mentions), 3), dtype=np.int64)
    plainness = find_own_mentions(document)
    for number, members in enumerate(cluster_mentions(document)):
        plainest = max(plainness.get(i, 0.0) for i in members)
        ownness = 0 if plainest == 0 else 1 if plainest <= _PLAINLY else 2
        rows[list(members)] = ownness, min(len(members), MENTIONED) - 1, number
    return rows[:, 0], rows[:, 1], rows[:, 2]


def _describe_numbers(numbers: Sequence[Quantity]) -> Ints:
    """The features of numbers by themselves. Shape: (N, features)."""
    rows = [
        (
            classify_unit(number.unit),
            number.paired,
            number.low is not None,
            BOUNDS.index(number.bound),
            1 if number.value[:1] == "+" else 2 if number.value[:1] in ("-", "−", "–") else 0,
        )
        for number in numbers
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, len(NUMBER_FEATURES))


def classify_unit(unit: str) -> int:
    """The class of a unit, from 0 to `UNIT_CLASSES` - 1."""
    if unit in UNITS:
        return UNITS.index(unit)
    return UNIT_CLASSES - 2 if _TIME.fullmatch(unit) else UNIT_CLASSES - 1
