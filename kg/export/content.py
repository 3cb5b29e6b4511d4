"""What exports are made from. What is computed from the facts is computed once, when a format first asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analyse.analysis import Analysis
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import ID_BASE


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a build knows, for the writers of `kg.export`."""

    analysis: Analysis
    run: RunInfo
    base: str = ID_BASE  # below which things are named
    evidence: bool = True  # formats that hold all named graphs in one file hold the provenance too

    @property
    def knowledge(self) -> Knowledge:
        """The facts."""
        return self.analysis.knowledge
