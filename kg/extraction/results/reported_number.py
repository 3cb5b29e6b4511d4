"""A reported number with what it is linked to, before its attributes are read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.number_sentences import Sentence, TokenIndex
from kg.extraction.results.quantity import Quantity
from kg.model.results import ResultKind
from kg.vocabulary.metrics import higher_is_better


@dataclass(frozen=True, slots=True)
class ReportedNumber:
    """An outcome with its metric, dataset and subject."""

    quantity: Quantity
    position: int  # among the candidate numbers
    kind: ResultKind
    sentence: Sentence  # the part of it that the decisions saw
    at: TokenIndex  # the number's token in it
    metric: MentionIndex | None
    dataset: MentionIndex | None
    subject: MentionIndex | None
    own_subject: bool  # the paper introduces the subject
    of_subject: frozenset[MentionIndex]  # the mentions of the subject within the sentence

    def higher_is_better(self, document: Document) -> bool | None:
        """Whether more of the metric is better; None if that is not known."""
        return None if self.metric is None else higher_is_better(document.mentions[self.metric].text)
