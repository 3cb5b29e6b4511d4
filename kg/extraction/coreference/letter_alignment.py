"""The score of how well the words of a long form account for the characters of its short form.

Schwartz and Hearst (2003) take the first match from the right; here the words are aligned by dynamic programming so
that as many characters as possible begin a word, because ML names take several letters from one word (LoRA, HyCD) or a
digit for one (T2V).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Words that may give no letter without loss.
_FUNCTION_WORDS = "a an the of for in on with to and or from by via as at over into through using based"
_LINKING = frozenset(_FUNCTION_WORDS.split())
# What a character may stand for besides itself, always at the beginning of a word.
_SOUNDS = {
    "2": ("to", "two"),
    "4": ("for", "four"),
    "3": ("three", "tri"),
    "x": ("ex", "cross", "trans"),
    "&": ("and",),
    "+": ("plus",),
}
_REPEATED = re.compile(r"([a-z])([234])")
_NOTHING = ("\0",)
# Gains of a letter that begins a word, that follows the last one taken and that is inside a word; loss of a word.
_INITIAL, _NEXT, _INSIDE, _SKIPPED = 1.0, 0.9, 0.35, 0.45


def score_alignment(letters: str, words: tuple[str, ...]) -> float:
    """A score of how well the words account for the letters: 1 if each begins a word, minus infinity if one is missing.

    A digit may stand for the letter before it once more (S3, A3C).
    """
    repeated = _REPEATED.sub(lambda match: match[1] * int(match[2]), letters)
    readings = (letters,) if repeated == letters else (letters, repeated)
    return max(_find_best_alignment(reading, words) / len(reading) for reading in readings)


@lru_cache(maxsize=4096)
def _find_best_alignment(letters: str, words: tuple[str, ...]) -> float:
    """The score of the best way to take the letters from the words in order; minus infinity where there is none.

    The first letter must begin the first word. The score is at most `len(letters)`, where all letters begin a word;
    letters inside a word and words that give no letter lower it.
    """
    if not words:
        return float("-inf")
    # best[k]: the score with the first k letters placed in the words so far.
    best = {0: 0.0}
    for number, word in enumerate(words):
        following: dict[int, float] = {}
        for placed, score in best.items():
            if number:
                skipped = score - (0.0 if word.lower() in _LINKING else _SKIPPED)
                following[placed] = max(following.get(placed, skipped), skipped)
            for taken, gain in _take_letters(letters, placed, word):
                total = score + gain
                following[taken] = max(following.get(taken, total), total)
        best = following
        if not best:
            return float("-inf")
    return best.get(len(letters), float("-inf"))


def _take_letters(letters: str, placed: int, word: str) -> Iterator[tuple[int, float]]:
    """The ways to take letters, from number `placed` on, out of a word: (letters placed then, gain in score)."""
    if placed == len(letters):
        return
    letter, lower = letters[placed], word.lower()
    if len(lower) != len(word):
        return  # a character whose lower case is two: places in the word would shift
    camel = not word.isupper()
    first = (
        0
        if lower[0] == letter
        else next((i for i, c in enumerate(word) if camel and c.isupper() and lower[i] == letter), -1)
    )
    if first >= 0:
        place, at, gain = placed + 1, first, _INITIAL
        yield place, gain
        while place < len(letters):
            next_at = lower.find(letters[place], at + 1)
            if next_at < 0:
                break
            gain += _INITIAL if camel and word[next_at].isupper() else _NEXT if next_at == at + 1 else _INSIDE
            place, at = place + 1, next_at
            yield place, gain
    elif lower.startswith(_SOUNDS.get(letter, _NOTHING)):
        yield placed + 1, _INITIAL
