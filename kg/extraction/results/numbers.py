"""A number that a sentence reports, with what was decided of it before the rest of its claim is read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.document import Document
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.number_sentences import Sentence
from kg.model.results import ResultKind
from kg.vocabulary.metrics import higher_is_better


@dataclass(frozen=True, slots=True)
class Number:
    """One outcome. `sentence` is the part of its sentence that the decisions saw, `at` the place of its token there."""

    found: Candidate
    kind: ResultKind
    sentence: Sentence
    at: int
    metric: int | None  # positions of mentions
    dataset: int | None
    subject: int | None
    own_subject: bool
    of_subject: frozenset[int]  # the mentions of the subject within the sentence

    def higher_is_better(self, document: Document) -> bool | None:
        """Whether more of what is measured is better; None where that is not known."""
        return None if self.metric is None else higher_is_better(document.mentions[self.metric].text)
