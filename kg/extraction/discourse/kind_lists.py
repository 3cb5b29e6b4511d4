"""Lists of names that the text says the kind of: "Lean-Glue and Lean-Eval, two datasets to tune models"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model.types import Label

_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or)|,|and|or|&)\s+(?:the\s+)?")
_KINDS: dict[Label, str] = {
    "DATASET": r"data\s?sets|benchmarks|corpora|test\s?sets|test suites|test ?beds|leaderboards",
    "MODEL": r"models|networks|language models|checkpoints|model families",
    "METRIC": r"metrics|measures",
}
_NOUN = "|".join(f"(?P<{label}>{nouns})" for label, nouns in _KINDS.items())
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|(?:a|the) (?:pair|set|suite|collection|family) of)"
_PHRASE = rf"{_COUNT}\s(?:(?!(?:of|on|in|for|with|and|or|to|from|over|across)\s)[\w-]+,?\s){{0,4}}?(?:{_NOUN})\b"
_AFTER = re.compile(rf"\s?,?\s(?:which are |are )?{_PHRASE}")  # in apposition: ", four new datasets"
_BEFORE = re.compile(rf"\b{_PHRASE}(?:,|:|\s\(|,? (?:called|named|namely|termed|dubbed))\s?$", re.IGNORECASE)
# A verb of making before a list that speaks of what the paper gives; a preposition before it says that it is used.
_MADE = re.compile(
    r"\b(?:introduc|propos|present|releas|offer|provid|creat|construct|contribut|curat|build|built|develop|design|publish|"
    r"compil|collect|annotat|open-?sourc)\w*(?:\s(?!(?:of|on|across|over|from|against|using|with|than)\b)[\w-]+){0,4}[:,]?\s$",
    re.IGNORECASE,
)
_IS_MADE = re.compile(
    r",?\s(?:are|were|is|was)\s(?:newly )?(?:introduc|propos|present|releas|creat|construct|built|develop)"
)
_WINDOW = 80  # characters before a list


@dataclass(frozen=True, slots=True)
class KindList:
    """Two or more names of one kind, as positions in the sequence of spans."""

    members: range
    label: Label
    is_made: bool  # the sentence says that somebody makes them


def find_kind_lists(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[KindList]:
    """The lists among spans that are sorted and apart, in order; `text` is what the spans count in."""
    first = 0
    for last in range(len(spans)):
        end = spans[last][1]
        if last + 1 < len(spans) and _SEPARATOR.fullmatch(text, end, spans[last + 1][0]):
            continue
        if last > first:
            start = spans[first][0]
            before = text[max(0, start - _WINDOW) : start]
            leading = _BEFORE.search(before)
            if (kind := leading or _AFTER.match(text, end)) is not None:
                opening = before[: leading.start()] if leading else before
                is_made = _MADE.search(opening) or _IS_MADE.match(text, end)
                label = next(label for label in _KINDS if kind[label])
                yield KindList(range(first, last + 1), label, is_made is not None)
        first = last + 1
