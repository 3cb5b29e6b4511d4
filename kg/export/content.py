"""The data that exports are written from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analyse.analysis import Analysis
from kg.bounds.doubt import SHOW_ALL, SetApart, set_apart
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import ID_BASE


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a build knows, for the writers of `kg.export`; derived records are computed once, on demand."""

    analysis: Analysis  # of what is sure
    run: RunInfo
    base: str = ID_BASE  # below which things are named
    evidence: bool = True  # whether formats with all named graphs in one file include the provenance
    divided: SetApart | None = None  # what was found, divided into sure and doubtful; None where nothing is doubtful

    @property
    def knowledge(self) -> Knowledge:
        """The sure facts: the content of all files except those that say otherwise."""
        return self.analysis.knowledge

    @property
    def apart(self) -> SetApart:
        """All facts, with their sure and doubtful parts."""
        return self.divided or set_apart(self.knowledge, SHOW_ALL)
