"""Which of many texts are spelled almost like a given one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = 0.7
"""Texts less alike than this are not near: one typing error in four characters is, one in three is not."""

_SHORT = 5  # up to here one error leaves hardly a trigram as it was: all texts about as long are compared
_SHARED = 5  # a near text has at least one in so many of the trigrams
_COMPARED = 100  # texts that share most trigrams; the rest is not compared character by character


class Near:
    """An index of distinct texts by their trigrams. Similarity is 1 less the part that must be changed, where two
    neighbours that changed places are one error (optimal string alignment)."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        self._texts = texts
        self._of_length: dict[int, list[int]] = defaultdict(list)
        found: dict[str, list[int]] = defaultdict(list)
        sizes = np.zeros(len(texts), dtype=np.int32)
        for position, text in enumerate(texts):
            self._of_length[len(text)].append(position)
            grams = _trigrams(text)
            sizes[position] = len(grams)
            for gram in grams:
                found[gram].append(position)
        self._sizes = sizes
        self._found: dict[str, NDArray[np.int32]] = {
            gram: np.array(places, dtype=np.int32) for gram, places in found.items()
        }

    def find(self, text: str) -> dict[int, float]:
        """Positions of the near texts, each with its similarity (`LEAST` to 1)."""
        from rapidfuzz.distance import OSA

        candidates = self._about_as_long(text) if len(text) <= _SHORT else self._sharing_trigrams(text)
        alike = ((n, OSA.normalized_similarity(text, self._texts[n], score_cutoff=LEAST)) for n in candidates)
        return {position: similarity for position, similarity in alike if similarity >= LEAST}

    def _about_as_long(self, text: str) -> list[int]:
        longest = int(len(text) / LEAST)
        return [n for length in range(len(text) - 1, longest + 1) for n in self._of_length.get(length, ())]

    def _sharing_trigrams(self, text: str) -> list[int]:
        import numpy as np

        grams = _trigrams(text)
        lists = [self._found[gram] for gram in sorted(grams) if gram in self._found]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=len(self._texts))
        candidates = np.flatnonzero(shared >= max(1, len(grams) // _SHARED))
        dice = 2 * shared[candidates] / (self._sizes[candidates] + len(grams))
        if len(dice) > _COMPARED:
            # Whoever is as good as the last that is taken is taken too, so that no order of the texts decides.
            candidates = candidates[dice >= np.partition(dice, -_COMPARED)[-_COMPARED]]
        return [int(n) for n in candidates]


def _trigrams(text: str) -> set[str]:
    padded = f"\0\0{text}\0"
    return {padded[n : n + 3] for n in range(len(padded) - 2)}
