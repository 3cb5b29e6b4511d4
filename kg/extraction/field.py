"""The field score: how likely a text is about machine learning, and which names and results are kept if it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.learned import linear
from kg.model.records import Mention, MentionStart
from kg.model.results import Result

CLASSES = ("field", "other")
MIN_SCORE_OFF_FIELD = 0.9  # of a mention: nine in ten are right

_WORD = re.compile(r"[a-z]{3,}")


def list_words(text: str) -> list[str]:
    """The features of a text: its distinct words of three letters and more, in lower case, in order of appearance."""
    return list(dict.fromkeys(_WORD.findall(text.lower())))


def score_field(text: str) -> float:
    """The probability, 0 to 1, that a display text (title, two line feeds, abstract) is about machine learning.

    A text of which the model knows no word scores about 0.5, which is above the bound of `is_off_field`.
    """
    return round(linear.load("field").probabilities(list_words(text))["field"], 4)


def keep_surest(mentions: Sequence[Mention], dropped: DroppedItems) -> list[Mention]:
    """The mentions of an off-field text that score `MIN_SCORE_OFF_FIELD` or more; the others go to `dropped`."""
    kept = [mention for mention in mentions if mention.score >= MIN_SCORE_OFF_FIELD]
    reason = f"its score is below {MIN_SCORE_OFF_FIELD}, and the paper is hardly about machine learning"
    dropped.add_missing(mentions, kept, reason)
    return kept


def keep_surest_of(document: Document, dropped: DroppedItems) -> Document:
    """The document of an off-field text with the mentions that `keep_surest` keeps."""
    return replace(document, mentions=tuple(keep_surest(document.mentions, dropped)))


def keep_named(results: Iterable[Result[MentionStart]]) -> list[Result[MentionStart]]:
    """The results of an off-field text that have a participant; without one, a number may be of any field."""
    return [result for result in results if any(result.participants())]
