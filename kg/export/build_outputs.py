"""Writes the outputs of a build into its folder, and refuses a folder in which files of others would be replaced."""

from __future__ import annotations

import os
from pathlib import Path

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.bounds.doubt import set_apart
from kg.corrections import FILE as CORRECTIONS
from kg.corrections import Corrections
from kg.export.content import Content
from kg.export.registry import FILES
from kg.export.run_manifest import MANIFEST, Run, is_manifest, write_manifest
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.search.index_writer import write_search_index
from kg.sparql.index import build_index
from kg.store.graph_store import Store
from kg.store.open_store import FILES as STORE_FILES
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
    foreign = [name for name in (*FILES, MANIFEST) if os.path.lexists(folder / name)]
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


def write_all(knowledge: Knowledge, run: Run, folder: Path, *, keep: Keep = tuple) -> Content:
    """Write every export and the index for SPARQL; each file appears whole or stays as it was.

    What a killed build left of its files is removed.

    Returns:
        what was written: the knowledge, divided at the bounds of the run, and what was computed from it.
    """
    remove_leftovers(folder, ASIDE)
    content = make_content(knowledge, run, keep=keep)
    for name, write in FILES.items():
        write(content, folder / name)
    write_manifest(content.apart, run, folder / MANIFEST)
    build_index(folder)
    return content


def keep_shown(store: Store, content: Content) -> None:
    """Keep in the store of a build what its graph shows, for `kg.export.shown_graph`, and the index of names."""
    store.shown.keep(content.knowledge.entities, compute_statistics(content.analysis))
    write_search_index(store.search_rows, content.apart.whole.entities, store.titles())


def make_content(knowledge: Knowledge, run: Run, *, evidence: bool = True, keep: Keep = tuple) -> Content:
    """The content that every export is made from, divided at the bounds of the run.

    Links and communities are computed when a writer first asks for them. `keep` keeps the papers of each part.
    """
    apart = set_apart(knowledge, run.bounds, keep)
    return Content(Analysis(apart.sure), run.info(), evidence=evidence, divided=apart)
