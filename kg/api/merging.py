"""Joining the graphs of several folders in a new one: `kg.merge`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.graph import Graph
from kg.model.errors import GraphNotFound, InputError, UsageError
from kg.model.records import InputFile

if TYPE_CHECKING:
    from kg.bounds.doubt import SetApart
    from kg.corrections import Corrections
    from kg.export.run_manifest import Run
    from kg.store.source_store import SourceStore


@dataclass(frozen=True, slots=True)
class Merger:
    """What was merged into a new folder."""

    inputs: tuple[InputFile, ...]
    apart: SetApart  # the knowledge of the new folder
    mended_texts: int = 0  # texts whose kept extraction was not as it was written, and was made again


@dataclass(frozen=True, slots=True)
class _Source:
    """A built folder that is to be merged: what it has read, and how it was built."""

    folder: Path
    store: SourceStore
    run: Run
    version: str
    corrections: Corrections


def merge(
    folders: Iterable[str | Path],
    folder: str | Path = "outputs",
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> Graph:
    """Join the graphs of two or more folders in a new one: what `kg merge` does. No text is read again.

    The new folder is, to the byte, what one build of all their inputs gives, whatever the order of the folders.

    Args:
        folders: the output folders of builds with this version of kg, with equal settings and corrections.
        folder: the new output folder, which holds no graph.
        progress: called with a stage, how much of it is done, and of how much (0 where that is not known).

    Returns:
        the graph, as `kg.open(folder)` gives it.

    Raises:
        GraphNotFound: one of the folders holds no graph.
        InputError: version, settings or corrections of the folders differ, or one file was not read alike in two; the
            message names what differs. Or the new folder holds a graph, or files of others.
        UsageError: there are fewer than two folders.
    """
    merge_into(Path(folder), [Path(source) for source in folders], progress=progress)
    return Graph(folder)


def merge_into(
    folder: Path, folders: Sequence[Path], *, progress: Callable[[str, int, int], None] | None = None
) -> Merger:
    """Join the graphs of several folders in a new one; arguments and errors are those of `merge`.

    A merger that was killed is finished by repeating it.
    """
    from kg import pipeline
    from kg.export.build_outputs import refuse_foreign
    from kg.store.open_store import open_to_write

    if len(folders) < 2:
        raise UsageError("Name two folders or more that are to be merged.")
    with ExitStack() as stack:
        sources = [_open_source(path, stack) for path in folders]
        first, *others = sources
        for other in others:
            _refuse_difference(first, other)
        inputs = _collect_inputs(sources)
        if _is_built(folder):
            raise InputError(f"{folder} holds a graph, which merging would replace; choose another -o.")
        refuse_foreign(folder, first.corrections)
        store = stack.enter_context(open_to_write(folder / "store"))
        if not set(store.inputs()) <= inputs.keys():
            raise InputError(f"{folder} holds inputs of a build that was not finished; choose another -o.")
        for file, source in inputs.items():
            store.add_input(file, *source.store.read_input(file))
        for source in sources:
            store.copy_extractions(source.store, extractor=first.run.extractor)
        mended = store.drop_damaged_extractions()
        apart, _ = pipeline.resolve_again(
            store,
            first.run.with_inputs(store.inputs(), corrections=first.corrections.sha256),
            folder,
            first.corrections,
            new=True,
            workers=1,
            progress=progress or pipeline.no_progress,
        )
        return Merger(tuple(store.inputs()), apart, mended)


def _open_source(folder: Path, stack: ExitStack) -> _Source:
    """A folder that is to be merged, open until the stack is closed."""
    from kg.corrections.kept_corrections import read_kept
    from kg.export.run_manifest import Run
    from kg.extraction.fingerprint import fingerprint
    from kg.store.open_store import open_sources, open_to_read

    with open_to_read(folder / "store") as built:
        facts = built.facts()
    store = stack.enter_context(open_sources(folder / "store"))
    run = Run.of(facts)
    if run.extractor != fingerprint():
        raise InputError(f"{folder} was built by another version of kg; run `kg build -o {folder}` before.")
    return _Source(folder, store, run, str(facts["version"]), read_kept(folder))


def _refuse_difference(one: _Source, other: _Source) -> None:
    """Refuse two folders that are not built alike.

    Raises:
        InputError: they differ; the message says in what.
    """
    both = f"{one.folder} and {other.folder}"
    if one.version != other.version:
        raise InputError(f"{both} differ in version ({one.version}, {other.version}); build both again with this one.")
    if one.corrections.sha256 != other.corrections.sha256:
        raise InputError(f"{both} differ in corrections; build one of them again with the --corrections of the other.")
    for name, mine in one.run.settings().items():
        its = other.run.settings()[name]
        if mine != its:
            raise InputError(
                f"{both} differ in {name} ({mine}, {its}); build one of them again with the settings of the other."
            )


def _collect_inputs(sources: Sequence[_Source]) -> dict[InputFile, _Source]:
    """The inputs of all folders, each once, with a folder that has read it.

    Raises:
        InputError: two folders have not read a file alike.
    """
    found: dict[tuple[str, str], tuple[InputFile, _Source]] = {}
    for source in sources:
        for file in source.store.inputs():
            key = (file.name, file.sha256)
            known, before = found.setdefault(key, (file, source))
            if known != file or (before is not source and not _reads_alike(file, before.store, source.store)):
                raise InputError(
                    f"{before.folder} and {source.folder} differ in what they have of {file.name}: one was built with "
                    "another --year, or a paper was removed in one; build both again with that file."
                )
    return dict(found.values())


def _reads_alike(file: InputFile, one: SourceStore, other: SourceStore) -> bool:
    return one.read_input(file) == other.read_input(file)


def _is_built(folder: Path) -> bool:
    """Whether a folder holds a graph, or its files."""
    from kg.store.open_store import open_to_read

    if (folder / "graph.ttl").exists():
        return True
    try:
        with open_to_read(folder / "store"):
            return True
    except GraphNotFound:
        return False
