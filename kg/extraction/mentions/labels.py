"""Decides which of the five labels a name has, from all its mentions in the paper together.

The encoder labels each mention by itself, mostly by its own words. A logistic regression reads all mentions of one
name: its spelling, its apposition ("X, a benchmark"), and the title. Their log probabilities are added up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.learned import linear
from kg.extraction.mentions.propagation import find_occurrences
from kg.model.types import LABELS, Label

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_KIND_NOUNS = re.compile(
    r"\b(?:bench(?:mark)?|dataset|corpus|corpora|data|suite|leaderboard|challenge|environment|testbed|arena|"
    r"model|network|architecture|agent|transformer|encoder|decoder|checkpoint|famil(?:y|ies)|generator|backbone|assistant|"
    r"method|framework|approach|algorithm|technique|strateg(?:y|ies)|paradigm|pipeline|module|mechanism|loss|optimizer|"
    r"system|tool|librar(?:y|ies)|training|learning|scheme|objective|sampler|policy|adapter|attention|"
    r"metric|score|measure|rate|accuracy|error|"
    r"task|problem|setting|application)(?:e?s)?\b",
    re.IGNORECASE,
)
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
        totals = {
            label: weight * sum(mention[label] for mention in mentions) + math.log(max(probabilities[label], 1e-9))
            for label in LABELS
        }
        label = max(LABELS, key=lambda label: totals[label])
        label_of[name] = label, 1.0 / sum(math.exp(total - totals[label]) for total in totals.values())
    return label_of


def list_label_features(text: str, title_end: int, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The features of one name, given all its spans in the display text; none is repeated."""
    seen: dict[str, None] = {}
    for start, end in spans:
        seen.update(dict.fromkeys(_list_context_features(text, title_end, start, end)))
    for start, end in spans[:1]:
        seen.update(dict.fromkeys(_list_form_features(text[start:end])))
    yield from seen


def _list_context_features(text: str, title_end: int, start: int, end: int) -> Iterator[str]:
    before = [word.lower() for word in _WORD.findall(text[max(0, start - 40) : start])][-3:]
    after = [word.lower() for word in _WORD.findall(text[end : end + 50])][:4]
    before, after = ["<", "<", "<", *before][-3:], [*after, ">", ">", ">", ">"][:4]
    yield f"b1={before[2]}"
    yield f"b2={before[1]} {before[2]}"
    yield f"b3={before[0]} {before[1]} {before[2]}"
    yield f"a1={after[0]}"
    yield f"a2={after[0]} {after[1]}"
    yield f"a3={after[0]} {after[1]} {after[2]}"
    for word in after[1:3]:
        yield f"a+={word}"
    in_title = end <= title_end
    if in_title and text[end : end + 1] == ":":
        yield "title name"
        for match in _KIND_NOUNS.finditer(text, end, title_end):
            yield f"title={match[0].lower().rstrip('s')}"
    elif (
        apposition := re.match(r"[\"']?\)?,?\s(?:which is |is |as )?(?:an?|the|our|its)\s", text[end : end + 20])
    ) and (kind := _KIND_NOUNS.search(text, end + apposition.end(), end + apposition.end() + _REACH)):
        yield f"is={kind[0].lower().rstrip('s')}"
    leading = _KIND_NOUNS.findall(text[max(0, start - 30) : start])
    if leading:
        yield f"lead={leading[-1].lower().rstrip('s')}"


def _list_form_features(name: str) -> Iterator[str]:
    words = re.split(r"[\s-]+", name.lower())
    yield f"name={name.lower()}"
    yield f"last={words[-1].rstrip('s')}"
    yield f"first={words[0]}"
    yield f"words={min(len(words), 4)}"
    yield f"shape={_outline(name)}"
    tight = re.sub(r"\W", "", name.lower())
    for size in (2, 3, 4):
        yield f"end={tight[-size:]}"
        yield f"start={tight[:size]}"


def _outline(name: str) -> str:
    classes = "".join("d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in name)
    return re.sub(r"(.)\1+", r"\1", classes)[:12]
