"""An output folder, and the state of its graph that answers are read from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import UsageError
from kg.store.generations import holding_current
from kg.store.graph_folder import explain_missing_graph, holds_graph
from kg.text.suggestions import suggest_nearest

if TYPE_CHECKING:
    from kg.bounds.doubt import SetApart
    from kg.export.shown_graph import ShownGraph
    from kg.model.knowledge import EntityId, Knowledge
    from kg.model.types import TypeWord
    from kg.store.graph_store import Store

_MANIFEST = "manifest.json"


class StoredGraph:
    """A built graph on disk: gives what its last build knows, as one state.

    Raises:
        GraphNotFound: the folder holds no graph; the message names folders that may have been meant.
    """

    def __init__(self, folder: str | Path, precision: float | None = None) -> None:
        self.folder = Path(folder)
        self.precision = precision  # None: that of the build
        if not holds_graph(self.folder):
            raise explain_missing_graph(self.folder)
        self._kept: tuple[tuple[object, ...], SetApart] | None = None  # of which state, and all that it knows

    @contextmanager
    def reading(self) -> Iterator[GraphState]:
        """The state that the last build has left. It stays as it is within the block, whatever builds do."""
        with holding_current(self.folder) as path:
            yield GraphState(path, self.precision, self._keep_apart)

    def _keep_apart(self, state: Path) -> SetApart:
        """All that a state knows, divided: read at the first call, and again for another state."""
        from kg.export.views import read_apart

        key = (state, *_stat_manifest(state))
        kept = self._kept
        if kept is None or kept[0] != key:
            kept = self._kept = (key, read_apart(state, self.precision))
        return kept[1]


class GraphState:
    """All that one build knows, read from its folder when it is first needed. Made by `StoredGraph.reading`."""

    def __init__(self, folder: Path, precision: float | None, divide: Callable[[Path], SetApart]) -> None:
        """`divide` gives all that the state in a folder knows, divided at the precision."""
        self.folder = folder  # of a generation, say
        self.precision = precision
        self._divide = divide

    def open_store(self) -> AbstractContextManager[Store]:
        """The store, to be read.

        Raises:
            GraphNotFound: the folder has none, but only the files of a graph.
        """
        from kg.store.open_store import open_to_read

        return open_to_read(self.folder / "store")

    @contextmanager
    def open_shown(self) -> Iterator[ShownGraph]:
        """What the store holds that is sure at the graph's precision.

        Raises:
            GraphNotFound: the folder has no store, but only the files of a graph.
        """
        from kg.export.shown_graph import ShownGraph
        from kg.export.views import find_bounds

        with self.open_store() as store:
            yield ShownGraph(store, find_bounds(store, self.precision), self.knowledge)

    def apart(self) -> SetApart:
        """All that the build knows, divided into a sure and a doubtful part."""
        return self._divide(self.folder)

    def knowledge(self) -> Knowledge:
        """The sure part of what the build knows."""
        return self.apart().sure

    def find_asked(self) -> Path:
        """The folder whose files queries run over, at the graph's precision; it is made where it is missing."""
        from kg.export.views import prepare_view

        return prepare_view(self.folder, self.precision)

    def counts(self) -> dict[str, int]:
        """How many papers, entities, mentions, relations, results and comparisons are shown, and what else is counted.

        Empty where there is no manifest, unless a precision was asked for.
        """
        if self.precision is not None:
            return self._count_shown()
        try:
            counts: dict[str, int] = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))["counts"]
        except FileNotFoundError:
            return {}
        return counts

    def _count_shown(self) -> dict[str, int]:
        from kg.export.views import find_bounds

        with self.open_store() as store:
            return dict(store.count_sure(find_bounds(store, self.precision)))

    def entity_id(self, name: str | None, word: TypeWord | None = None) -> EntityId | None:
        """The identifier of the best known entity of that name, of the type that `word` names; None for None.

        Raises:
            NoSuchName: there is none; the message suggests the nearest names.
        """
        if name is None:
            return None
        with self.open_shown() as shown:
            return shown.find_entity(name, word=word).id

    def paper_id(self, name: str | None) -> str | None:
        """The identifier of the paper of that identifier or title, or with that in its title; None for None.

        Raises:
            NoSuchName: there is none; the message suggests the nearest titles.
        """
        from kg.search.name_lookup import explain_unknown_paper, find_papers
        from kg.search.stored_index import open_title_index
        from kg.search.title_search import Title

        if name is None:
            return None
        with self.open_store() as store:
            papers = find_papers([Title(*row) for row in store.titles()], name)
            if not papers:
                raise explain_unknown_paper(open_title_index(store), name)
        return papers[0]


def _stat_manifest(folder: Path) -> tuple[int, ...]:
    """What tells the manifest of a folder from another; empty where there is none."""
    try:
        stat = (folder / _MANIFEST).stat()
    except FileNotFoundError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def check_word(word: str | None, known: Iterable[str], what: str) -> None:
    """Refuse a word that is not among the known ones; None passes.

    Raises:
        UsageError: the message suggests the nearest words.
    """
    words = tuple(known)
    if word is not None and word not in words:
        hint = suggest_nearest(word, words, otherwise=f"There are {', '.join(words)}.")
        raise UsageError(f"There is no {what} {word!r}. {hint}")
