"""A paper as the claim reader takes it: the words around its numbers, and how numbers and mentions stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extraction.coreference.clusters import cluster_mentions
from kg.extraction.discourse.own_work import find_own_mentions
from kg.extraction.document import Document, MentionIndex
from kg.extraction.mentions.encoder.heads import classify_distances
from kg.extraction.results.claim_reader.layout import (
    BETWEEN,
    MENTIONED,
    NUMBER_FEATURES,
    PAIR_FEATURES,
    PLACES,
    RANKS,
    UNIT_CLASSES,
    UNITS,
)
from kg.extraction.results.quantity import Quantity
from kg.model.results import BOUNDS
from kg.model.types import LABELS

Ints = NDArray[np.int64]

_PLAINLY = 0.7  # how plainly a name must be introduced to be of the last class of ownness
_TIME = re.compile(r"(?:m|µ|μ)?s(?:ec)?|.*(?:second|minute|hour|day|week|month)s?")
_NEITHER = np.zeros(0, dtype=np.int64)
_SAME, _BEFORE, _FURTHER_BEFORE, _AFTER, _LATER, _TITLE = range(6)


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
    for i, (low, high) in enumerate(zip(first, last, strict=True)):
        marks[low : high + 1] = 1 + len(PLACES) * labels[i] + PLACES.index("I")
        marks[high] = 1 + len(PLACES) * labels[i] + PLACES.index("E")
        marks[low] = 1 + len(PLACES) * labels[i] + PLACES.index("S" if low == high else "B")
        own_words[low : high + 1] = own[i]
    for i, (low, high) in enumerate(zip(number_first, number_last, strict=True)):
        units[low : high + 1] = 1 + features[i, 0]
    title = np.array([document.title_end > 0 and s < _count_title_sentences(document) for s in sentence_of])
    places = _Places(sentence_of, title, first, last, number_first, number_last)
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
        _describe_pairs(places, labels, own, mentioned),
        _describe_reach(words, sentence_of, number_first),
        _describe_number_pairs(places, features),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where words, mentions and numbers stand, in words of the document."""

    sentence_of: Ints  # (words,)
    title: NDArray[np.bool_]  # (words,)
    first: Ints  # (M,)
    last: Ints
    number_first: Ints  # (N,)
    number_last: Ints


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
    """Which words are read: the sentences of numbers and those before them, the first sentence, and all `spans`."""
    with_numbers = sentence_of[numbers]
    kept = np.isin(sentence_of, np.concatenate([with_numbers, with_numbers - 1, [0]]))
    for first, last in spans:
        for low, high in zip(first, last, strict=True):
            kept[low : high + 1] = True
    return kept


def _describe_mentions(document: Document) -> tuple[Ints, Ints, Ints]:
    """Ownness, how often it is mentioned (less one), and the cluster of what each mention names. Shapes: (M,) each."""
    count = len(document.mentions)
    own, mentioned, clusters = (np.zeros(count, dtype=np.int64) for _ in range(3))
    plainness = find_own_mentions(document)
    for number, members in enumerate(cluster_mentions(document)):
        plainest = max((plainness.get(MentionIndex(i), 0.0) for i in members), default=0.0)
        for i in members:
            own[i] = 0 if plainest == 0 else 1 if plainest <= _PLAINLY else 2
            mentioned[i] = min(len(members), MENTIONED) - 1
            clusters[i] = number
    return own, mentioned, clusters


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


def _describe_pairs(places: _Places, labels: Ints, own: Ints, mentioned: Ints) -> Ints:
    """How each number and each mention stand to each other. Shape: (N, M, features)."""
    count, width = len(places.number_first), len(labels)
    features = np.zeros((count, width, len(PAIR_FEATURES)), dtype=np.int64)
    if not width:
        return features
    number, number_last = places.number_first[:, None], places.number_last[:, None]
    first, last = places.first[None], places.last[None]
    distance = np.where(first > number, np.maximum(first - number_last, 1), np.minimum(last - number, 0))
    same = places.sentence_of[first] == places.sentence_of[number]
    features[..., 0] = classify_distances(distance)
    features[..., 1] = _compare_sentences(places, places.first, places.number_first)
    low, high = np.minimum(number, first), np.maximum(number, last)
    numbers_between = _count_between(places.number_first, low, high)
    features[..., 2] = np.where(same, np.minimum(numbers_between, BETWEEN - 2), BETWEEN - 1)
    for label in range(len(LABELS)):
        of_label = labels == label
        inside = _count_between(places.first[of_label], low[:, of_label], high[:, of_label])
        features[:, of_label, 3] = np.where(same[:, of_label], np.minimum(inside, BETWEEN - 2), BETWEEN - 1)
    forward, backward = _compare_ranks(places, labels)
    features[..., 4] = np.where(same, forward, 0)
    features[..., 5] = np.where(same, backward, 0)
    features[..., 6] = own
    features[..., 7] = mentioned
    features[..., 8] = labels
    return features


def _count_between(places: Ints, low: Ints, high: Ints) -> Ints:
    """How many of some ascending places lie strictly between `low` and `high`. Shape: that of `low`."""
    inside: Ints = np.searchsorted(places, high, side="left") - np.searchsorted(places, low, side="right")
    return np.maximum(inside, 0)


def _compare_sentences(places: _Places, words: Ints, numbers: Ints) -> Ints:
    """Where the sentence of each word stands to that of each number. Shape: (numbers, words)."""
    step = places.sentence_of[words][None] - places.sentence_of[numbers][:, None]
    conditions = [places.title[words][None] & (step != 0), step == 0, step == -1, step < -1, step == 1]
    classes: Ints = np.select(conditions, [_TITLE, _SAME, _BEFORE, _FURTHER_BEFORE, _AFTER], _LATER)
    return classes


def _compare_ranks(places: _Places, labels: Ints) -> tuple[Ints, Ints]:
    """The place of a mention among those of its label in its sentence, less that of a number among the sentence's.

    Counted from the sentence's beginning, and from its end: equal ranks stand in lists that are read in parallel.
    Shapes: (N, M) each.
    """
    number, number_from_end = _rank(places.sentence_of[places.number_first])
    mention, mention_from_end = _rank(places.sentence_of[places.first] * len(LABELS) + labels)
    return _class_difference(mention, number), _class_difference(mention_from_end, number_from_end)


def _class_difference(of_mentions: Ints, of_numbers: Ints) -> Ints:
    """The class of the difference of two ranks, above 0. Shapes: (M,), (N,) -> (N, M)."""
    most = RANKS // 2 - 1
    classes: Ints = 1 + most + np.clip(of_mentions[None] - of_numbers[:, None], -most, most)
    return classes


def _rank(groups: Ints) -> tuple[Ints, Ints]:
    """The rank of each item among those of its group, from the first and from the last. Shapes: (items,) each."""
    equal = groups[:, None] == groups[None]
    return np.tril(equal, -1).sum(1), np.triu(equal, 1).sum(1)


def _describe_reach(words: Ints, sentence_of: Ints, numbers: Ints) -> Ints:
    """How each number and each word that is read stand to each other. Shape: (N, W, features)."""
    distances = classify_distances(words[None] - numbers[:, None])
    return np.stack([distances, sentence_of[words][None] == sentence_of[numbers][:, None]], axis=-1).astype(np.int64)


def _describe_number_pairs(places: _Places, features: Ints) -> Ints:
    """How each number stands to each other one. Shape: (N, N, features)."""
    first = places.number_first
    order = np.arange(len(first))
    between = np.minimum(np.maximum(np.abs(order[None] - order[:, None]) - 1, 0), BETWEEN - 1)
    same_unit = features[None, :, 0] == features[:, None, 0]
    sentences = _compare_sentences(places, first, first)
    return np.stack([classify_distances(first[None] - first[:, None]), sentences, same_unit, between], axis=-1).astype(
        np.int64
    )
