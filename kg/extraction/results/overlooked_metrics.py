"""Overlooked metrics: metrics beside a reported number that the recogniser missed ("a 4.2% higher retention rate").

A recogniser misses metrics that it has never seen; beside an outcome their place gives them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction.document import Document
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.number_sentences import Sentence, TokenIndex, bucket_distance, crop_around, read_sentences
from kg.extraction.results.outcome_classifier import list_features, weigh_outcome
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.result_model import ResultModel, load_shipped
from kg.model.records import Mention

ORIGIN = "measure"
_REACH = 9  # tokens on each side of the number
_LONGEST = 5  # tokens of a name; "top-1 accuracy" has four
_INNER = frozenset({"-", "@", "/", "'", "$", "^", "_"})
_NEVER_FIRST = frozenset({
    "a", "an", "the", "of", "in", "on", "for", "by", "to", "with", "and", "or", "from", "at", "as", "is", "are", "our",
    "its", "it", "we", "that", "than", "over", "which", "while", "up", "only", "more", "le", "less", "about", "around",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MetricSpan:
    """A stretch of the text that may name a metric, or none (`start` is `end`), with its features."""

    start: int
    end: int
    features: tuple[str, ...]


def find_metrics(document: Document, *, model: ResultModel | None = None) -> Iterator[Mention]:
    """Yields METRIC mentions, in order of place, that overlap none of the document's, by the shipped model or another.

    The score of a mention is the model's probability that it names the metric of the number beside it.
    """
    model = model or load_shipped()
    best: dict[int, Mention] = {}
    candidates = list(find_candidates(document))
    for sentence in read_sentences(document, candidates):
        for i, place in sentence.candidates:
            near, at = crop_around(sentence, place)
            quantity = candidates[i]
            if not weigh_outcome(document, quantity, list_features(document, quantity, near, at), model)[1]:
                continue
            spans = list_spans(near, at, quantity)
            chosen, probability = model.choose_metric_span([span.features for span in spans])
            span = spans[chosen]
            if chosen and (span.start not in best or best[span.start].score < probability):
                text = document.text[span.start : span.end]
                best[span.start] = Mention(span.start, span.end, "METRIC", text, round(probability, 4), ORIGIN)
    end = -1
    for mention in sorted(best.values(), key=lambda mention: mention.start):
        if mention.start >= end:
            end = mention.end
            yield mention


def add_metrics(document: Document) -> Document:
    """The document with the overlooked metrics among its mentions."""
    added = find_metrics(document)
    return replace(document, mentions=tuple(sorted([*document.mentions, *added], key=lambda m: m.start)))


def list_spans(sentence: Sentence, at: TokenIndex, quantity: Quantity) -> list[MetricSpan]:
    """What may name the metric of the number at token `at`: no span first, then each stretch of words near it."""
    tokens = sentence.tokens
    unit = quantity.unit or "n"
    before = tokens[at - 1].word if at else "^"
    after = tokens[at + 1].word if at + 1 < len(tokens) else "$"
    metric = [abs(place - at) for place, token in enumerate(tokens) if token.word == "<METRIC>"]
    nearest = bucket_distance(min(metric)) if metric else "none"
    nothing = ("none", f"none unit={unit}", f"none metric={nearest}", f"none w-1={before}", f"none w+1={after}")
    spans = [MetricSpan(0, 0, nothing)]
    for low in range(max(0, at - _REACH), min(len(tokens), at + _REACH + 1)):
        first = tokens[low]
        if not first.word[0].isalnum() or first.word in _NEVER_FIRST:
            continue
        for high in range(low, min(len(tokens), low + _LONGEST)):
            token = tokens[high]
            if token.mention >= 0 or token.candidate >= 0 or not (token.word[0].isalnum() or token.word in _INNER):
                break
            if token.word[0].isalnum() and token.word not in _NEVER_FIRST:
                spans.append(MetricSpan(first.start, token.end, tuple(_describe_span(sentence, low, high, at, unit))))
    return spans


def _describe_span(sentence: Sentence, low: int, high: int, at: int, unit: str) -> list[str]:
    """The features of the span of tokens `low` to `high`, both included, for the number that is token `at`."""
    tokens = sentence.tokens
    words = [token.word for token in tokens[low : high + 1]]
    side, gap = ("B", at - high) if high < at else ("A", low - at)
    inner = tokens[high + 1 : at] if high < at else tokens[at + 1 : low]
    previous = tokens[low - 1].word if low else "^"
    following = tokens[high + 1].word if high + 1 < len(tokens) else "$"
    between = " ".join(token.word for token in inner) if len(inner) <= 3 else "far"
    return [
        "some",
        f"length={len(words)}",
        f"name={' '.join(words)}",
        f"last={words[-1]}",
        f"first={words[0]} length={min(len(words), 2)}",
        f"last={words[-1]} unit={unit}",
        f"end={words[-1][-3:]}",
        f"{side} {bucket_distance(gap)}",
        f"{side} {bucket_distance(gap)} unit={unit}",
        f"{side} between={between}",
        f"{side} previous={previous}",
        f"{side} following={following}",
        f"previous={previous}",
        f"following={following}",
        *(f"inside={word}" for word in words[:-1]),
    ]
