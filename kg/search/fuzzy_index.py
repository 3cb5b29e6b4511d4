"""Fuzzy search: which of many texts are spelled similarly to a given one (trigrams, then an edit distance)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_SIMILARITY = 0.7
"""The lowest similarity of a hit: one typing error in four characters is within it, one in three is not."""

_SHORT = 5  # characters; one error changes nearly all trigrams, so all texts of similar length are compared
_SHARED = 5  # candidates share at least one in so many of the wanted trigrams
_COMPARED = 100  # candidates, those with most trigrams in common, that are compared by edit distance


class FuzzyIndex:
    """An index of distinct texts by trigrams.

    Similarity is 1 minus the normalised optimal string alignment distance: two swapped neighbours are one error.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        self._texts = texts
        self._of_length: dict[int, list[int]] = defaultdict(list)
        found: dict[str, list[int]] = defaultdict(list)
        sizes = np.zeros(len(texts), dtype=np.int32)
        for position, text in enumerate(texts):
            self._of_length[len(text)].append(position)
            grams = _split_into_trigrams(text)
            sizes[position] = len(grams)
            for gram in grams:
                found[gram].append(position)
        self._sizes = sizes
        self._found: dict[str, NDArray[np.int32]] = {
            gram: np.array(places, dtype=np.int32) for gram, places in found.items()
        }

    def find(self, text: str) -> dict[int, float]:
        """Positions of the similar texts, each with its similarity (`LEAST_SIMILARITY` to 1)."""
        from rapidfuzz.distance import OSA

        candidates = self._find_about_as_long(text) if len(text) <= _SHORT else self._find_sharing_trigrams(text)
        alike = (
            (n, OSA.normalized_similarity(text, self._texts[n], score_cutoff=LEAST_SIMILARITY)) for n in candidates
        )
        return {position: similarity for position, similarity in alike if similarity >= LEAST_SIMILARITY}

    def _find_about_as_long(self, text: str) -> list[int]:
        longest = int(len(text) / LEAST_SIMILARITY)
        return [n for length in range(len(text) - 1, longest + 1) for n in self._of_length.get(length, ())]

    def _find_sharing_trigrams(self, text: str) -> list[int]:
        import numpy as np

        grams = _split_into_trigrams(text)
        lists = [self._found[gram] for gram in sorted(grams) if gram in self._found]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=len(self._texts))
        candidates = np.flatnonzero(shared >= max(1, len(grams) // _SHARED))
        dice = 2 * shared[candidates] / (self._sizes[candidates] + len(grams))
        if len(dice) > _COMPARED:
            # All that equal the last candidate are kept, so that the order of the texts does not matter.
            candidates = candidates[dice >= np.partition(dice, -_COMPARED)[-_COMPARED]]
        return [int(n) for n in candidates]


def _split_into_trigrams(text: str) -> set[str]:
    padded = f"\0\0{text}\0"
    return {padded[n : n + 3] for n in range(len(padded) - 2)}
