"""Writes the outputs of a build into its folder, and refuses a folder in which files of others would be replaced."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.bounds.doubt import SetApart, set_apart
from kg.corrections import FILE as CORRECTIONS
from kg.corrections import Corrections
from kg.export.content import Content
from kg.export.generation_key import make_key
from kg.export.history import HISTORY, record_history
from kg.export.registry import FILES
from kg.export.run_manifest import MANIFEST, Run, is_manifest, write_manifest
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.pictures.stored_analysis import keep_analysis
from kg.search.index_writer import write_search_index
from kg.sparql.index import build_index
from kg.store.generations import CURRENT, GENERATIONS
from kg.store.graph_store import Store
from kg.store.open_store import FILES as STORE_FILES
from kg.store.open_store import create_graph
from kg.store.publication import has_generation, keep_generation, publish, writing_generation
from kg.store.source_store import SourceStore
from kg.system.files import ASIDE
from kg.system.leftovers import remove_leftovers
from kg.system.spool import Keep


def refuse_foreign(folder: Path, corrections: Corrections | None) -> None:
    """Refuse an output folder in which a first build would replace files that no build has written.

    Args:
        corrections: the corrections that are to be kept in the folder, if any.

    Raises:
        InputError: there is such a file.
    """
    store = folder / "store"
    if any((store / name).exists() for name in STORE_FILES) or is_manifest(folder / MANIFEST):
        return  # a build has written here, even if it did not finish
    foreign = [name for name in (*FILES, MANIFEST, HISTORY, CURRENT, GENERATIONS) if os.path.lexists(folder / name)]
    if store.is_dir() and any(store.iterdir()):
        foreign.append("store")
    present = folder / CORRECTIONS
    if corrections is not None and present.exists() and present.read_bytes() != corrections.text.encode():
        foreign.append(CORRECTIONS)
    if foreign:
        raise InputError(
            f"{folder} holds {', '.join(foreign)}, which no build of kg has written and this one would replace; "
            "move that away or choose another -o."
        )


def publish_build(
    knowledge: Knowledge, run: Run, folder: Path, *, keep: Keep = tuple, sources: SourceStore | None = None
) -> SetApart:
    """Write what a build knows, every export and the index for SPARQL as a generation, and make it the current one.

    Readers see all of the build before until all of this one is there. A generation that is there already is not
    written again. What a killed build left is removed. The history of identifiers is recorded in `sources`.

    Returns:
        the knowledge, divided at the bounds of the run.
    """
    remove_leftovers(folder, ASIDE)
    content = make_content(knowledge, run, keep=keep)
    with writing_generation(folder) as aside:
        with create_graph(aside) as store:
            store.replace_knowledge(knowledge, facts=run.facts())
            key = make_key(store.digests())
            known = has_generation(folder, key)
            if not known:
                keep_shown(store, content)
        if not known:
            write_exports(content, run, aside)
            keep_generation(aside, key)
    if sources is not None:
        record_history(sources, folder, folder / GENERATIONS / key)
    publish(folder, key, (*FILES, MANIFEST))
    _remove_former_indexes(folder)
    return content.apart


def write_exports(content: Content, run: Run, folder: Path) -> None:
    """Write every export, the manifest with their hashes, and the index for SPARQL into a folder."""
    for name, write in FILES.items():
        write(content, folder / name)
    write_manifest(content.apart, run, folder / MANIFEST, files=[folder / name for name in FILES])
    build_index(folder)


def keep_shown(store: Store, content: Content) -> None:
    """Keep in the store of a build what its graph shows, the index of names, and the figures that pictures need."""
    store.shown.keep(content.knowledge.entities, compute_statistics(content.analysis))
    write_search_index(store.search_rows, content.apart.whole.entities, store.titles())
    keep_analysis(store.analysis_rows, content.analysis, content.apart)


def _remove_former_indexes(folder: Path) -> None:
    """Remove the indexes and views that earlier versions kept beside what was read."""
    for name in ("index", "views"):
        shutil.rmtree(folder / "store" / name, ignore_errors=True)


def make_content(knowledge: Knowledge, run: Run, *, evidence: bool = True, keep: Keep = tuple) -> Content:
    """The content that every export is made from, divided at the bounds of the run.

    Links and communities are computed when a writer first asks for them. `keep` keeps the papers of each part.
    """
    apart = set_apart(knowledge, run.bounds, keep)
    return Content(Analysis(apart.sure), run.info(), evidence=evidence, divided=apart)
