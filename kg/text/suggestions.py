"""Suggests known words that are spelled almost like an unknown one: "Did you mean ...?"."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 3  # suggestions
_LEAST = 0.6
"""The lowest similarity of a suggestion: two errors in five characters are within it, three are not."""


def find_nearest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words with the highest similarity to `word`, best first; case does not count.

    Similarity is that of the optimal string alignment distance; a known word that begins with `word` (of at least three
    characters) counts as equal.
    """
    from rapidfuzz.distance import OSA

    written = word.casefold()
    similarities: dict[str, float] = {}
    for candidate in known:
        is_begun = len(written) >= 3 and candidate.casefold().startswith(written)
        similarity = 1.0 if is_begun else OSA.normalized_similarity(written, candidate.casefold())
        if similarity >= _LEAST:
            similarities[candidate] = similarity
    return sorted(similarities, key=lambda candidate: (-similarities[candidate], candidate))[:MOST]


def suggest_nearest(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A question that names the nearest known words; `otherwise` where none is near."""
    return suggest(find_nearest(word, known), otherwise=otherwise)


def suggest(near: list[str], *, otherwise: str = "") -> str:
    """A question that names these words: "Did you mean a, b or c?"; `otherwise` where there are none."""
    if not near:
        return otherwise
    *others, last = near
    return f"Did you mean {', '.join(others)} or {last}?" if others else f"Did you mean {last}?"
