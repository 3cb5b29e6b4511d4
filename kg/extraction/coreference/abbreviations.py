"""Abbreviation pairs: short forms and the long forms that define them, as in "classifier-free guidance (CFG)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003): a
bracket gives a candidate, and every character of the short form must be found, in order, in the words beside it
(`letter_alignment`). A pair is two mentions of one entity: if one of them was found, the other is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kg.extraction.coreference.letter_alignment import score_alignment
from kg.model.records import Abbreviation, Mention

ORIGIN = "abbreviation"


def _split_words(words: str) -> frozenset[str]:
    return frozenset(words.split())


class AbbreviationPair(NamedTuple):
    """A definition: the spans of its two forms as (start, end)."""

    short: tuple[int, int]
    long: tuple[int, int]


_MAX_SHORT = 14  # characters
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]{2,160})[)\]]")
_INTRODUCTION = re.compile(
    r"(?:or|aka|a\.k\.a\.|i\.e\.|ie|hereafter|henceforth|hereinafter|termed|dubbed|called|named|denoted|abbreviated|"
    r"short for|stands for|referred to)(?:\s+as)?(?:\s*,)?\s+",
    re.IGNORECASE,
)
_FIRST_OF_BRACKET = re.compile(r"[,;:]|\s[–—]\s|\sand\s")
_BEFORE_BRACKET = re.compile(r"(?<![\w-])[^\W_][\w+/-]{1,13}$")
# "Low-Rank Adaptation, or LoRA," and its kin; group 1 is the short form. A comma may stand before the match.
_LONG_FIRST = re.compile(
    r"\s(?:or(?:\s+simply)?|termed|dubbed|called|named|denoted(?:\s+as|\s+by)?|abbreviated(?:\s+as|\s+to)?|hereafter|henceforth)\s"
    r"[\"'“‘]?([A-Za-z0-9][\w+/-]{1,13})(?![\w-])"
)
# "LoRA, short for Low-Rank Adaptation"; group 1 is the short form.
_SHORT_FIRST = re.compile(
    r"(?<![\w-])([A-Za-z0-9][\w+/-]{1,13})[\"'”’]?(?:,|\s\()?\s?(?:is\s|which\s|that\s)?(?:short|stands|standing|abbreviation)\sfor\s(?:the\s)?"
)
_SHORT_FIRST_HAS = ("short", "stand", "abbreviation")  # one of these, or a sentence is not searched for it
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SHORT = re.compile(r"[^\W_][\w+&/.*-]*(?: [\w+&/.*-]+)?")
_GAP_BREAK = re.compile(r"[.;:!?()\[\]]\s|[()\[\]]")
_QUOTES = " \"'“”‘’`*~"
_NEVER_SHORT = re.compile(r"\d+(?:\.\d+)?[BMKTGxX%]?|[ivxIVX]+|.*\bet al\b.*|(?:e\.g|i\.e|cf)\b.*|[Oo]urs|vs\.?")
_NEVER_FIRST = _split_words("a an the of for in on with to and or from by via as at our we is are using called")
_HEAD = _split_words("method methods framework model models approach algorithm technique strategy system network")
_MIN_ALIGNMENT = 0.66  # score of the alignment, at most 1


@lru_cache(maxsize=2)  # coreference asks about one paper again
def find_pairs(text: str, sentences: tuple[tuple[int, int], ...]) -> tuple[AbbreviationPair, ...]:
    """The pairs of each sentence in order of place; of pairs with one span as short form only the first."""
    by_short: dict[tuple[int, int], AbbreviationPair] = {}
    for start, end in sentences:
        for pair in sorted([*_find_in_brackets(text, start, end), *_find_spelled_out(text, start, end)]):
            by_short.setdefault(pair.short, pair)
    return tuple(by_short.values())


def _find_in_brackets(text: str, start: int, end: int) -> Iterator[AbbreviationPair]:
    """Pairs in which one form stands in brackets after the other."""
    for match in _BRACKET.finditer(text, start, end):
        inner = match.start(1)
        lead = _INTRODUCTION.match(text, inner, match.end(1))
        inner = lead.end() if lead else inner
        content = text[inner : match.end(1)]
        first = _FIRST_OF_BRACKET.split(content, maxsplit=1)[0].strip(_QUOTES)
        first_start = text.index(first, inner)
        short = (first_start, first_start + len(first))
        if _looks_short(first):
            long = _find_before(text, start, match.start(), first)
            if long:
                yield AbbreviationPair(short, long)
                continue
        before = _BEFORE_BRACKET.search(text[max(start, match.start() - 20) : match.start()].rstrip(_QUOTES))
        if before and _looks_short(before.group()) and "," not in content:
            opening = max(start, match.start() - 20) + before.start()
            long = _find_after(text, inner, match.end(1), before.group(), whole=True)
            if long:
                yield AbbreviationPair((opening, opening + len(before.group())), long)


def _find_spelled_out(text: str, start: int, end: int) -> Iterator[AbbreviationPair]:
    """Pairs whose forms are joined by words: "X, or Y", "X, termed Y", "Y, short for X"."""
    for match in _LONG_FIRST.finditer(text, start, end):
        if _looks_short(match.group(1)):
            comma = match.start() > start and text[match.start() - 1] == ","
            long = _find_before(text, start, match.start() - comma, match.group(1), trim=True)
            if long:
                yield AbbreviationPair(match.span(1), long)
    if all(text.find(word, start, end) < 0 for word in _SHORT_FIRST_HAS):
        return
    for match in _SHORT_FIRST.finditer(text, start, end):
        if _looks_short(match.group(1)):
            long = _find_after(text, match.end(), min(end, match.end() + 150), match.group(1), whole=False)
            if long:
                yield AbbreviationPair(match.span(1), long)


def _looks_short(candidate: str) -> bool:
    """Whether a string looks like an abbreviation: capitals or a digit among letters, at most two words."""
    if not 2 <= len(candidate) <= _MAX_SHORT or not _SHORT.fullmatch(candidate) or _NEVER_SHORT.fullmatch(candidate):
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


def _get_letters(short: str) -> str:
    """The characters that the long form must account for."""
    if len(short) > 2 and short[-1] == "s" and short[-2].isupper():
        short = short[:-1]  # LLMs
    return "".join(c for c in short if c.isalnum() or c in "&+").lower()


def _find_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text, start, end)]


def _find_before(text: str, floor: int, end: int, short: str, *, trim: bool = False) -> tuple[int, int] | None:
    """The long form that ends at `end`; with `trim` without a noun such as "method" at its end."""
    letters = _get_letters(short)
    breaks = [match.end() for match in _GAP_BREAK.finditer(text, max(floor, end - 200), end)]
    spans = _find_words(text, max([floor, end - 200, *breaks]), end)[-min(len(letters) + 5, 2 * len(letters) + 1) :]
    while (
        trim
        and len(spans) > 1
        and text[slice(*spans[-1])].lower() in _HEAD
        and text[spans[-1][0]].lower() != letters[-1]
    ):
        spans.pop()  # "adaptation method, termed LoRA"
    if not spans or (not trim and text[spans[-1][1] : end].strip(_QUOTES)):
        return None
    words = tuple(text[a:b] for a, b in spans)
    best: tuple[float, int] | None = None
    for i, word in enumerate(words):
        if word.lower() in _NEVER_FIRST and letters[0] != word[0].lower():
            continue
        score = score_alignment(letters, words[i:])
        if score >= _MIN_ALIGNMENT and (best is None or score >= best[0]):
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
    return _check_long_form(text, spans[first][0], spans[-1][1], short)


def _find_after(text: str, start: int, end: int, short: str, *, whole: bool) -> tuple[int, int] | None:
    """The long form that begins at `start`; it must reach `end` if `whole`, else it ends where the score is best."""
    letters = _get_letters(short)
    stop = _GAP_BREAK.search(text, start, end)
    spans = _find_words(text, start, stop.start() if stop else end)[: min(len(letters) + 5, 2 * len(letters) + 1)]
    if not spans or text[start : spans[0][0]].strip(_QUOTES):
        return None
    words = tuple(text[a:b] for a, b in spans)
    lengths = [len(words)] if whole else range(1, len(words) + 1)
    if whole and text[spans[-1][1] : end].strip(_QUOTES):
        return None
    score, length = max((score_alignment(letters, words[:n]), -n) for n in lengths)
    if score < _MIN_ALIGNMENT:
        return None
    return _check_long_form(text, spans[0][0], spans[-length - 1][1], short)


def _check_long_form(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    """The span, unless it is no longer than the short form or holds it."""
    long = text[start:end]
    if len(long) <= len(short):
        return None
    if short in long and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long):  # rarely: each pattern is compiled anew
        return None
    return start, end


def add_missing_forms(text: str, mentions: Sequence[Mention], pairs: Sequence[AbbreviationPair]) -> list[Mention]:
    """The mentions, sorted, and the other form of each pair of which one form is among them.

    The added form has the label and the score of the one that was found, and replaces mentions that lie within it.
    Where both forms were found with different labels, the label with the higher score holds for both.
    """
    known = {(mention.start, mention.end): mention for mention in mentions}
    for short, long in pairs:
        short_mention, long_mention = known.get(short), known.get(long)
        if short_mention and long_mention:
            label = max((short_mention, long_mention), key=lambda mention: mention.score).label
            known[short], known[long] = replace(short_mention, label=label), replace(long_mention, label=label)
        elif given_form := short_mention or long_mention:
            missing = long if short_mention else short
            crossing = [span for span in known if span[0] < missing[1] and missing[0] < span[1]]
            if all(missing[0] <= start and end <= missing[1] for start, end in crossing):
                for span in crossing:
                    del known[span]
                known[missing] = Mention(*missing, given_form.label, text[slice(*missing)], given_form.score, ORIGIN)
    return [known[span] for span in sorted(known)]


def refer_pairs(mentions: Sequence[Mention], pairs: Sequence[AbbreviationPair]) -> tuple[Abbreviation, ...]:
    """The pairs of which both forms are mentions, as references to these."""
    reference_of = {(mention.start, mention.end): mention.reference for mention in mentions}
    return tuple(
        Abbreviation(reference_of[short], reference_of[long])
        for short, long in pairs
        if short in reference_of and long in reference_of
    )
