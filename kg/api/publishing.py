"""Publishing what a folder has read and builds without exports have left for later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.graph_folder import FILE, explain_missing_graph

if TYPE_CHECKING:
    from kg.bounds.doubt import SetApart
    from kg.corrections import Corrections
    from kg.export.run_manifest import Run
    from kg.store.source_store import SourceStore


def publish_read(folder: Path, *, progress: Callable[[str, int, int], None] | None = None) -> SetApart:
    """Publish all that a folder has read, with all exports and the index, at the settings of its last build.

    Returns:
        the knowledge that is published, divided into what is sure and what is doubtful.

    Raises:
        GraphNotFound: nothing was built in the folder.
        InputError: a build is writing to it, another version of kg built it, or the corrections that it keeps say what
            cannot be done.
    """
    from kg import pipeline
    from kg.corrections.kept_corrections import read_kept
    from kg.store.open_store import open_to_write

    if not (folder / "store" / FILE).exists():
        raise explain_missing_graph(folder)
    with open_to_write(folder / "store") as store:
        corrections = read_kept(folder)
        run = make_last_run(store, folder, corrections)
        store.drop_damaged_extractions()
        apart, _ = pipeline.resolve_again(
            store, run, folder, corrections, new=False, workers=1, progress=progress or pipeline.no_progress
        )
    return apart


def make_last_run(store: SourceStore, folder: Path, corrections: Corrections) -> Run:
    """The run of the last build of a folder, published or not, over what its store now holds.

    Raises:
        GraphNotFound: nothing was built in the folder.
    """
    from kg.bounds.precision import select_bounds
    from kg.export.run_manifest import Run
    from kg.extraction.fingerprint import fingerprint
    from kg.store.open_store import open_to_read
    from kg.store.unpublished import read_unpublished

    if (unpublished := read_unpublished(folder)) is not None:
        min_score = unpublished.min_score
        bounds = select_bounds(unpublished.precision, min_score=min_score)
    else:
        with open_to_read(folder / "store") as built:
            last = Run.of(built.facts())
        precision = last.bounds.precision  # this version's scores may have other bounds for it
        min_score, bounds = last.min_score, last.bounds if precision is None else select_bounds(precision)
    return Run(fingerprint(), tuple(store.inputs()), min_score, corrections.sha256, bounds)
