"""What somebody meant who wrote a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 3  # suggestions
_LEAST = 0.6
"""Words less alike than this are another's: two errors in five characters are one's own, three are not."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that are spelled almost so, the most alike first; case does not count.

    A known word of which only the beginning was written (three characters at least) is near too.
    """
    from rapidfuzz.distance import OSA

    written = word.casefold()
    found: dict[str, float] = {}
    for each in known:
        begun = len(written) >= 3 and each.casefold().startswith(written)
        alike = 1.0 if begun else OSA.normalized_similarity(written, each.casefold())
        if alike >= _LEAST:
            found[each] = alike
    return sorted(found, key=lambda each: (-found[each], each))[:MOST]


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A question that names the nearest words, or what to say where none is near."""
    near = nearest(word, known)
    return f"Did you mean {either(near)}?" if near else otherwise


def either(words: list[str]) -> str:
    """Words as alternatives: "a, b or c"."""
    return " or ".join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])
