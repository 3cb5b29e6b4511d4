"""Fuzzy search: which terms of a list are spelled similarly to a given text (trigrams, then an edit distance)."""

from __future__ import annotations

from collections.abc import Iterable

from kg.store.rows import DamagedRow
from kg.store.term_lists import TermLists

LEAST_SIMILARITY = 0.7
"""The lowest similarity of a hit: one typing error in four characters is within it, one in three is not."""

_SHORT = 5  # characters; one error changes nearly all trigrams, so all texts of similar length are compared
_SHARED = 5  # candidates share at least one in so many of the wanted trigrams
_COMPARED = 100  # candidates, those with most trigrams in common, that are compared by edit distance


class FuzzyIndex:
    """A list of terms, written with its trigrams, as an index of similar texts.

    Similarity is 1 minus the normalised optimal string alignment distance: two swapped neighbours are one error.
    """

    def __init__(self, lists: TermLists, name: str) -> None:
        self._lists = lists
        self._name = name

    def find(self, text: str) -> dict[int, float]:
        """Positions of the similar terms, each with its similarity (`LEAST_SIMILARITY` to 1), in order."""
        from rapidfuzz.distance import OSA

        candidates = self._find_about_as_long(text) if len(text) <= _SHORT else self._find_sharing_trigrams(text)
        alike = ((n, OSA.normalized_similarity(text, term, score_cutoff=LEAST_SIMILARITY)) for n, term in candidates)
        return {position: similarity for position, similarity in alike if similarity >= LEAST_SIMILARITY}

    def _find_about_as_long(self, text: str) -> Iterable[tuple[int, str]]:
        return self._lists.find_about_as_long(self._name, len(text) - 1, int(len(text) / LEAST_SIMILARITY))

    def _find_sharing_trigrams(self, text: str) -> Iterable[tuple[int, str]]:
        import numpy as np

        grams = split_into_trigrams(text)
        having = self._lists.read_trigrams(self._name, sorted(grams))
        if not having:
            return ()
        sizes = self._lists.read_sizes(self._name)
        shared = np.bincount(np.concatenate(having), minlength=len(sizes))
        if len(shared) > len(sizes):
            raise DamagedRow("a list of trigrams in it has changed")
        candidates = np.flatnonzero(shared >= max(1, len(grams) // _SHARED))
        dice = 2 * shared[candidates] / (sizes[candidates] + len(grams))
        if len(dice) > _COMPARED:
            # All that equal the last candidate are kept, so that the order of the texts does not matter.
            candidates = candidates[dice >= np.partition(dice, -_COMPARED)[-_COMPARED]]
        return sorted(self._lists.read_texts(self._name, candidates.tolist()).items())


def split_into_trigrams(text: str) -> set[str]:
    """All three neighbouring characters of a text, of which the beginning counts twice and the end once."""
    padded = f"\0\0{text}\0"
    return {padded[n : n + 3] for n in range(len(padded) - 2)}
