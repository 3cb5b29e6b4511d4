"""The entities of a graph in memory, for search and reconciliation; read again after every build."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model.knowledge import Entity
from kg.rdf.iris import make_paper_path
from kg.search.name_index import NameIndex
from kg.store.generations import find_current
from kg.store.open_store import open_to_read


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper as the value of a property."""

    id: str  # the tail of its IRI
    title: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """One build's entities. Nothing in it changes, so that threads may share it."""

    index: NameIndex
    related: Mapping[tuple[str, str], Sequence[str]]  # by (entity id, relation): entity ids
    proposed_by: Mapping[str, Sequence[PaperName]]  # by entity id
    papers: Mapping[str, PaperName]  # by their ids, those that propose something
    proposals: Mapping[str, Sequence[str]]  # by paper id: entity ids

    def entity(self, entity_id: str) -> Entity | None:
        """The entity of that identifier."""
        number = self.index.by_id.get(entity_id)
        return None if number is None else self.index.entities[number]


class Catalogs:
    """The catalog of an output folder's last finished build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._state: tuple[int, int, int] | None = None
        self._catalog: Catalog | None = None

    def load_current(self) -> Catalog:
        """The catalog of the last finished build; it is read again if a build has finished since the last call.

        While one thread reads it anew, the others use the previous one; the first time they wait.

        Raises:
            GraphNotFound: there is no built graph in the folder.
        """
        known = self._catalog
        if known is not None and _stat_graph(self._folder) == self._state:
            return known
        if not self._lock.acquire(blocking=known is None):
            return known  # type: ignore[return-value] # without blocking it fails only where one is known
        try:
            state = _stat_graph(self._folder)
            if self._catalog is None or state != self._state:
                self._catalog, self._state = _read_catalog(self._folder), state
            return self._catalog
        finally:
            self._lock.release()


@cache
def find_catalogs(folder: Path) -> Catalogs:
    """The catalogs of a folder, which all routes share."""
    return Catalogs(folder)


def _stat_graph(folder: Path) -> tuple[int, int, int] | None:
    """Inode, size and modification time of a file of the current state; None where there is none."""
    try:
        stat = (find_current(folder) / "graph.ttl").stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _read_catalog(folder: Path) -> Catalog:
    related: dict[tuple[str, str], list[str]] = defaultdict(list)
    proposed_by: dict[str, list[PaperName]] = defaultdict(list)
    proposals: dict[str, list[str]] = defaultdict(list)
    papers: dict[str, PaperName] = {}
    with open_to_read(folder / "store") as store:
        index = NameIndex(store.entities())
        for relation in store.entity_relations():
            related[relation.subject, relation.type].append(relation.object)
            if relation.type == "broader":
                related[relation.object, "narrower"].append(relation.subject)
        for entity_id, paper_id, title in store.proposals():
            identifier = make_paper_path(paper_id)
            paper = papers.setdefault(identifier, PaperName(identifier, title))
            proposed_by[entity_id].append(paper)
            proposals[identifier].append(entity_id)
    return Catalog(index, dict(related), dict(proposed_by), papers, dict(proposals))
