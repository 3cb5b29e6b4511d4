"""What a built graph shows at a precision: read where the build kept it, which is at its own; else computed.

Computing it takes the records of all papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kg.bounds.doubt import Bounds, set_apart
from kg.export.run_manifest import read_bounds
from kg.model.derived import Statistics
from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts
from kg.model.types import LABEL_OF, TypeWord
from kg.search.name_lookup import explain_unknown_name, find_entities, has_type
from kg.search.stored_index import open_name_index
from kg.store.graph_store import Store

if TYPE_CHECKING:
    from kg.pictures.stored_analysis import StoredAnalysis


class ShownGraph:
    """What is sure at some bounds. Its methods read from the store, which has to stay open."""

    def __init__(self, store: Store, bounds: Bounds, divide: Callable[[], Knowledge] | None = None) -> None:
        """`divide` gives what is sure at the bounds, where a caller keeps it; it is called if all of that is needed."""
        self.store = store
        self._divide = divide or (lambda: set_apart(store.knowledge(), bounds).sure)
        self._bounds = bounds
        # The least scores decide alone; the precision is only their name.
        self._is_kept = bounds.least == read_bounds(store.facts()).least and store.shown.is_kept

    def read_statistics(self) -> Statistics:
        """The statistics of what is shown."""
        if self._is_kept:
            return self.store.shown.read_statistics()
        # Not with this module: it needs SciPy, and what is kept does not.
        from kg.analyse.analysis import Analysis
        from kg.analyse.statistics import compute_statistics

        return compute_statistics(Analysis(self._divided))

    def list_entities(self, *, word: TypeWord | None = None, min_papers: int = 0) -> list[Entity]:
        """The entities, by identifier; they may lack their merges.

        Args:
            word: only those of this type.
            min_papers: only those that so many papers surely name.
        """
        if self._is_kept:
            label = None if word is None else LABEL_OF[word]
            found: Iterable[Entity] = self.store.shown.list_entities(label=label, min_papers=min_papers)
        else:
            found = (entity for entity in self._divided.entities if entity.paper_count >= min_papers)
        return [entity for entity in found if has_type(entity, word)]

    def holds(self, entity: Entity, *, word: TypeWord | None = None) -> bool:
        """Whether an entity of the store is shown, and is of the type that `word` names."""
        if not has_type(entity, word):
            return False
        if self._is_kept:
            return bool(self.store.shown.find_entities([entity.id]))
        return entity.id in self.store.count_sure_papers([entity], self._bounds)

    def list_relations_from(self, entities: Sequence[Entity]) -> list[EntityRelation]:
        """The relations of some of these entities to any of them."""
        subjects = {entity.id for entity in entities}
        if self._is_kept:
            return self.store.shown.find_relations_from(subjects)
        return [link for link in self._divided.entity_relations if link.subject in subjects]

    def find_entities(self, name: str) -> list[Entity]:
        """The entities of this name or identifier, as `kg.search.name_lookup.find_entities` gives them."""
        namesakes = self.store.lookups.find_namesakes(name)
        ids = [entity.id for entity in namesakes]
        if self._is_kept:
            return find_entities(self.store.shown.find_entities(ids), name)
        about = self.store.lookups.find_papers_about(ids)
        return find_entities(set_apart(Knowledge(about, tuple(namesakes), ()), self._bounds).sure.entities, name)

    def find_entity(self, name: str, *, word: TypeWord | None = None) -> Entity:
        """The first of them; with `word`, the first of that type.

        Raises:
            NoSuchName: there is none; the message suggests the nearest names.
        """
        found = [entity for entity in self.find_entities(name) if has_type(entity, word)]
        if not found:
            wanted = partial(self.holds, word=word)
            raise explain_unknown_name(open_name_index(self.store), name, what=word or "entity", wanted=wanted)
        return found[0]

    def open_analysis(self) -> StoredAnalysis | None:
        """The figures of the whole corpus that the build kept; None where it kept none, or at other bounds."""
        if not (self._is_kept and self.store.analysis_rows.is_kept):
            return None
        # Not with this module: it needs SciPy.
        from kg.pictures.stored_analysis import StoredAnalysis

        return StoredAnalysis(self.store, self._bounds)

    def find_papers_about(self, entity: EntityId) -> Sequence[PaperFacts]:
        """The papers that say something of an entity, each with what of that is sure and with its code."""
        about = self.store.lookups.find_papers_about([entity])
        return set_apart(Knowledge(about, (), ()), self._bounds).sure.papers

    def list_papers(self) -> Sequence[PaperFacts]:
        """All papers, each with its code and without what it says of entities, whatever the bounds."""
        return self.store.papers()

    @cached_property
    def _divided(self) -> Knowledge:
        return self._divide()
