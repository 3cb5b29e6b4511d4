"""What a concept map is drawn from: figures of the whole corpus, and the few records that the map shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kg.analyse.incidence import Floats, Incidence
from kg.model.derived import Community
from kg.model.knowledge import Entity, PaperFacts
from kg.model.types import EntityFilter


class PicturedAnalysis(Protocol):
    """Figures computed from knowledge in memory (`kg.analyse.analysis`), or kept in a store (`stored_analysis`)."""

    @property
    def incidence(self) -> Incidence:
        """The matrix of papers and the entities that they name; the numbers of both are their places in it."""

    @property
    def theme_weights(self) -> Floats:
        """The weight of each entity in the corpus. Shape: `(entities,)`."""

    @property
    def communities(self) -> Sequence[Community]:
        """The themes of the corpus, by number."""

    @property
    def filters(self) -> Sequence[Sequence[EntityFilter]]:
        """The types that users choose each entity by, its own type last."""

    def find_entities(self, numbers: Iterable[int]) -> Mapping[int, Entity]:
        """The entities of these numbers."""

    def find_papers(self, ids: Iterable[str]) -> Sequence[PaperFacts]:
        """The papers of these identifiers, in the order of the incidence matrix."""
