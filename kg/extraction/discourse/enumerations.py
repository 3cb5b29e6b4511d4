"""Enumerations: the names that follow a phrase ("outperforms A, B, and C"), and lists of names that the text says the
kind of ("Lean-Glue and Lean-Eval, two datasets to tune models").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.discourse.clause_boundaries import PHRASE_END, PREPOSITIONS
from kg.extraction.discourse.own_work import GOVERNING, MAKING, MAKING_DATA, NAMING
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document, MentionIndex
from kg.model.types import ACHIEVERS, Label

# What may stand between two names of a list, besides signs.
_JOINS = r"and|or|as\swell\sas|also|even|both|the|an?|its|standard|vanilla|models?|methods?|baselines?"
LIST_WORDS = frozenset({"a", "an", "the", ",", "and", "or", "both", "(", ")"})
"""The words that join two names into one list, for learned features; the models' weights hold for this set."""

_NEGATIONS = ("non-", "Non-")  # before a mention: another thing than it names
_WIDEST_AND = 40  # characters between two items of an enumeration
_WORDS_BETWEEN = 5
_WIDEST = 90  # characters between a phrase and its first name
_MOST = 100  # names of one enumeration
_FILLER = re.compile(r"[\s\w'’.,/()&+%~-]*")
_NEW_ITEM = re.compile(r"\w,\s(?:and|or|we|our|it|which)\s")
_STOP = re.compile(r"(?<!e\.g)(?<!i\.e)\.\s")
_EXAMPLES = re.compile(r"\s(?:such as|including|like|e\.g\.,?|i\.e\.,?|namely)\s|\(e\.g\.,?\s?|\s?\(", re.IGNORECASE)
_AND = re.compile(rf"(?:[\s),/+(]|{_JOINS}|their|existing|recent|such as|e\.g\.,?)*", re.IGNORECASE)
# What stands between two items of a list with a number each: "A (40%), B by 12%, and the C".
_AND_WITH_NUMBERS = re.compile(
    rf"(?>[\s,;/+&)(]|(?:{_JOINS}|by|other)\b|"
    r"in\s[\w-]+|[~≈+-]?[0-9][0-9.,]*+\\?\s?(?:%|x\b|×|times\b|points?\b|percentage\spoints?\b)?)*+",
    re.IGNORECASE,
)
# "LLM-based embedding models": the first name only says of what kind the thing named next is.
_MODIFIES = re.compile(r"-(?:based|style|like|driven|powered)\s(?:[\w-]+\s)?")

_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or)|,|and|or|&)\s+(?:the\s+)?")
_KINDS: dict[Label, str] = {
    "DATASET": r"data\s?sets|benchmarks|corpora|test\s?sets|test suites|test ?beds|leaderboards",
    "MODEL": r"models|networks|language models|checkpoints|model families",
    "METRIC": r"metrics|measures",
}
_NOUN = "|".join(f"(?P<{label}>{nouns})" for label, nouns in _KINDS.items())
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|(?:a|the) (?:pair|set|suite|collection|family) of)"
_PHRASE = rf"{_COUNT}\s(?:(?!(?:{PREPOSITIONS}|over|and|or)\s)[\w-]+,?\s){{0,4}}?(?:{_NOUN})\b"
_KIND_AFTER = re.compile(rf"\s?,?\s(?:which are |are )?{_PHRASE}")  # in apposition: ", four new datasets"
_KIND_BEFORE = re.compile(rf"\b{_PHRASE}(?:,|:|\s\(|,? (?:{NAMING}|namely))\s?$", re.IGNORECASE)
_MAKES = rf"(?:{MAKING}|{MAKING_DATA}|annotat|provid)"
# A verb of making before a list that speaks of what the paper gives; a preposition before it says that it is used.
_MADE = re.compile(rf"\b{_MAKES}\w*(?:\s(?!(?:{GOVERNING}|of|using|with)\b)[\w-]+){{0,4}}[:,]?\s$", re.IGNORECASE)
_IS_MADE = re.compile(rf",?\s(?:are|were|is|was)\s(?:newly )?{_MAKES}")
_WINDOW = 80  # characters before a list

RULES = (
    Rule(
        name="examples",
        says="The names of members of a class follow.",
        pattern=_EXAMPLES,
        reads="before",
        example="It beats strong baselines such as [METHOD X].",
        no_op="It beats strong baselines on [METHOD X].",
        why="the name is no baseline",
    ),
    Rule(
        name="next item",
        says="The second name is an item of the list that the first is in.",
        pattern=_AND,
        reads="between",
        example="It beats [METHOD X], and the standard [METHOD Y] models.",
        no_op="It beats [METHOD X] by far, and so does [METHOD Y].",
        why="other words between two names",
    ),
    Rule(
        name="next item with a number",
        says="The second name is an item of the list that the first is in; items may have a number each.",
        pattern=_AND_WITH_NUMBERS,
        reads="between",
        example="It beats [METHOD X] (40%), and [METHOD Y] by 12%.",
        no_op="It beats [METHOD X] (40%), which uses [METHOD Y].",
        why="a relative clause",
    ),
    Rule(
        name="modifier",
        says="The first name only says of what kind the second is.",
        pattern=_MODIFIES,
        reads="between",
        example="It beats the [MODEL LLM]-based text [MODEL embedder].",
        no_op="It beats the [MODEL LLM], based on [MODEL embedder].",
        why="two things",
    ),
    Rule(
        name="kind after a list",
        says="All names of the list before are of this kind.",
        pattern=_KIND_AFTER,
        reads="after",
        example="We test on [DATASET X] and [DATASET Y], two public datasets.",
        no_op="We test [MODEL X] and [MODEL Y] on three datasets.",
        why="a preposition before the noun",
    ),
    Rule(
        name="kind before a list",
        says="All names of the list that follows are of this kind.",
        pattern=_KIND_BEFORE,
        reads="before",
        example="We measure it by two new metrics: [METRIC X] and [METRIC Y].",
        no_op="We measure two metrics for [MODEL X] and [MODEL Y].",
        why="the noun is of another phrase",
    ),
    Rule(
        name="list is made",
        says="The paper makes what the list names.",
        pattern=_MADE,
        reads="before",
        example="We release [DATASET X] and [DATASET Y], two datasets.",
        no_op="We publish results of [DATASET X] and [DATASET Y], two datasets.",
        why="a preposition before the list: it is used",
    ),
    Rule(
        name="list is said to be made",
        says="The paper makes what the list names.",
        pattern=_IS_MADE,
        reads="after",
        example="Two datasets, [DATASET X] and [DATASET Y], are proposed.",
        no_op="Two datasets, [DATASET X] and [DATASET Y], are used.",
        why="no verb of making",
    ),
)


def may_join_items(gap: str) -> bool:
    """Whether two names with these characters between them may stand in one list, each with a number if need be."""
    return _AND_WITH_NUMBERS.fullmatch(gap) is not None


def list_following(document: Document, labels: Collection[Label], after: int, inside: range) -> Iterator[MentionIndex]:
    """Positions of the mentions with one of the labels in an enumeration that begins shortly after an offset.

    `after` is where the phrase ends, `inside` the positions of the mentions that may follow, such as its sentence's.
    """
    text, mentions = document.text, document.mentions
    end, begun = after, False
    first = bisect_left(mentions, after, inside.start, inside.stop, key=lambda mention: mention.start)
    for i in range(first, min(first + _MOST, inside.stop)):
        mention = mentions[i]
        if mention.start < end:
            continue
        if mention.start - end > (_WIDEST_AND if begun else _WIDEST):
            return
        gap = text[end : mention.start]
        if not (_AND.fullmatch(gap) if begun else _leads_to_name(gap)):
            return
        if mention.label in labels and i + 1 in inside and _is_modifier(document, i):
            continue
        if mention.label in labels and not text.startswith(_NEGATIONS, max(0, mention.start - 4)):
            begun = True
            yield MentionIndex(i)
        elif begun or mention.label not in ACHIEVERS:
            return
        end = mention.end


def _is_modifier(document: Document, i: int) -> bool:
    """Whether a mention only modifies the next one, which is a method or a model too."""
    mention, following = document.mentions[i : i + 2]
    same = mention.label in ACHIEVERS and following.label in ACHIEVERS
    return same and _MODIFIES.fullmatch(document.text, mention.end, following.start) is not None


def _leads_to_name(gap: str) -> bool:
    """Whether the words before the first name belong to its noun phrase: "strong baselines such as X"."""
    if not _FILLER.fullmatch(gap) or _STOP.search(gap) or _NEW_ITEM.search(gap):
        return False
    phrase = _EXAMPLES.split(gap)
    return len(phrase) <= 2 and len(phrase[0].split()) <= _WORDS_BETWEEN and not any(map(PHRASE_END.search, phrase))


@dataclass(frozen=True, slots=True)
class KindList:
    """Two or more names of one kind, as positions in the sequence of spans."""

    members: range
    label: Label
    is_made: bool  # the sentence says that somebody makes them


def find_kind_lists(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[KindList]:
    """The lists among spans that are sorted and do not overlap, in order; the spans are offsets into `text`."""
    first = 0
    for last in range(len(spans)):
        end = spans[last][1]
        if last + 1 < len(spans) and _SEPARATOR.fullmatch(text, end, spans[last + 1][0]):
            continue
        if last > first:
            start = spans[first][0]
            before = text[max(0, start - _WINDOW) : start]
            leading = _KIND_BEFORE.search(before)
            if (kind := leading or _KIND_AFTER.match(text, end)) is not None:
                opening = before[: leading.start()] if leading else before
                is_made = _MADE.search(opening) or _IS_MADE.match(text, end)
                label = next(label for label in _KINDS if kind[label])
                yield KindList(range(first, last + 1), label, is_made is not None)
        first = last + 1
