"""Outcomes: whether a candidate is a reported outcome, and of what kind.

A logistic regression decides the one, a multinomial one the other, both over the names of the features that hold;
where the encoder has read the document, its logits are weighed in (`learned.fusion`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extraction.discourse.clause_boundaries import PHRASE_BOUNDARY_WORDS
from kg.extraction.document import Document
from kg.extraction.learned import fusion
from kg.extraction.results.number_sentences import Sentence, Token, TokenIndex, bucket_distance
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.result_model import ResultModel
from kg.model.results import ResultKind

_POSITIONS = 4  # words on each side whose exact place counts
_BAG = 10  # words on each side that count wherever they stand
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def weigh_outcome(
    document: Document, quantity: Quantity, features: Sequence[str], model: ResultModel
) -> tuple[float, bool]:
    """The probability that the number with these features is an outcome, and whether that is enough."""
    probability = model.outcome_probability(features)
    if document.encoder_output is None:
        return probability, probability >= model.threshold
    weights = fusion.load_shipped()
    probability = weights.outcome_probability(
        probability, document.encoder_output.kind_log_probabilities(quantity.start)
    )
    return probability, probability >= weights.outcome_threshold


def weigh_kinds(
    document: Document, quantity: Quantity, features: Sequence[str], model: ResultModel
) -> Mapping[ResultKind, float]:
    """The probability of each kind, given that the number is an outcome."""
    probabilities = model.kind_probabilities(features)
    if document.encoder_output is None:
        return probabilities
    return fusion.load_shipped().kind_probabilities(
        probabilities, document.encoder_output.kind_log_probabilities(quantity.start)
    )


def list_features(document: Document, quantity: Quantity, sentence: Sentence, at: TokenIndex) -> list[str]:
    """The features of a candidate, which is token `at` of `sentence`."""
    tokens = sentence.tokens
    unit = quantity.unit or "n"
    words = [_get_word(tokens, at + step) for step in range(-_POSITIONS, _POSITIONS + 1)]
    before, after = words[:_POSITIONS], words[_POSITIONS + 1 :]
    features = [
        "bias",
        f"unit={unit}",
        f"bound={quantity.bound}",
        f"bound={quantity.bound} unit={unit}",
        f"paired={quantity.paired}",
    ]
    features += [f"w{step - _POSITIONS}={word}" for step, word in enumerate(words) if step != _POSITIONS]
    features += [
        f"w-1={before[-1]} unit={unit}",
        f"w+1={after[0]} unit={unit}",
        f"w-2-1={before[-2]} {before[-1]}",
        f"w+1+2={after[0]} {after[1]}",
        f"w-1+1={before[-1]} {after[0]}",
    ]
    features += sorted({f"b={token.word}" for token in tokens[max(0, at - _BAG) : at]})
    features += sorted({f"a={token.word}" for token in tokens[at + 1 : at + 1 + _BAG]})
    features += sorted({f"clause={word}" for word in _list_clause_words(tokens, at)})
    features += _describe_figure(quantity)
    features += _describe_neighbours(tokens, at, unit)
    features += _describe_place(document, sentence)
    features.append(f"candidates={min(len(sentence.candidates), 4)}")
    return features


def _get_word(tokens: Sequence[Token], at: int) -> str:
    """The word at a position; "^" before the sentence and "$" after it."""
    return tokens[at].word if 0 <= at < len(tokens) else "^" if at < 0 else "$"


def _list_clause_words(tokens: Sequence[Token], at: int) -> list[str]:
    """The words around a token up to the nearest boundary of a phrase on each side."""
    low = high = at
    while low > 0 and tokens[low - 1].word not in PHRASE_BOUNDARY_WORDS and at - low < _BAG:
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].word not in PHRASE_BOUNDARY_WORDS and high - at < _BAG:
        high += 1
    return [token.word for token in tokens[low : high + 1]]


def _describe_figure(quantity: Quantity) -> list[str]:
    """How the number is written: its digits, sign, form and unit."""
    unit, bare = quantity.unit or "n", quantity.value.lstrip("+-−–")
    features = [f"digits={min(len(bare.split('.')[0]), 5)} unit={unit}"]
    if "." in bare:
        features += ["decimal", f"decimal unit={unit}"]
    if bare != quantity.value:
        features += [f"sign={quantity.value[0]}", f"sign={quantity.value[0]} unit={unit}"]
    if quantity.low is not None:
        features += ["range", f"range unit={unit}"]
    if _YEAR.fullmatch(bare) and not quantity.unit:
        features.append("year")
    if "," in bare:
        features.append(f"grouped unit={unit}")
    if "/" in bare or " of " in bare:
        features.append("share")
    return features


def _describe_neighbours(tokens: Sequence[Token], at: int, unit: str) -> list[str]:
    """The nearest mention and the nearest metric on each side, and the labels of the sentence."""
    features = []
    for side, step in (("before", -1), ("after", 1)):
        place, distance, nearest = at + step, 1, ""
        while 0 <= place < len(tokens) and distance <= 12:
            token = tokens[place]
            if token.mention >= 0 and not nearest:
                nearest = token.word
                features.append(f"{side}={token.word} {bucket_distance(distance)}")
            if token.word == "<METRIC>":
                features += [
                    f"metric {side} {bucket_distance(distance)}",
                    f"metric {side} {bucket_distance(distance)} unit={unit}",
                ]
                break
            place, distance = place + step, distance + 1
    labels = {token.word for token in tokens if token.mention >= 0}
    features += [f"sentence has {label}" for label in sorted(labels)]
    if "<METRIC>" not in labels:
        features.append(f"no metric unit={unit}")
    return features


def _describe_place(document: Document, sentence: Sentence) -> list[str]:
    """Where in the document the sentence is."""
    count = len(document.sentences)
    if sentence.number == 0:
        return ["place=title"]
    share = sentence.number / max(1, count - 1)
    return [f"place={int(share * 4.999)}", *(["place=last two"] if sentence.number >= count - 2 else [])]
