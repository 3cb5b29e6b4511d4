"""Entities of a public set as tags of words, back again, and what is lost on the way.

Entities may hold each other, and one sequence of tags cannot say so. So there are layers of tags: of entities that
overlap, the longest is tagged on the first layer, the others on the next ones, each on the first where it has room.
(Layers of flat entities: Ju et al., 2018, A Neural Layered Model for Nested Named Entity Recognition, who begin with
the shortest.)
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.precision_recall import Count
from kg.extraction.mentions.encoder.heads import OUTSIDE
from kg.extraction.mentions.encoder.viterbi import Floats, Grammar, build_grammar, decode
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from scripts.evaluation.public_texts import Spans, Text

Tags = NDArray[np.int64]

_ALIKE = 32  # batches that are filled by length from one draw


class Scheme(NamedTuple):
    """The tags of a set, the same on each layer, and how many layers there are."""

    rules: Grammar
    layers: int


def build_scheme(texts: Iterable[Text], layers: int) -> Scheme:
    """A scheme with the labels of some texts."""
    labels = sorted({label for text in texts for _, _, label in text.spans})
    return Scheme(build_grammar([OUTSIDE, *(f"{place}-{label}" for label in labels for place in "BIES")]), layers)


def make_tags(text: Text, scheme: Scheme) -> Tags:
    """A tag for each word on each layer; an entity that has room on none is left out. Shape: (words, layers)."""
    names = scheme.rules.tags
    tags = np.full((len(text.words), scheme.layers), names.index(OUTSIDE))
    taken = np.zeros(tags.shape, dtype=bool)
    for first, last, label in sorted(text.spans, key=lambda span: (span[0] - span[1], span)):
        free = np.flatnonzero(~taken[first:last].any(axis=0))
        if len(free):
            places = "S" if last - first == 1 else "B" + "I" * (last - first - 2) + "E"
            tags[first:last, free[0]] = [names.index(f"{place}-{label}") for place in places]
            taken[first:last, free[0]] = True
    return tags


def decode_layers(scores: Floats, scheme: Scheme) -> Spans:
    """The entities of all layers. Shape of `scores`: (words, layers, tags)."""
    return {span for layer in range(scheme.layers) for span in decode(scores[:, layer], scheme.rules)}


def count(texts: Sequence[Text], found: Iterable[tuple[int, Window, Spans]]) -> Count:
    """How many entities are right in span and label.

    `found` has the number of a text, a window of it and the entities found there, by the words of the window.
    """
    spans: list[Spans] = [set() for _ in texts]
    for number, window, of_window in found:
        spans[number] |= {(first + window.first, last + window.first, label) for first, last, label in of_window}
    total = Count(0, 0, 0)
    for text, of_text in zip(texts, spans, strict=True):
        total = total.plus(Count(len(of_text & text.spans), len(of_text), len(text.spans)))
    return total


def measure_bound(texts: Sequence[Text], scheme: Scheme, pieces: WordPieces) -> Count:
    """What a tagger scores that is never wrong: the gold, made tags, cut into windows and decoded."""

    def tag() -> Iterator[tuple[int, Window, Spans]]:
        for number, text in enumerate(texts):
            tags = make_tags(text, scheme)
            for window in pieces.windows(text.words, text.sentences):
                right = tags[window.first : window.last, :, None] == np.arange(len(scheme.rules.tags))
                yield number, window, decode_layers(right.astype(np.float32), scheme)

    return count(texts, tag())


def draw_batches(lengths: Sequence[int], size: int, chance: random.Random) -> Iterator[list[int]]:
    """The places of all items in chance order, `size` at once.

    The items of a batch are about as long as each other, so that little of it is padding.
    """
    order = chance.sample(range(len(lengths)), len(lengths))
    batches = []
    for at in range(0, len(order), size * _ALIKE):
        alike = sorted(order[at : at + size * _ALIKE], key=lambda place: lengths[place])
        batches += [alike[start : start + size] for start in range(0, len(alike), size)]
    chance.shuffle(batches)
    yield from batches
