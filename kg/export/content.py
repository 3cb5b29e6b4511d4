"""The content that exports are made from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analyse.analysis import Analysis
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import ID_BASE


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a build knows, for the writers of `kg.export`; what is derived is computed once, on demand."""

    analysis: Analysis
    run: RunInfo
    base: str = ID_BASE  # below which things are named
    evidence: bool = True  # whether formats with all named graphs in one file include the provenance

    @property
    def knowledge(self) -> Knowledge:
        """The facts."""
        return self.analysis.knowledge
