"""What else a result says of itself: the direction of a change and whose number it is."""

from __future__ import annotations

import re
from typing import Literal

from kg.extract.results.candidates import Candidate
from kg.extract.results.context import Sentence
from kg.records import Direction, Holder, ResultKind

_INCREASE = frozenset({
    "acceler", "accelerat", "amplif", "augment", "boost", "bump", "climb", "elevat", "exceed", "expand", "faster",
    "gain", "greater", "grew", "grow", "higher", "increas", "increment", "jump", "larger", "lift", "longer", "more",
    "push", "rais", "recover", "ris", "rose", "speed", "speed-up", "speedup", "strengthen", "throughput", "uplift",
})  # fmt: skip
_DECREASE = frozenset({
    "cheap", "cheaper", "collaps", "compress", "cut", "declin", "decreas", "diminish", "down", "drop", "eliminat",
    "fall", "fell", "fewer", "less", "lighter", "los", "loss", "lower", "minimiz", "mitigat", "prun", "reduc",
    "reduct", "sav", "shorter", "shrink", "shrunk", "slash", "slower", "smaller", "suppress", "trim",
})  # fmt: skip
# For the better or the worse: which way the number goes, the metric tells.
_BETTER = frozenset({
    "advanc", "advantag", "ahead", "beat", "better", "enhanc", "improv", "outperform", "superior", "surpass",
})  # fmt: skip
_WORSE = frozenset({"behind", "degrad", "degradat", "deteriorat", "lag", "underperform", "wors"})
_Change = Direction | Literal["better", "worse"]
_WORDS: tuple[tuple[_Change, frozenset[str]], ...] = (
    ("increase", _INCREASE),
    ("decrease", _DECREASE),
    ("better", _BETTER),
    ("worse", _WORSE),
)
_ENDINGS = re.compile(r"(?:ations?|ements?|ments?|ions?|ings?|ed|es|e|ing|ies|y)$")
_PARTS = re.compile(r"[a-z]+")
_HUMAN = frozenset({"human", "annotator", "physician", "clinician", "radiologist", "participant"})
_NOT_PEOPLE = frozenset(
    {"evaluation", "preference", "feedback", "judgment", "judgement", "annotation", "rating", "label", "data"}
)
_ENDS = frozenset({";", ":", ",", "(", "whereas", "while", "but"})
_COMPARED = (
    r"\b(?:than|versus|vs\.?|against|compared\s(?:to|with)|instead\sof|opposed\sto|baselines?(?:'s|\sof|\sat)?)\s"
    r"(?:(?:the|only|just|an?)\s)*"
)
_RIGHT_AFTER = re.compile(_COMPARED + r"[~≈]?$", re.IGNORECASE)
_SOON_AFTER = re.compile(rf"(?:{_COMPARED}|\bover\s|\b(?:chance|random)\b)[^,;:()0-9]{{0,30}}$", re.IGNORECASE)


def direction(
    kind: ResultKind, found: Candidate, sentence: Sentence, at: int, *, higher_is_better: bool | None
) -> Direction | None:
    """Which way a change or a ratio goes, by its sign, else by the nearest word of change in its clause.

    A word that says only "better" or "worse" goes the way of the metric, and tells nothing where that is not known.
    """
    if kind == "absolute":
        return None
    if found.value[0] == "+":
        return "increase"
    if found.value[0] in "-−–":
        return "decrease"
    change = _change(sentence, at)
    if change in ("increase", "decrease") or change is None:
        return change
    if higher_is_better is None:
        return None
    return "increase" if (change == "better") is higher_is_better else "decrease"


def _change(sentence: Sentence, at: int) -> _Change | None:
    tokens = sentence.tokens
    for distance in range(1, 14):
        # "3x fewer tokens": the comparative after the number; "reduces cost by 3x": the verb before it.
        for place in (at + distance,) if distance <= 2 else (at - distance + 2, at + distance):
            if 0 <= place < len(tokens) and (way := _way(tokens[place].word)):
                return way
        if distance == 2:
            for near in (at - 1, at - 2):
                if near >= 0 and (way := _way(tokens[near].word)):
                    return way
    return None


def _way(word: str) -> _Change | None:
    for part in _PARTS.findall(word):
        forms = {part, _ENDINGS.sub("", part)}
        for change, words in _WORDS:
            if not words.isdisjoint(forms):
                return change
    return None


def holder(text: str, kind: ResultKind, found: Candidate, sentence: Sentence, at: int, *, own_subject: bool) -> Holder:
    """Whose number it is: people's, a baseline's ("from 55.1", "than the 84.2% of X"), else the paper's own."""
    if kind != "absolute":
        return "own"
    if _of_people(sentence, at):
        return "human"
    before = text[max(sentence.start, found.start - 60) : found.start]
    if found.paired == 1 or _RIGHT_AFTER.search(before) or (_SOON_AFTER.search(before) and not own_subject):
        return "baseline"
    return "own"


def _of_people(sentence: Sentence, at: int) -> bool:
    """Whether people are who reached the number: "Humans reach 92.1%", "the 92.1% achieved by humans"."""
    tokens = sentence.tokens
    after = [token.word for token in tokens[at + 1 : at + 5]]
    if "by" in after[:2] and not _HUMAN.isdisjoint(after):
        return True
    for place in range(at - 1, max(-1, at - 12), -1):
        token = tokens[place]
        if token.word in _ENDS or (token.mention >= 0 and token.word in ("<METHOD>", "<MODEL>")):
            return False
        if token.word in _HUMAN:
            return tokens[place + 1].word not in _NOT_PEOPLE
    return False
