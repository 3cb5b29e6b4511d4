"""Decides which of the five labels a name has, from all its mentions in the paper together.

The encoder labels each mention by itself, mostly by its own words. A logistic regression reads all mentions of one
name: its spelling, its apposition ("X, a benchmark"), and the title. Their log probabilities are added up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from kg.extraction.learned import linear
from kg.extraction.mentions.propagation import find_occurrences
from kg.model.types import LABELS, Label

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_PLAIN_WORD = re.compile(r"\w+")
_KINDS = (
    "bench benchmark dataset corpus corpora data suite leaderboard challenge environment testbed arena "
    "model network architecture agent transformer encoder decoder checkpoint family families generator backbone "
    "assistant method framework approach algorithm technique strategy strategies paradigm pipeline module mechanism "
    "loss optimizer system tool library libraries training learning scheme objective sampler policy adapter attention "
    "metric score measure rate accuracy error "
    "task problem setting application"
)
_KIND_NOUNS = frozenset(noun + ending for noun in _KINDS.split() for ending in ("", "s", "es"))
_KIND_NOUN = re.compile(rf"\b(?:{_KINDS.replace(' ', '|')})(?:e?s)?\b", re.IGNORECASE)
_APPOSITION = re.compile(r"[\"']?\)?,?\s(?:which is |is |as )?(?:an?|the|our|its)\s")
_BREAK = re.compile(r"[\s-]+")
_SIGNS = re.compile(r"\W")
_ENCODER = 0.7  # the encoder's weight against the regression's 1; chosen on the held-out part and dev
_REACH = 60  # characters after a name in which a noun may say what it is


def decide_labels(
    text: str, label_scores: Mapping[str, Sequence[Mapping[Label, float]]]
) -> dict[str, tuple[Label, float]]:
    """For each name its label and the probability of that label.

    `label_scores` holds for each name the encoder's log probability of every label, one mapping a mention. Mentions of
    one name depend on each other, so that n of them weigh as much as the square root of n.
    """
    model = linear.load("labels")
    title_end = max(text.find("\n\n"), 0)
    label_of: dict[str, tuple[Label, float]] = {}
    for name, mentions in label_scores.items():
        spans = [(start, start + len(name)) for start in find_occurrences(text, name)]
        probabilities = model.probabilities(list_label_features(text, title_end, spans))
        weight = _ENCODER / math.sqrt(len(mentions))
        totals = [
            weight * sum([mention[label] for mention in mentions]) + math.log(max(probabilities[label], 1e-9))
            for label in LABELS
        ]
        most = max(totals)
        label_of[name] = LABELS[totals.index(most)], 1.0 / sum([math.exp(total - most) for total in totals])
    return label_of


def list_label_features(text: str, title_end: int, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The features of one name, given all its spans in the display text; none is repeated."""
    features = [feature for start, end in spans for feature in _list_context_features(text, title_end, start, end)]
    for start, end in spans[:1]:
        features += _list_form_features(text[start:end])
    return list(dict.fromkeys(features))


def _list_context_features(text: str, title_end: int, start: int, end: int) -> list[str]:
    before = [word.lower() for word in _WORD.findall(text[max(0, start - 40) : start])[-3:]]
    after = [word.lower() for word in _WORD.findall(text[end : end + 50])[:4]]
    third, second, first = ["<", "<", "<", *before][-3:]
    following, later, last, _ = [*after, ">", ">", ">", ">"][:4]
    features = [
        f"b1={first}",
        f"b2={second} {first}",
        f"b3={third} {second} {first}",
        f"a1={following}",
        f"a2={following} {later}",
        f"a3={following} {later} {last}",
        f"a+={later}",
        f"a+={last}",
    ]
    if end <= title_end and text[end : end + 1] == ":":
        features.append("title name")
        features += [f"title={_name_kind(kind[0])}" for kind in _KIND_NOUN.finditer(text, end, title_end)]
    elif (apposition := _APPOSITION.match(text, end, end + 20)) and (
        kind := _KIND_NOUN.search(text, apposition.end(), apposition.end() + _REACH)
    ):
        features.append(f"is={_name_kind(kind[0])}")
    leading = [word for word in _PLAIN_WORD.findall(text[max(0, start - 30) : start].lower()) if word in _KIND_NOUNS]
    if leading:
        features.append(f"lead={_name_kind(leading[-1])}")
    return features


def _name_kind(noun: str) -> str:
    return noun.lower().rstrip("s")


def _list_form_features(name: str) -> list[str]:
    lower = name.lower()
    words = _BREAK.split(lower)
    tight = _SIGNS.sub("", lower)
    features = [
        f"name={lower}",
        f"last={words[-1].rstrip('s')}",
        f"first={words[0]}",
        f"words={min(len(words), 4)}",
        f"shape={_outline(name)}",
    ]
    for size in (2, 3, 4):
        features += (f"end={tight[-size:]}", f"start={tight[:size]}")
    return features


def _outline(name: str) -> str:
    """The kinds of a name's characters, runs of one kind as one, the first twelve: "LLaMA-3B" is "XxX-dX"."""
    kinds = ["d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in name]
    return "".join([kind for kind, _ in groupby(kinds)])[:12]
