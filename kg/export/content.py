"""The content that exports are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.derived import ConceptMap, Derived
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import ID_BASE

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a build knows, for the writers of `kg.export`; what is derived is computed on demand."""

    knowledge: Knowledge
    run: RunInfo
    derived: Callable[[], Derived]
    network: Callable[[], nx.MultiDiGraph[str]]
    concept_map: Callable[[], ConceptMap]
    base: str = ID_BASE  # below which things are named
    evidence: bool = True  # whether formats with all named graphs in one file include the provenance
