"""What the decisions "is this number an outcome" and "of what kind" are made from: names of facts that hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.discourse.clause_boundaries import PHRASE_BOUNDARY_WORDS
from kg.extraction.document import Document
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.number_sentences import Sentence, Token

_POSITIONS = 4  # words on each side whose exact place counts
_BAG = 10  # words on each side that count wherever they stand
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def of_number(document: Document, found: Candidate, sentence: Sentence, at: int) -> list[str]:
    """The facts about the candidate `found`, which is the token at position `at` of `sentence`."""
    tokens = sentence.tokens
    unit = found.unit or "n"
    words = [_word(tokens, at + step) for step in range(-_POSITIONS, _POSITIONS + 1)]
    before, after = words[:_POSITIONS], words[_POSITIONS + 1 :]
    facts = [
        "bias",
        f"unit={unit}",
        f"bound={found.bound}",
        f"bound={found.bound} unit={unit}",
        f"paired={found.paired}",
    ]
    facts += [f"w{step - _POSITIONS}={word}" for step, word in enumerate(words) if step != _POSITIONS]
    facts += [
        f"w-1={before[-1]} unit={unit}",
        f"w+1={after[0]} unit={unit}",
        f"w-2-1={before[-2]} {before[-1]}",
        f"w+1+2={after[0]} {after[1]}",
        f"w-1+1={before[-1]} {after[0]}",
    ]
    facts += sorted({f"b={token.word}" for token in tokens[max(0, at - _BAG) : at]})
    facts += sorted({f"a={token.word}" for token in tokens[at + 1 : at + 1 + _BAG]})
    facts += sorted({f"clause={word}" for word in _clause(tokens, at)})
    facts += _of_figure(found)
    facts += _of_neighbours(tokens, at, unit)
    facts += _of_place(document, sentence)
    facts.append(f"candidates={min(len(sentence.candidates), 4)}")
    return facts


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else "^" if at < 0 else "$"


def _clause(tokens: Sequence[Token], at: int) -> list[str]:
    low = high = at
    while low > 0 and tokens[low - 1].word not in PHRASE_BOUNDARY_WORDS and at - low < _BAG:
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].word not in PHRASE_BOUNDARY_WORDS and high - at < _BAG:
        high += 1
    return [token.word for token in tokens[low : high + 1]]


def _of_figure(found: Candidate) -> list[str]:
    unit, bare = found.unit or "n", found.value.lstrip("+-−–")
    facts = [f"digits={min(len(bare.split('.')[0]), 5)} unit={unit}"]
    if "." in bare:
        facts += ["decimal", f"decimal unit={unit}"]
    if bare != found.value:
        facts += [f"sign={found.value[0]}", f"sign={found.value[0]} unit={unit}"]
    if found.low is not None:
        facts += ["range", f"range unit={unit}"]
    if _YEAR.fullmatch(bare) and not found.unit:
        facts.append("year")
    if "," in bare:
        facts.append(f"grouped unit={unit}")
    if "/" in bare or " of " in bare:
        facts.append("share")
    return facts


def _of_neighbours(tokens: Sequence[Token], at: int, unit: str) -> list[str]:
    facts = []
    for side, step in (("before", -1), ("after", 1)):
        place, distance, nearest = at + step, 1, ""
        while 0 <= place < len(tokens) and distance <= 12:
            token = tokens[place]
            if token.mention >= 0 and not nearest:
                nearest = token.word
                facts.append(f"{side}={token.word} {bucket(distance)}")
            if token.word == "<METRIC>":
                facts += [f"metric {side} {bucket(distance)}", f"metric {side} {bucket(distance)} unit={unit}"]
                break
            place, distance = place + step, distance + 1
    labels = {token.word for token in tokens if token.mention >= 0}
    facts += [f"sentence has {label}" for label in sorted(labels)]
    if "<METRIC>" not in labels:
        facts.append(f"no metric unit={unit}")
    return facts


def _of_place(document: Document, sentence: Sentence) -> list[str]:
    count = len(document.sentences)
    if sentence.number == 0:
        return ["place=title"]
    share = sentence.number / max(1, count - 1)
    return [f"place={int(share * 4.999)}", *(["place=last two"] if sentence.number >= count - 2 else [])]


def bucket(distance: int) -> str:
    """A distance in words, coarser with size."""
    if distance <= 4:
        return str(distance)
    return "5-7" if distance <= 7 else "8-12" if distance <= 12 else "13-20" if distance <= 20 else ">20"
