"""Whether a number is a reported outcome, and of what kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extraction.document import Document
from kg.extraction.learned import fusion
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.model import Model
from kg.model.results import ResultKind


def weigh_outcome(document: Document, found: Candidate, facts: Sequence[str], model: Model) -> tuple[float, bool]:
    """The probability that the number with these facts is an outcome, and whether that is enough."""
    chance = model.outcome_probability(facts)
    if document.encoder_output is None:
        return chance, chance >= model.threshold
    weights = fusion.shipped()
    chance = weights.outcome_probability(chance, document.encoder_output.kind_log_probabilities(found.start))
    return chance, chance >= weights.outcome_threshold


def weigh_kinds(document: Document, found: Candidate, facts: Sequence[str], model: Model) -> Mapping[ResultKind, float]:
    """The probability of each kind, given that the number is an outcome."""
    chances = model.kinds(facts)
    if document.encoder_output is None:
        return chances
    return fusion.shipped().kind_probabilities(chances, document.encoder_output.kind_log_probabilities(found.start))
