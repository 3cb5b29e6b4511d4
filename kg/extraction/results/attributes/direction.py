"""Direction: whether a change or a ratio is an increase or a decrease."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from kg.extraction.discourse.clause_boundaries import BOUNDARY_WORDS_OF_CHANGES
from kg.extraction.document import Document
from kg.extraction.results.number_sentences import Token, stem
from kg.extraction.results.reported_number import ReportedNumber
from kg.model.results import Direction

_INCREASE = frozenset({
    "acceler", "accelerat", "amplif", "augment", "boost", "bump", "climb", "elevat", "exceed", "expand", "faster",
    "gain", "greater", "grew", "grow", "higher", "increas", "increment", "jump", "larger", "leap", "lift", "longer",
    "more", "multipl", "multiplier", "push", "rais", "recover", "ris", "rose", "speed", "speed-up", "speedup",
    "strengthen", "throughput", "uplift",
})  # fmt: skip
_DECREASE = frozenset({
    "cheap", "cheaper", "collaps", "compress", "cut", "declin", "decreas", "diminish", "down", "drop", "eliminat",
    "fall", "fell", "fewer", "less", "lighter", "los", "loss", "lower", "minimiz", "mitigat", "prun", "reduc",
    "reduct", "sav", "saving", "shorter", "shrink", "shrunk", "slash", "slower", "smaller", "suppress", "trim",
})  # fmt: skip
# For the better or the worse: the direction depends on the metric.
_BETTER = frozenset({
    "advanc", "advantag", "ahead", "beat", "better", "enhanc", "improv", "outperform", "superior", "surpass",
    "surpasse",
})  # fmt: skip
_WORSE = frozenset({"behind", "degrad", "degradat", "deteriorat", "lag", "underperform", "wors", "worse"})
_STEADY = frozenset({"vary", "vari", "differ", "deviat", "fluctuat"})  # a spread has no direction
_Change = Direction | Literal["better", "worse", "none"]
_WORDS: tuple[tuple[_Change, frozenset[str]], ...] = (
    ("increase", _INCREASE),
    ("decrease", _DECREASE),
    ("better", _BETTER),
    ("worse", _WORSE),
    ("none", _STEADY),
)
_ENDINGS = re.compile(r"(?:ations?|ements?|ments?|ions?|ings?|ed|es|e|ing|ies|y)$")
_PARTS = re.compile(r"[a-z]+")
# Of a metric's name only the nouns of change tell: "token usage reduction", "end-to-end speedup", not "loss".
_METRIC_WORDS = re.compile(
    r"\b(?:speed-?ups?|accelerations?|improvements?|gains?|reductions?|savings?|boosts?|drops?|degradation|multipliers?|compression|throughput|speed)\b",
    re.IGNORECASE,
)
_ENDS_PHRASE = frozenset({
    ",", ";", ":", ".", "(", ")", "and", "or", "while", "but", "than", "compared", "over", "with", "without", "on",
    "to", "at", "across", "by", "from", "when", "is", "are", "was", "were", "that", "which", "of", "using",
    "under", "in", "for", stem("versus"), "vs", "against", "as", "per", "we", "our", "it",
})  # fmt: skip
_FRACTION_AFTER = frozenset({"the", "it", "its", "their", "all", "that", "what", "our", stem("this"), "these"})
_BOUND_BEFORE_THAN = frozenset({"more", "less", "fewer", "greater", "higher", "lower"})
_MORE_OF = frozenset({"more", "greater", "higher", "larger"})
_LISTING = frozenset({",", "and", "or", "/"})
_PHRASE, _BACK, _AHEAD = 7, 26, 12  # tokens: the phrase after a number, the clause before it, what follows otherwise


def find_direction(
    document: Document, number: ReportedNumber, earlier: Mapping[int, Direction | None]
) -> Direction | None:
    """The direction of a change or a ratio, by its sign, else by the nearest word of change in its clause.

    "Better" or "worse" is an increase or a decrease by the direction of the metric; if that is not known, more counts
    as better. `earlier` has the directions of the earlier changes in the sentence, by candidate; a number that is
    coordinated with one has its direction: "improves accuracy by 5% on A and 4% on B".
    """
    if number.kind == "absolute":
        return None
    if number.quantity.value[0] == "+":
        return "increase"
    if number.quantity.value[0] in "-−–":
        return "decrease"
    change = _find_change(document, number, earlier)
    if change in ("increase", "decrease"):
        return change
    if change is None or change == "none":
        return None
    higher = number.higher_is_better(document) is not False
    return "increase" if (change == "better") is higher else "decrease"


def _find_change(document: Document, number: ReportedNumber, earlier: Mapping[int, Direction | None]) -> _Change | None:
    """The nearest change stated by the words around a number."""
    tokens, at = number.sentence.tokens, number.at
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if following in ("of", "that"):
        after = [token.word for token in tokens[at + 2 : at + 5] if token.word != "of"]
        if (
            not after
            or after[0] in _FRACTION_AFTER
            or "/" in number.quantity.value
            or not any(map(_classify_word, after))
        ):
            # "8% of the compute" is a share, unless it is what is saved: "saves 8% of the compute".
            return next(
                (change for token in reversed(tokens[max(0, at - 3) : at]) if (change := _classify_verb(token))), None
            )
    return (
        _find_in_phrase(document, tokens, at)
        or _find_before(document, tokens, at, earlier)
        or _find_after(tokens, at)
        or _find_behind_list(document, tokens, at)
        or (_classify_metric(document.mentions[number.metric].text) if number.metric is not None else None)
    )


def _find_in_phrase(document: Document, tokens: tuple[Token, ...], at: int) -> _Change | None:
    """The change that the noun or comparative after the number states: "3x faster", "a 34% token usage reduction".

    More of a decrease is a decrease: "24% higher FLOPs reduction".
    """
    more_of = False
    for token in tokens[at + 1 : at + 1 + _PHRASE]:
        if token.candidate >= 0 or token.word in _ENDS_PHRASE:
            break
        change = _classify_token(document, token)
        if change and not (more_of or token.word in _MORE_OF):
            return change
        if more_of and change == "decrease" and token.word not in _BOUND_BEFORE_THAN:
            return "decrease"
        more_of = more_of or token.word in _MORE_OF
    return "increase" if more_of else None


def _find_behind_list(document: Document, tokens: tuple[Token, ...], at: int) -> _Change | None:
    """The change stated after the last number of a list in which this number stands: "12% and 7.5% relative gains"."""
    last = at
    for place in range(at + 1, len(tokens)):
        if tokens[place].candidate >= 0:
            last = place
        elif tokens[place].word not in _LISTING:
            break
    return _find_in_phrase(document, tokens, last) if last > at else None


def _find_before(
    document: Document, tokens: tuple[Token, ...], at: int, earlier: Mapping[int, Direction | None]
) -> _Change | None:
    """The nearest word of change before the number, or the direction of the number that it is coordinated with."""
    for place in range(at - 1, max(-1, at - _BACK), -1):
        token = tokens[place]
        if token.word in BOUNDARY_WORDS_OF_CHANGES:
            return None
        if token.candidate in earlier:
            return earlier[token.candidate] or "none"
        if token.word in _BOUND_BEFORE_THAN and tokens[place + 1].word == "than" and place + 2 >= at - 1:
            continue  # "more than 10%" only bounds the number
        if token.mention < 0 and (change := _classify_word(token.word)):
            return change
        if token.word == "<METRIC>" and at - place <= 3 and (change := _classify_token(document, token)):
            return change
    return None


def _find_after(tokens: tuple[Token, ...], at: int) -> _Change | None:
    """The nearest word of change after the number, in its clause."""
    for token in tokens[at + 1 : at + 1 + _AHEAD]:
        if token.word in BOUNDARY_WORDS_OF_CHANGES or token.word == "," or token.candidate >= 0:
            return None
        if change := _classify_word(token.word):
            return change
    return None


def _classify_verb(token: Token) -> _Change | None:
    change = _classify_word(token.word)
    return change if change in ("increase", "decrease") and token.word not in _BOUND_BEFORE_THAN else None


def _classify_token(document: Document, token: Token) -> _Change | None:
    if token.word == "<METRIC>":
        return _classify_metric(document.mentions[token.mention].text)
    return _classify_word(token.word) if token.mention < 0 else None


def _classify_metric(name: str) -> _Change | None:
    words = _METRIC_WORDS.findall(name)
    return _classify_word(words[-1].lower().rstrip("s")) if words else None


def _classify_word(word: str) -> _Change | None:
    for part in _PARTS.findall(word):
        forms = {part, _ENDINGS.sub("", part)}
        for change, words in _WORDS:
            if not words.isdisjoint(forms):
                return change
    return None
