"""What exports are made from. What the graph layer derives is computed when a format first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.rdf.description import RunInfo
from kg.namespaces import ID_BASE
from kg.records import Knowledge
from kg.views import ConceptMap, Derived

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a build knows, for the writers of `kg.export`."""

    knowledge: Knowledge
    run: RunInfo
    derived: Callable[[], Derived]
    network: Callable[[], nx.MultiDiGraph[str]]
    concept_map: Callable[[], ConceptMap]
    base: str = ID_BASE  # below which things are named
    evidence: bool = True  # formats that hold all named graphs in one file hold the provenance too
