"""Taking a paper or an input out of a graph: `kg.remove`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.graph import Graph
from kg.model.records import InputFile
from kg.store.graph_folder import FILE, explain_missing_graph

if TYPE_CHECKING:
    from kg.bounds.doubt import SetApart
    from kg.corrections import Corrections
    from kg.export.run_manifest import Run
    from kg.search.title_search import Title
    from kg.store.source_store import SourceStore


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed from a graph, and what is left."""

    removed: InputFile | Title
    inputs: tuple[InputFile, ...]  # those that had entries of a removed paper, as they are now
    apart: SetApart  # the knowledge that is left


def remove(
    name: str, folder: str | Path = "outputs", *, progress: Callable[[str, int, int], None] | None = None
) -> Graph:
    """Take a paper or an input out of the graph in a folder, and write all its exports anew: what `kg remove` does.

    What is left is what a build of the other inputs would give, at the settings of the last build. A paper is taken out
    of every input; building one of these again brings it back.

    Args:
        name: the file name of an input; or a paper's identifier, arXiv identifier or whole title. Of two inputs of one
            name, "NAME@sha256:1a2b3c" is the one whose hash begins so.
        folder: the output folder of a build.
        progress: called with a stage, how much of it is done, and of how much (0 where that is not known).

    Returns:
        the graph, as `kg.open(folder)` gives it.

    Raises:
        GraphNotFound: the folder holds no graph.
        InputError: a build is writing to the folder.
        NoSuchName: there is no such paper or input; the message suggests the nearest names.
        UsageError: the name is that of several; the message lists them.
    """
    remove_from(Path(folder), name, progress=progress)
    return Graph(folder)


def remove_from(folder: Path, name: str, *, progress: Callable[[str, int, int], None] | None = None) -> Removal:
    """Take a paper or an input out of the graph in a folder; arguments and errors are those of `remove`.

    A removal that was killed is finished by repeating it.
    """
    from kg import pipeline
    from kg.corrections.kept_corrections import read_kept
    from kg.export.run_manifest import Run
    from kg.search.removal_lookup import find_removable
    from kg.search.title_search import Title
    from kg.store.open_store import open_to_read, open_to_write

    if not (folder / "store" / FILE).exists():
        raise explain_missing_graph(folder)
    with open_to_write(folder / "store") as store:
        with open_to_read(folder / "store") as built:
            last, titles = Run.of(built.facts()), [Title(*row) for row in built.titles()]
        corrections = read_kept(folder)
        found = find_removable(name, _list_inputs(store, last), _list_papers(store, titles))
        inputs = _take_out(store, found)
        apart, _ = pipeline.resolve_again(
            store,
            _make_run(store, last, corrections),
            folder,
            corrections,
            new=False,
            workers=1,
            progress=progress or pipeline.no_progress,
        )
    return Removal(found, tuple(inputs), apart)


def _list_inputs(store: SourceStore, last: Run) -> list[InputFile]:
    """The inputs of the store, and those of its last build that a removal has taken out without coming to its end."""
    kept = store.inputs()
    keys = {(source.name, source.sha256) for source in kept}
    return kept + [source for source in last.inputs if (source.name, source.sha256) not in keys]


def _list_papers(store: SourceStore, built: Sequence[Title]) -> list[Title]:
    """The papers of the store's entries, and those that only its last build has."""
    from kg.read import merge
    from kg.search.title_search import Title

    papers = [Title(paper.id, paper.title, paper.arxiv_id) for paper in merge(store.entries())]
    ids = {paper.id for paper in papers}
    return papers + [title for title in built if title.id not in ids]


def _take_out(store: SourceStore, found: InputFile | Title) -> list[InputFile]:
    """Take an input or a paper out of the store; returns the inputs that had entries of the paper."""
    from kg.read.merge import group_entries

    if isinstance(found, InputFile):
        store.remove_input(found)
        return []
    return store.remove_entries(group_entries(store.entries()).get(found.id, []))


def _make_run(store: SourceStore, last: Run, corrections: Corrections) -> Run:
    """The run of the last build, over what the store now holds."""
    from kg.bounds.precision import select_bounds
    from kg.extraction.fingerprint import fingerprint

    precision = last.bounds.precision  # this version's scores may have other bounds for it
    return replace(
        last,
        extractor=fingerprint(),
        inputs=tuple(store.inputs()),
        corrections=corrections.sha256,
        bounds=last.bounds if precision is None else select_bounds(precision),
    )
