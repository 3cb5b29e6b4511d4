"""The flow on one screen, from inputs to a graph and its exports.

    read -> merge -> extract -> threshold -> resolve -> publish

`build` runs it over a folder that keeps what it knows; `extract` and `extract_papers` run it over their own papers and
keep nothing. No stage imports another: what one returns is handed to the next here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import shorten

from kg import corrections as correcting
from kg import extraction
from kg.bounds.doubt import SHOW_ALL, SetApart, set_apart
from kg.bounds.precision import select_bounds
from kg.corrections import Corrections
from kg.corrections.kept_corrections import keep, read_kept
from kg.engines import FatalItem, map_batches, split_into_batches
from kg.export.build_outputs import publish_build, refuse_foreign
from kg.export.run_manifest import Run
from kg.extraction.fingerprint import fingerprint
from kg.extraction.threshold import apply_threshold
from kg.model.errors import KgError
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, InputFile, Paper, Rejected, SourceEntry
from kg.read import SkippedInput, UnusedField, iter_items, merge
from kg.read.stream import Item
from kg.resolve import resolve
from kg.store.open_store import open_to_write
from kg.store.source_store import SourceStore
from kg.system.spool import Keep, spool_in

BATCH = 64  # papers that a worker takes at once

Progress = Callable[[str, int, int], None]  # (stage, done, of how many; 0 where that is not known)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The inputs that a run read, and the knowledge that resulted."""

    knowledge: Knowledge
    inputs: tuple[InputFile, ...]  # of this run, by name
    rejected: tuple[Rejected, ...]  # of this run
    new_inputs: int = 0  # inputs that the folder did not hold yet
    new_texts: int = 0  # texts that had to be extracted
    unused: tuple[UnusedField, ...] = ()  # fields of this run's inputs that could not be used
    left_out: tuple[SkippedInput, ...] = ()  # files and folders where inputs were looked for that are no inputs
    apart: SetApart | None = None  # the knowledge, divided into what is sure and what is doubtful


def no_progress(stage: str, done: int, total: int) -> None:
    """Ignore the progress that is reported."""


def build(
    inputs: Sequence[str],
    folder: Path,
    *,
    year: int | None = None,
    min_score: float = 0.0,
    precision: float | None = None,
    corrections: Path | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> RunSummary:
    """Add the papers of `inputs` to the graph in `folder`, and publish it anew with all its exports.

    The folder keeps the corrections file; one that is given replaces it. Records that score less than `min_score` are
    left out of the graph, even if an earlier build read them; the store keeps them. Records below the bounds of
    `precision` (`kg.bounds.precision.select_bounds`) are set apart as doubtful.

    Raises:
        UsageError: `min_score` and `precision` are both given, or the latter is no number from 0 to 1.
        InputError: an input is not there, the corrections say what cannot be done, another build is writing to
            `folder`, or it holds files of others.
    """
    bounds = select_bounds(precision, min_score=min_score)
    new_corrections = correcting.read(corrections) if corrections is not None else None
    refuse_foreign(folder, new_corrections)
    with open_to_write(folder / "store") as store:
        in_force = read_kept(folder) if new_corrections is None else new_corrections
        progress("reading", 0, 0)
        read = _add_inputs(store, inputs, year=year)
        run = Run(fingerprint(), tuple(store.inputs()), min_score, in_force.sha256, bounds)
        new = new_corrections is not None
        apart, texts = resolve_again(store, run, folder, in_force, new=new, workers=workers, progress=progress)
    return replace(read, knowledge=apart.whole, new_texts=texts, apart=apart)


def resolve_again(
    store: SourceStore, run: Run, folder: Path, corrections: Corrections, *, new: bool, workers: int, progress: Progress
) -> tuple[SetApart, int]:
    """Resolve all that the store in `folder` holds and publish it with all exports: what a build does after reading.

    The folder keeps the corrections if they are new. Texts of which the store has no extraction are extracted; their
    number is returned with the knowledge, divided at the bounds of the run.
    """
    papers = merge(store.entries())
    texts = store.find_missing(dict.fromkeys(paper.text for paper in papers), extractor=run.extractor)
    with closing(_extract_texts(texts, workers=workers, progress=progress)) as batches:
        for batch, extractions in batches:
            store.add_extractions(zip(batch, extractions, strict=True), extractor=run.extractor)
    progress("resolving", 0, 0)
    stored = store.extractions((paper.text for paper in papers), extractor=run.extractor)
    spool = spool_in(folder / "store")
    knowledge = _resolve_above(run.min_score, papers, stored, corrections, spool)
    knowledge = replace(knowledge, rejected=store.rejected())
    progress("writing", 0, 0)
    if new:
        keep(corrections, folder)
    apart = publish_build(knowledge, run, folder, keep=spool)
    store.forget_extractions(but=run.extractor)
    store.forget_former_knowledge()
    return apart, len(texts)


def extract(
    inputs: Sequence[str],
    *,
    year: int | None = None,
    min_score: float = 0.0,
    precision: float | None = None,
    corrections: Path | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> RunSummary:
    """Extract and resolve the papers of `inputs` by themselves; no graph is read and nothing is stored.

    With a `precision`, records below its bounds are left out; without one, none are.

    Raises:
        InputError: an input is not there, or the corrections say what cannot be done.
        UsageError: `min_score` and `precision` are both given, or the latter is no number from 0 to 1.
    """
    bounds = SHOW_ALL if precision is None else select_bounds(precision, min_score=min_score)
    in_force = correcting.read(corrections) if corrections is not None else Corrections()
    progress("reading", 0, 0)
    items = list(iter_items(inputs, year=year))
    papers = merge(item for item in items if isinstance(item, SourceEntry))
    knowledge = extract_papers(papers, min_score=min_score, corrections=in_force, workers=workers, progress=progress)
    knowledge = set_apart(knowledge, bounds).sure
    return replace(_summarise(items), knowledge=knowledge)


def extract_papers(
    papers: Sequence[Paper],
    *,
    min_score: float = 0.0,
    corrections: Corrections | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Knowledge:
    """Extract and resolve papers by themselves; no graph is read and nothing is stored."""
    extractions = extract_without_threshold(papers, workers=workers, progress=progress)
    progress("resolving", 0, 0)
    return _resolve_above(min_score, papers, extractions, corrections or Corrections())


def extract_without_threshold(
    papers: Sequence[Paper], *, workers: int = 1, progress: Progress = no_progress
) -> list[Extraction]:
    """The extraction of each paper's text, whatever the scores, in the order of the papers."""
    by_text: dict[str, Extraction] = {}
    texts = list(dict.fromkeys(paper.text for paper in papers))
    for batch, extractions in _extract_texts(texts, workers=workers, progress=progress):
        by_text.update(zip(batch, extractions, strict=True))
    return [by_text[paper.text] for paper in papers]


def extract_batch(texts: Sequence[str]) -> list[Extraction]:
    """The extraction of each text, in order: the map stage, a pure function that any engine can run."""
    return list(_load_extractor().extract(texts))


@cache
def _load_extractor() -> extraction.Extractor:
    """The extractor of this process; loading it takes seconds, so that it is loaded once."""
    return extraction.load()


def _resolve_above(
    min_score: float,
    papers: Sequence[Paper],
    extractions: Iterable[Extraction],
    corrections: Corrections,
    keep: Keep = tuple,
) -> Knowledge:
    """The knowledge of all papers, resolved from the records of their texts that score `min_score` or more."""
    certain = keep(apply_threshold(extraction, min_score) for extraction in extractions)
    return resolve(papers, certain, corrections=corrections, keep=keep)


def _extract_texts(
    texts: Sequence[str], *, workers: int, progress: Progress
) -> Generator[tuple[list[str], list[Extraction]]]:
    """Batches of texts, each with its extractions.

    Raises:
        KgError: a text ends every process that extracts it.
    """
    done = 0
    progress("extracting", done, len(texts))
    with closing(map_batches(extract_batch, split_into_batches(texts, BATCH), workers=workers)) as mapped:
        try:
            for batch, extractions in mapped:
                yield batch, extractions
                done += len(batch)
                progress("extracting", done, len(texts))
        except FatalItem as error:
            title = shorten(str(error.item).partition("\n")[0], 120, placeholder="...")
            raise KgError(
                f'The paper "{title}" ends every process that reads it: it takes too much memory, or a '
                "library crashes on it. Leave it out; a folder that holds it already has to be built anew without it."
            ) from error


def _add_inputs(store: SourceStore, inputs: Sequence[str], *, year: int | None) -> RunSummary:
    """Store each file as soon as it is read to its end; returns what was read, without knowledge."""
    told: list[Item | SkippedInput] = []  # all but entries
    entries: list[SourceEntry] = []
    rejected: list[Rejected] = []
    new_inputs = 0
    for item in iter_items(inputs, year=year):
        if isinstance(item, SourceEntry):
            entries.append(item)
            continue
        told.append(item)
        if isinstance(item, Rejected):
            rejected.append(item)
        elif isinstance(item, InputFile):
            new_inputs += store.add_input(item, entries, rejected)
            entries, rejected = [], []
    return replace(_summarise(told), new_inputs=new_inputs)


def _summarise(items: Sequence[Item | SkippedInput]) -> RunSummary:
    """What was read, without knowledge."""
    return RunSummary(
        Knowledge((), (), ()),
        tuple(item for item in items if isinstance(item, InputFile)),
        tuple(item for item in items if isinstance(item, Rejected)),
        unused=tuple(item for item in items if isinstance(item, UnusedField)),
        left_out=tuple(item for item in items if isinstance(item, SkippedInput)),
    )
