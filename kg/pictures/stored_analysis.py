"""The figures of a corpus as its build kept them in the store: written there, and read for a picture around a name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.analyse.analysis import Analysis
from kg.analyse.incidence import Floats, Incidence, join_incidence
from kg.bounds.doubt import Bounds, SetApart, set_apart
from kg.model.derived import Community
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.types import LABELS, TYPE_OF, EntityFilter
from kg.pictures.pages.paper_row import build_paper_row
from kg.store.analysis_rows import AnalysisRows
from kg.store.graph_store import Store
from kg.store.rows import DamagedRow

_BY_SUBTYPE = 16  # added to the number of a type where the entity is of its sub-type


def _list_kinds() -> Iterator[tuple[int, tuple[EntityFilter, ...]]]:
    for number, label in enumerate(LABELS):
        yield number, (label,)
        subtype = TYPE_OF[label].subtype
        if subtype is not None:
            yield number + _BY_SUBTYPE, (subtype.name, label)


_KINDS: Mapping[int, tuple[EntityFilter, ...]] = MappingProxyType(dict(_list_kinds()))
_NUMBER_OF_KIND = MappingProxyType({filters: number for number, filters in _KINDS.items()})


def keep_analysis(rows: AnalysisRows, analysis: Analysis, apart: SetApart) -> None:
    """Keep the figures of what is sure, and the row that a page has of each paper."""
    kinds = np.array([_NUMBER_OF_KIND[filters] for filters in analysis.filters], dtype=np.uint8)
    matrix = analysis.incidence.matrix
    rows.keep(
        {
            "indptr": matrix.indptr,
            "indices": matrix.indices,
            "theme weights": analysis.theme_weights,
            "kinds": kinds,
        },
        analysis.communities,
        _build_rows(apart),
    )


def _build_rows(apart: SetApart) -> Iterator[tuple[str, str]]:
    """The identifier of each paper, with its row where a page holds all entities, as JSON in ASCII."""
    entities = apart.sure.entities
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(entities)}
    labels = [entity.type for entity in entities]
    doubtful = iter(apart.doubtful.papers)
    rest = next(doubtful, None)
    for facts in apart.sure.papers:
        unsure = rest.results if rest is not None and rest.paper.id == facts.paper.id else ()
        if rest is not None and rest.paper.id == facts.paper.id:
            rest = next(doubtful, None)
        yield facts.paper.id, json.dumps(build_paper_row(facts, number, labels, unsure), separators=(",", ":"))


class StoredAnalysis:
    """What a build kept, of a store that has to stay open; a `PicturedAnalysis`."""

    def __init__(self, store: Store, bounds: Bounds) -> None:
        """`bounds` are those of the build."""
        self.store = store
        self._bounds = bounds

    @cached_property
    def incidence(self) -> Incidence:
        """The matrix of papers and the entities that they name.

        Raises:
            DamagedRow: it does not fit the papers and entities in the store.
        """
        papers, entities = self.store.paper_ids(), self.store.shown.list_ids()
        rows = self.store.analysis_rows
        indptr, indices = (rows.read_series(name).astype(np.int64) for name in ("indptr", "indices"))
        if len(indptr) != len(papers) + 1 or len(indices) != indptr[-1] or indices.max(initial=-1) >= len(entities):
            raise DamagedRow("it has lost a paper or an entity")
        return join_incidence(papers, entities, indptr, indices)

    @cached_property
    def theme_weights(self) -> Floats:
        """The weight of each entity in the corpus. Shape: `(entities,)`."""
        return self._read_of_entities("theme weights")

    @cached_property
    def communities(self) -> tuple[Community, ...]:
        """The themes of the corpus, by number."""
        return self.store.analysis_rows.read_communities()

    @cached_property
    def filters(self) -> list[tuple[EntityFilter, ...]]:
        """The types that users choose each entity by, its own type last."""
        return [_KINDS[kind] for kind in self._read_of_entities("kinds").tolist()]

    def find_entities(self, numbers: Iterable[int]) -> dict[int, Entity]:
        """The entities of these numbers, without their merges."""
        ids = self.incidence.entities
        number = {EntityId(ids[i]): i for i in numbers}
        found = {number[entity.id]: entity for entity in self.store.shown.find_entities(number)}
        if len(found) != len(number):
            raise DamagedRow("it has lost an entity that a paper names")
        return found

    def find_papers(self, ids: Iterable[str]) -> tuple[PaperFacts, ...]:
        """The papers of these identifiers with what is sure of what they say, in the order of the knowledge."""
        papers = self.store.lookups.find_papers(ids)
        return tuple(set_apart(Knowledge(papers, (), ()), self._bounds).sure.papers)

    def _read_of_entities(self, name: Any) -> NDArray[Any]:
        numbers = self.store.analysis_rows.read_series(name)
        if len(numbers) != len(self.incidence.entities):
            raise DamagedRow("it has lost an entity")
        return numbers
