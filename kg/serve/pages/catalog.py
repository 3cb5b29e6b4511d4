"""The entities of the last finished build, for search and reconciliation: read from its store as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from kg.model.knowledge import Entity, EntityId
from kg.rdf.iris import make_paper_path
from kg.search.name_index import NameIndex
from kg.search.stored_index import open_name_index
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read

OpenCatalog: TypeAlias = "Callable[[], AbstractContextManager[Catalog]]"


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper as the value of a property."""

    id: str  # the tail of its IRI
    title: str


class Catalog:
    """One build's entities. It is read by one thread, while its store is open."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.index: NameIndex = open_name_index(store)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity of that identifier."""
        return next(iter(self._store.lookups.find_bare_entities([EntityId(entity_id)])), None)

    def list_related(self, entity_id: EntityId, relation: str) -> list[Entity]:
        """The entities to which an entity has a relation; "narrower" is "broader" from the other end."""
        links = self._store.lookups.find_entity_relations(entity_id)
        if relation == "narrower":
            ends = [link.subject for link in links if link.object == entity_id and link.type == "broader"]
        else:
            ends = [link.object for link in links if link.subject == entity_id and link.type == relation]
        found = {entity.id: entity for entity in self._store.lookups.find_bare_entities(ends)}
        return [found[end] for end in ends if end in found]

    def list_proposed_by(self, entity_id: EntityId) -> list[PaperName]:
        """The papers that propose an entity, by identifier."""
        proposals = self._store.lookups.find_proposals(entity_id)
        return [PaperName(make_paper_path(paper), title) for paper, title in proposals]

    def find_proposing(self, identifier: str) -> tuple[PaperName, Sequence[Entity]] | None:
        """A paper that proposes something, by the tail of its IRI, and what it proposes, by identifier."""
        tail = identifier.removeprefix("paper/")
        for paper in (tail, unquote(tail[1:])):  # a tail that is no identifier itself is "~" and one encoded
            if make_paper_path(paper) == identifier and (found := self._store.lookups.find_proposed(paper)):
                title, ids = found
                return PaperName(identifier, title), self._store.lookups.find_bare_entities(ids)
        return None


def make_catalog_opener(folder: Path) -> OpenCatalog:
    """How to open the catalog of an output folder's last finished build.

    Opening raises GraphNotFound where there is no built graph in the folder.
    """
    return partial(_open_catalog, folder)


@contextmanager
def _open_catalog(folder: Path) -> Iterator[Catalog]:
    with open_to_read(folder / "store") as store:
        yield Catalog(store)
