"""Comparisons in a sentence: the phrase that states one, the winner, whether it is denied, and the compared names.

`relations` makes claims of those whose subject is the paper; `results` takes from them what a number is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from kg.extraction.discourse.clause_boundaries import ANY_CLAUSE_BOUNDARY
from kg.extraction.discourse.comparison_rules import PHRASES, QUALITY
from kg.extraction.discourse.enumerations import list_following
from kg.extraction.discourse.rule import combine, to_lower
from kg.extraction.document import Document, MentionIndex
from kg.model.types import ACHIEVERS
from kg.vocabulary.metrics import higher_is_better

# The subject is better, worse or level, or no winner is named ("open"); "base" is what a method improves or preserves,
# which it neither beats nor meets.
Verdict = Literal["better", "worse", "level", "open", "base"]


class Comparison(NamedTuple):
    """One comparison; it has no objects if the text compares with something that is no mention ("over prior work")."""

    start: int  # of the phrase
    end: int
    verdict: Verdict
    negated: bool
    finite: bool  # a verb with a subject of its own, "outperforms", and no "outperforming", "over" or "comparable to"
    objects: tuple[MentionIndex, ...]


_PHRASE = combine(PHRASES)
# Every phrase holds one of these: a sentence with none is not searched.
_PREFILTER = (
    "than", " over", "upon", "compar", "outperform", "surpass", "exceed", "beat", "outclass", "superior", "improv",
    "match", "rival", "par with", "parity", "competitive", "equivalent", "equal", "similar", "same", "underperform",
    "speed", "inferior", "lag", "trail", "fall", "fell", "contrast", "relative to", "versus", "vs", "respect to",
    "against", "boost", "enhanc", "accelerat", "reduc", "increas", "lower", "rais", "lift", "preserv", "retain",
    "maintain",
)  # fmt: skip
# "Matches or outperforms X", "comparable to or even surpassing X": no winner is claimed.
_OR_ELSE = re.compile(r"\sor\s(?:even\s|modestly\s|slightly\s)?(?P<cue>[\w-]+(?:\s(?:to|with))?)(?=\s)", re.IGNORECASE)
# What stands between a phrase and the name whose work it is: "the performance of X", "the 84.2% of X".
_OF_NAME = re.compile(
    rf"\s(?:the\s)?(?:[\w-]+\s){{0,2}}?(?:{QUALITY}\s(?:of|from|achieved\sby)|[~≈]?[0-9][0-9.,]*\\?\s?(?:%|points?|x)?\s(?:of|for|by|from|with))(?=\s)",
    re.IGNORECASE,
)
_QUALITY_OF_NAME = re.compile(rf"['’]s?\s(?:[\w-]+\s){{0,3}}?{QUALITY}|['’]s\b|\sby\s", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not(?! only| just| merely)|n't|cannot|never|hardly|rarely|fails? to|failed to|failing to|unable to|"
    r"no longer|nor|neither|no|without)(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?: \w+ly)? by\b(?! (?:\w+ )?(?:up to|about|around|over|more|a |an |at |an average|\d|large|wide|significant))"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly)? ?$", re.IGNORECASE)
# The words that say who wins where the phrase does not: "reduces memory compared to X", "a speedup over X".
_OUTCOME_WORDS = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<better>improv\w+|gains?|boost\w*|enhanc\w+|speed-?ups?|speeds?\sup|accelerat\w+|faster|quicker|cheaper|lighter|better|superior"
    r"|stronger|sav(?:es?|ed|ings?)|multiplier|efficient|advantages?|wins?|win\srates?|preferred|preference|points?)"
    r"|(?P<less>reduc\w+|decreas\w+|cut(?:s|ting)?|lower\w*|fewer|less|smaller|shorter|halv\w+|shrink\w*|minimi[sz]\w+)"
    r"|(?P<more>increas\w+|higher|greater|larger|more|longer|rais\w+)"
    r"|(?P<worse>drop\w*|degrad\w+|decline\w*|gaps?|worse|slower|weaker|poorer|inferior|overhead)"
    r"|(?P<level>comparable|competitive|equivalent|similar|same|par)"
    r")(?![\w-])",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"(?:\w+er|more|less|worse|superior)\b(?:[^,;:.()]|\.(?=[0-9])){0,60}$", re.IGNORECASE)
_COUNTED = re.compile(r"[0-9]|%|\bpoints?\b|[x×]\b")
_REACH = 160  # characters before a phrase in which the word that says who wins is looked for
_ADVERBS = re.compile(r"\s(?:(?:\w+ly|also|even|still|now)\s)*")
_QUANTITY_AFTER = re.compile(r"\s(?:an?\s|just\s|only\s|the\s)?[~≈]?[0-9]")


def find_comparisons(document: Document, start: int, end: int, inside: range) -> Iterator[Comparison]:
    """The comparisons of the sentence at `start:end`, in order; `inside` are the positions of its mentions."""
    text, mentions = document.text, document.mentions
    if not any(mentions[i].label in ACHIEVERS for i in inside):
        return
    lower = to_lower(text)
    sentence = lower[start:end]
    if not any(part in sentence for part in _PREFILTER):
        return
    names = iter(inside)
    name = next(names, None)
    done = start
    for match in _PHRASE.finditer(lower, start, end):
        while name is not None and mentions[name].end <= match.start():
            name = next(names, None)
        if match.start() < done or (name is not None and mentions[name].start < match.end()):
            continue  # the second half of "matches or outperforms", or part of a name
        comparison = _read_comparison(document, match, start, end, inside)
        if comparison is not None:
            done = comparison.end
            yield comparison


def find_subject(document: Document, comparison: Comparison, inside: Iterable[MentionIndex]) -> MentionIndex | None:
    """The method or model right before a finite verb of comparison, its grammatical subject: "X clearly outperforms".

    Of 85 annotated comparisons of claims-train.jsonl and claims-dev.jsonl that name one so, it is the subject of 84.
    None where the phrase is no such verb, or other words stand between.
    """
    before = [i for i in inside if document.mentions[i].end < comparison.start]
    if not comparison.finite or not before or document.mentions[before[-1]].label not in ACHIEVERS:
        return None
    adjacent = _ADVERBS.fullmatch(document.text, document.mentions[before[-1]].end, comparison.start)
    return before[-1] if adjacent else None


def _read_comparison(
    document: Document, match: re.Match[str], start: int, end: int, inside: range
) -> Comparison | None:
    text = document.text
    kind = match.lastgroup or ""
    at, after = match.span()
    before = text[max(start, at - _REACH) : at]
    verdict: Verdict = "open"
    if kind in ("better", "worse", "level"):
        verdict = _VERDICTS[kind]
        if _PASSIVE.match(text, after, end) and _AUXILIARY.search(before):
            return None  # "is outperformed by X": X is no object, but the winner
        if _AUXILIARY.search(before) and match[0].lower() == "matched":
            return None
        other = _OR_ELSE.match(text, after, end)
        if other and _PHRASE.match(to_lower(text), other.start("cue")):
            verdict, after = "level", other.end()
        elif re.search(r"\bor\s$", before):
            verdict = "level"
    elif kind == "than":
        comparative = _COMPARATIVE.search(before)
        if (
            before.endswith(("rather ", "other "))
            or comparative is None
            or (_QUANTITY_AFTER.match(text, after) and before.endswith(_BOUNDS))
        ):
            return None
        verdict = _find_winner(comparative[0])
    elif kind == "over":
        clause = _get_last_clause(before)
        verdict = _find_winner(clause)
        if verdict == "open" and not _COUNTED.search(clause):
            return None
    elif kind == "open":
        if match[0].lower() == "against" and not re.search(r"[0-9]|\bwin|\bprefer|\bcompar|\bevaluat", before):
            return None
        opens = (at - start <= _REACH and not before.strip()) or re.search(r"[,:]\s(?:when\s)?$", before) is not None
        verdict = _find_winner(_get_last_clause(before))
        if verdict == "open" and opens:
            verdict = _find_winner(_get_first_clause(text, after, end))
    if kind == "base":
        return _read_base(document, match, inside)
    if of := _OF_NAME.match(text, after, end):
        after = of.end()
    objects = tuple(list_following(document, ACHIEVERS, after, inside))
    finite = kind in ("better", "worse", "level") and re.search(r"ing\b|\s", match[0]) is None
    negated = _NEGATION.search(text[max(start, at - 60) : at]) is not None
    if kind in ("than", "open", "over"):
        negated = kind == "than" and re.search(r"\b(?:not|no|n't|never|nor)(?:\s\w+){0,3}\s$", before) is not None
    return Comparison(at, after, verdict, negated, finite, objects)


_VERDICTS: dict[str, Verdict] = {"better": "better", "worse": "worse", "level": "level"}
_BOUNDS = ("more ", "less ", "fewer ", "greater ", "higher ", "lower ")


def _read_base(document: Document, match: re.Match[str], inside: range) -> Comparison | None:
    """ "Improves X's accuracy by 3%", "improves X by 3%", "preserves X's quality"."""
    text = document.text
    objects = tuple(list_following(document, ACHIEVERS, match.end(), inside))[:1]
    is_preserved = match[0].lower().startswith(("preserv", "retain", "maintain"))
    if not objects or not (possessive := _QUALITY_OF_NAME.match(text, document.mentions[objects[0]].end)):
        return None
    if is_preserved and possessive.end() - possessive.start() < 4:
        return None
    return Comparison(*match.span(), "level" if is_preserved else "base", False, True, objects)


def _get_last_clause(before: str) -> str:
    return ANY_CLAUSE_BOUNDARY.split(before)[-1]


def _get_first_clause(text: str, after: int, end: int) -> str:
    return ANY_CLAUSE_BOUNDARY.split(text[after : min(end, after + _REACH)])[0]


def _find_winner(words: str) -> Verdict:
    """The verdict of a phrase: that of its last outcome word.

    That of "more" or "less" of something depends on whether more of it is better; "open" where this is not known.
    """
    word = None
    for word in _OUTCOME_WORDS.finditer(words):  # noqa: B007  # the last one counts
        pass
    if word is None:
        return "open"
    if re.search(r"\b(?:without|no|not)(?:\s[\w-]+){0,3}\s$", words[: word.start()]):
        return "open"
    if word.lastgroup in ("better", "worse", "level"):
        if re.search(r"\bor\s$", words[: word.start()]):
            return "level"
        return _VERDICTS[word.lastgroup] if word.lastgroup != "worse" else "worse"
    higher = higher_is_better(words[word.end() :])
    if word.lastgroup == "less":
        return "worse" if higher else "better"
    return "better" if higher else "worse" if higher is False else "open"
