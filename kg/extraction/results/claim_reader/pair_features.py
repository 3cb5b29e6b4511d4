"""Features of pairs, as classes: of numbers with mentions, with words and with each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extraction.mentions.encoder.heads import classify_distances
from kg.extraction.results.claim_reader.columns import BETWEEN, PAIR_FEATURES, RANKS
from kg.model.types import LABELS

Ints = NDArray[np.int64]

_SAME, _BEFORE, _FURTHER_BEFORE, _AFTER, _LATER, _TITLE = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places of words, mentions and numbers, counted in words of the document."""

    sentence_of: Ints  # (words,)
    title: NDArray[np.bool_]  # (words,)
    first: Ints  # (M,)
    last: Ints
    number_first: Ints  # (N,)
    number_last: Ints


def describe_pairs(places: Places, labels: Ints, own: Ints, mentioned: Ints) -> Ints:
    """Features of each number with each mention: distance, sentence, counts between, ranks. Shape: (N, M, features)."""
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
    beyond = labels * (len(places.sentence_of) + 1)  # one label after another, so that each mention counts its own
    inside = _count_between(np.sort(places.first + beyond), low + beyond, high + beyond)
    features[..., 3] = np.where(same, np.minimum(inside, BETWEEN - 2), BETWEEN - 1)
    forward, backward = _compare_ranks(places, labels)
    features[..., 4] = np.where(same, forward, 0)
    features[..., 5] = np.where(same, backward, 0)
    features[..., 6] = own
    features[..., 7] = mentioned
    features[..., 8] = labels
    return features


def _count_between(places: Ints, low: Ints, high: Ints) -> Ints:
    """The number of places, which ascend, strictly between `low` and `high`. Shape: that of `low`."""
    inside: Ints = np.searchsorted(places, high, side="left") - np.searchsorted(places, low, side="right")
    return np.maximum(inside, 0)


def _compare_sentences(places: Places, words: Ints, numbers: Ints) -> Ints:
    """How each word's sentence stands to each number's: the same, before, after, ... Shape: (numbers, words)."""
    step = places.sentence_of[words][None] - places.sentence_of[numbers][:, None]
    conditions = [places.title[words][None] & (step != 0), step == 0, step == -1, step < -1, step == 1]
    classes: Ints = np.select(conditions, [_TITLE, _SAME, _BEFORE, _FURTHER_BEFORE, _AFTER], _LATER)
    return classes


def _compare_ranks(places: Places, labels: Ints) -> tuple[Ints, Ints]:
    """The rank of each mention among those of its label in its sentence, minus the rank of each number in its sentence.

    Ranks count from the sentence's beginning, then from its end: they are equal in lists that are read in parallel. The
    differences are classes. Shapes: (N, M) each.
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


def describe_reach(words: Ints, sentence_of: Ints, numbers: Ints) -> Ints:
    """Features of each number with each word that is read: distance and common sentence. Shape: (N, W, features)."""
    distances = classify_distances(words[None] - numbers[:, None])
    return np.stack([distances, sentence_of[words][None] == sentence_of[numbers][:, None]], axis=-1).astype(np.int64)


def describe_number_pairs(places: Places, features: Ints) -> Ints:
    """Features of each number with each other number. Shape: (N, N, features)."""
    first = places.number_first
    order = np.arange(len(first))
    between = np.minimum(np.maximum(np.abs(order[None] - order[:, None]) - 1, 0), BETWEEN - 1)
    same_unit = features[None, :, 0] == features[:, None, 0]
    sentences = _compare_sentences(places, first, first)
    return np.stack([classify_distances(first[None] - first[:, None]), sentences, same_unit, between], axis=-1).astype(
        np.int64
    )
