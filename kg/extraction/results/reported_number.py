"""A reported number with what it is linked to, before its attributes are read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.document import Document
from kg.extraction.results.number_sentences import Sentence
from kg.extraction.results.quantity import Quantity
from kg.model.results import ResultKind
from kg.vocabulary.metrics import higher_is_better


@dataclass(frozen=True, slots=True)
class ReportedNumber:
    """An outcome that is linked. Mentions are positions in `Document.mentions`."""

    quantity: Quantity
    kind: ResultKind
    sentence: Sentence  # the part of it that the decisions saw
    at: int  # position of the number's token in it
    metric: int | None
    dataset: int | None
    subject: int | None
    own_subject: bool  # the paper introduces the subject
    of_subject: frozenset[int]  # the mentions of the subject within the sentence

    def higher_is_better(self, document: Document) -> bool | None:
        """Whether more of what is measured is better; None where that is not known."""
        return None if self.metric is None else higher_is_better(document.mentions[self.metric].text)
