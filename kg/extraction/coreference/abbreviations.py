"""Short forms and the long forms that define them: "classifier-free guidance (CFG)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003):
a bracket gives a candidate, and every character of the short form must be found, in order, in the words beside it.
Where they take the first match from the right, the words here are aligned so that as many characters as possible begin
a word, because ML names take several letters from one word (LoRA, HyCD) or a digit for one (T2V).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Pair(NamedTuple):
    """A definition: two spans of the text as (start, end)."""

    short: tuple[int, int]
    long: tuple[int, int]


_MAX_SHORT = 14  # characters
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]{2,160})[)\]]")
_INTRODUCTION = re.compile(
    r"(?:or|aka|a\.k\.a\.|i\.e\.|ie|hereafter|henceforth|hereinafter|termed|dubbed|called|named|denoted|abbreviated|"
    r"short for|stands for|referred to)(?:\s+as)?(?:\s*,)?\s+",
    re.IGNORECASE,
)
# "Low-Rank Adaptation, or LoRA," and its kin; group 1 is the short form.
_LONG_FIRST = re.compile(
    r",?\s(?:or(?:\s+simply)?|termed|dubbed|called|named|denoted(?:\s+as|\s+by)?|abbreviated(?:\s+as|\s+to)?|hereafter|henceforth)\s"
    r"[\"'“‘]?([A-Za-z0-9][\w+/-]{1,13})(?![\w-])"
)
# "LoRA, short for Low-Rank Adaptation"; group 1 is the short form.
_SHORT_FIRST = re.compile(
    r"(?<![\w-])([A-Za-z0-9][\w+/-]{1,13})[\"'”’]?(?:,|\s\()?\s?(?:is\s|which\s|that\s)?(?:short|stands|standing|abbreviation)\sfor\s(?:the\s)?"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SHORT = re.compile(r"[^\W_][\w+&/.*-]*(?: [\w+&/.*-]+)?")
_GAP_BREAK = re.compile(r"[.;:!?()\[\]]\s|[()\[\]]")
_AROUND = " \"'“”‘’`*~"
_NOT_SHORT = re.compile(r"\d+(?:\.\d+)?[BMKTGxX%]?|[ivxIVX]+|.*\bet al\b.*|(?:e\.g|i\.e|cf)\b.*|[Oo]urs|vs\.?")
_LINKING = _set("a an the of for in on with to and or from by via as at over into through using based")
_NEVER_FIRST = _set("a an the of for in on with to and or from by via as at our we is are using called")
_HEAD = _set("method methods framework model models approach algorithm technique strategy system network")
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
_INITIAL, _NEXT, _INSIDE, _SKIPPED = 1.0, 0.9, 0.35, 0.45
_ENOUGH = 0.66  # of a character's full score, on average


def find(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    """Yields definitions in order of their place in the text; each short form is given once a place."""
    seen: set[tuple[int, int]] = set()
    for start, end in sentences:
        found = [*_in_brackets(text, start, end), *_spelled_out(text, start, end)]
        for pair in sorted(found):
            if pair.short not in seen:
                seen.add(pair.short)
                yield pair


def _in_brackets(text: str, start: int, end: int) -> Iterator[Pair]:
    for match in _BRACKET.finditer(text, start, end):
        inner = match.start(1)
        lead = _INTRODUCTION.match(text, inner, match.end(1))
        inner = lead.end() if lead else inner
        content = text[inner : match.end(1)]
        first = re.split(r"[,;:]|\s[–—]\s|\sand\s", content, maxsplit=1)[0].strip(_AROUND)
        at = text.index(first, inner)
        short = (at, at + len(first))
        if _may_be_short(first):
            long = _before(text, start, match.start(), first)
            if long:
                yield Pair(short, long)
                continue
        before = re.search(
            r"(?<![\w-])[^\W_][\w+/-]{1,13}$", text[max(start, match.start() - 20) : match.start()].rstrip(_AROUND)
        )
        if before and _may_be_short(before.group()) and "," not in content:
            opening = max(start, match.start() - 20) + before.start()
            long = _after(text, inner, match.end(1), before.group(), whole=True)
            if long:
                yield Pair((opening, opening + len(before.group())), long)


def _spelled_out(text: str, start: int, end: int) -> Iterator[Pair]:
    for match in _LONG_FIRST.finditer(text, start, end):
        if _may_be_short(match.group(1)):
            long = _before(text, start, match.start(), match.group(1), trim=True)
            if long:
                yield Pair(match.span(1), long)
    for match in _SHORT_FIRST.finditer(text, start, end):
        if _may_be_short(match.group(1)):
            long = _after(text, match.end(), min(end, match.end() + 150), match.group(1), whole=False)
            if long:
                yield Pair(match.span(1), long)


def _may_be_short(candidate: str) -> bool:
    """Whether a string looks like an abbreviation: capitals or a digit among letters, at most two words."""
    if not 2 <= len(candidate) <= _MAX_SHORT or not _SHORT.fullmatch(candidate) or _NOT_SHORT.fullmatch(candidate):
        return False
    letters = [c for c in candidate if c.isalpha()]
    if not letters:
        return False
    capitals = sum(c.isupper() for c in letters)
    if " " in candidate and capitals < 3:
        return False  # "Our method", "Llama 2": words, not initials
    return capitals >= 2 or (
        capitals == 1 and len(candidate) <= 6 and (any(map(str.isdigit, candidate)) or not candidate[0].isupper())
    )


def _letters(short: str) -> str:
    """The characters that the long form must account for."""
    if len(short) > 2 and short[-1] == "s" and short[-2].isupper():
        short = short[:-1]  # LLMs
    return "".join(c for c in short if c.isalnum() or c in "&+").lower()


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text, start, end)]


def _before(text: str, floor: int, end: int, short: str, *, trim: bool = False) -> tuple[int, int] | None:
    """The long form that ends at `end`, trimmed to start at the word that gives the first character."""
    letters = _letters(short)
    breaks = [match.end() for match in _GAP_BREAK.finditer(text, max(floor, end - 200), end)]
    spans = _words(text, max([floor, end - 200, *breaks]), end)[-min(len(letters) + 5, 2 * len(letters) + 1) :]
    while (
        trim
        and len(spans) > 1
        and text[slice(*spans[-1])].lower() in _HEAD
        and text[spans[-1][0]].lower() != letters[-1]
    ):
        spans.pop()  # "adaptation method, termed LoRA"
    if not spans or (not trim and text[spans[-1][1] : end].strip(_AROUND)):
        return None
    words = tuple(text[a:b] for a, b in spans)
    best: tuple[float, int] | None = None
    for i, word in enumerate(words):
        if word.lower() in _NEVER_FIRST and letters[0] != word[0].lower():
            continue
        score = _fit(letters, words[i:])
        if score >= _ENOUGH and (best is None or score >= best[0]):
            best = (score, i)
    if best is None:
        return None
    first = best[1]
    while (
        first > 0
        and text[spans[first - 1][1] : spans[first][0]] == "-"
        and words[first - 1][0].lower() == words[first][0].lower()
    ):
        first -= 1  # "multi-modal LLM (MLLM)" does not begin inside "multi-modal"
    return _checked(text, spans[first][0], spans[-1][1], short)


def _after(text: str, start: int, end: int, short: str, *, whole: bool) -> tuple[int, int] | None:
    """The long form that begins at `start`; it must reach `end` if `whole`, else it ends where the score is best."""
    letters = _letters(short)
    stop = _GAP_BREAK.search(text, start, end)
    spans = _words(text, start, stop.start() if stop else end)[: min(len(letters) + 5, 2 * len(letters) + 1)]
    if not spans or text[start : spans[0][0]].strip(_AROUND):
        return None
    words = tuple(text[a:b] for a, b in spans)
    lengths = [len(words)] if whole else range(1, len(words) + 1)
    if whole and text[spans[-1][1] : end].strip(_AROUND):
        return None
    score, length = max((_fit(letters, words[:n]), -n) for n in lengths)
    if score < _ENOUGH:
        return None
    return _checked(text, spans[0][0], spans[-length - 1][1], short)


def _checked(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    long = text[start:end]
    if len(long) <= len(short) or re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long):
        return None
    return start, end


def _fit(letters: str, words: tuple[str, ...]) -> float:
    """How well the words account for the letters, at most 1; a digit may stand for the letter before it (S3, A3C)."""
    repeated = _REPEATED.sub(lambda match: match[1] * int(match[2]), letters)
    readings = (letters,) if repeated == letters else (letters, repeated)
    return max(_alignment(reading, words) / len(reading) for reading in readings)


@lru_cache(maxsize=4096)
def _alignment(letters: str, words: tuple[str, ...]) -> float:
    """How well the words account for the letters, in order; minus infinity where they do not.

    The first letter must begin the first word. At most `len(letters)` for letters that all begin a word, less for those
    inside one and for words that give none.
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
            for taken, gain in _takes(letters, placed, word):
                total = score + gain
                following[taken] = max(following.get(taken, total), total)
        best = following
        if not best:
            return float("-inf")
    return best.get(len(letters), float("-inf"))


def _takes(letters: str, placed: int, word: str) -> Iterator[tuple[int, float]]:
    """The ways in which a word can give the letters from `placed` on: how many are placed then, and the gain."""
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
            found = lower.find(letters[place], at + 1)
            if found < 0:
                break
            gain += _INITIAL if camel and word[found].isupper() else _NEXT if found == at + 1 else _INSIDE
            place, at = place + 1, found
            yield place, gain
    elif lower.startswith(_SOUNDS.get(letter, _NOTHING)):
        yield placed + 1, _INITIAL
