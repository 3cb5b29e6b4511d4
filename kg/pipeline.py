"""The flow on one screen, from inputs to a graph and its exports.

    read -> merge -> extract -> threshold -> resolve -> publish

`build` runs it over a folder that keeps what it knows; `extract` and `extract_papers` run it over their own papers and
keep nothing. No stage imports another: what one returns is handed to the next here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import shorten

from kg import __version__, extraction
from kg import corrections as correcting
from kg.bounds.doubt import SHOW_ALL, SetApart, set_apart
from kg.bounds.precision import select_bounds
from kg.corrections import Corrections
from kg.corrections.kept_corrections import keep, read_kept
from kg.engines import Cluster, FatalItem, Stage, map_batches, map_on_cluster, split_into_batches
from kg.export.build_outputs import publish_build, refuse_foreign
from kg.export.run_manifest import Run
from kg.extraction.fingerprint import fingerprint
from kg.extraction.threshold import apply_threshold
from kg.model.errors import KgError, UsageError
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, InputFile, Paper, Rejected, SourceEntry
from kg.read import SkippedInput, UnusedField, find_replaced, iter_items, merge, merge_on_disk
from kg.read.stream import Item
from kg.resolve import resolve
from kg.store.graph_folder import FILE
from kg.store.open_store import open_to_read, open_to_write
from kg.store.packed import pack_extractions, pack_texts, unpack_extractions, unpack_texts
from kg.store.source_store import SourceStore
from kg.store.unpublished import Unpublished, forget_unpublished, keep_unpublished
from kg.system.spool import Keep, Mapped, spool_in

BATCH = 64  # papers that a worker takes at once

Progress = Callable[[str, int, int], None]  # (stage, done, of how many; 0 where that is not known)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The inputs that a run read, and the knowledge that resulted."""

    knowledge: Knowledge
    inputs: tuple[InputFile, ...]  # of this run, by name
    rejected: tuple[Rejected, ...]  # of this run
    new_inputs: int = 0  # inputs that the folder did not hold yet
    changed_papers: int = 0  # papers that were read in the same file before, and of which the record has changed
    new_texts: int = 0  # texts that had to be extracted
    mended_texts: int = 0  # of these, texts whose kept extraction was not as it was written
    unpublished: int = 0  # papers that the graph does not show yet, since the build left out the exports
    taken_over: int = 0  # inputs of the folder that an earlier version of kg had read
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
    exports: bool = True,
    workers: int = 1,
    cluster: Cluster | None = None,
    progress: Progress = no_progress,
) -> RunSummary:
    """Add the papers of `inputs` to the graph in `folder`, and publish it anew with all its exports.

    Without `exports`, texts are read and extracted, and nothing is published: readers go on to see the build before.
    The next build with exports publishes it, and so does `kg.api.publishing`.

    Without inputs, the graph is made anew of what the folder holds, which an earlier version may have read.
    The folder keeps the corrections file; one that is given replaces it. Records that score less than `min_score` are
    left out of the graph, even if an earlier build read them; the store keeps them. Records below the bounds of
    `precision` (`kg.bounds.precision.select_bounds`) are set apart as doubtful. With a `cluster`, its workers extract.

    Raises:
        UsageError: `min_score` and `precision` are both given, or the latter is no number from 0 to 1; or there are
            no inputs, and nothing was built in `folder`.
        InputError: an input is not there, the corrections say what cannot be done, another build is writing to
            `folder`, or it holds files of others.
    """
    bounds = select_bounds(precision, min_score=min_score)
    new_corrections = correcting.read(corrections) if corrections is not None else None
    refuse_foreign(folder, new_corrections)
    if not inputs and not (folder / "store" / FILE).exists():
        raise UsageError(f"Name an input; without one, a folder that was built is built anew, and {folder} is none.")
    with open_to_write(folder / "store", take_over_earlier=True) as store:
        in_force = read_kept(folder) if new_corrections is None else new_corrections
        progress("reading", 0, 0)
        read = _add_inputs(store, inputs, year=year, keep=spool_in(folder / "store"))
        run = Run(fingerprint(), tuple(store.inputs()), min_score, in_force.sha256, bounds)
        new = new_corrections is not None
        mended = store.drop_damaged_extractions()
        if not exports:
            papers, texts = _extract_missing(store, run.extractor, folder, workers, cluster, progress)
            if new:
                keep(in_force, folder)
            unpublished = _count_unpublished(folder, papers)
            keep_unpublished(folder, Unpublished(unpublished, min_score, precision))
            return replace(
                read, new_texts=texts, mended_texts=mended, taken_over=store.taken_over, unpublished=unpublished
            )
        apart, texts = resolve_again(
            store, run, folder, in_force, new=new, workers=workers, cluster=cluster, progress=progress
        )
    return replace(
        read, knowledge=apart.whole, new_texts=texts, mended_texts=mended, taken_over=store.taken_over, apart=apart
    )


def resolve_again(
    store: SourceStore,
    run: Run,
    folder: Path,
    corrections: Corrections,
    *,
    new: bool,
    workers: int,
    progress: Progress,
    cluster: Cluster | None = None,
) -> tuple[SetApart, int]:
    """Resolve all that the store in `folder` holds and publish it with all exports: what a build does after reading.

    The folder keeps the corrections if they are new. Texts of which the store has no extraction are extracted; their
    number is returned with the knowledge, divided at the bounds of the run.
    """
    papers, texts = _extract_missing(store, run.extractor, folder, workers, cluster, progress)
    progress("resolving", 0, 0)
    stored = store.extractions((paper.text for paper in papers), extractor=run.extractor)
    spool = spool_in(folder / "store")
    knowledge = _resolve_above(run.min_score, papers, stored, corrections, spool)
    knowledge = replace(knowledge, rejected=store.rejected())
    progress("writing", 0, 0)
    if new:
        keep(corrections, folder)
    apart = publish_build(knowledge, run, folder, keep=spool, sources=store)
    store.forget_extractions(but=run.extractor)
    forget_unpublished(folder)
    return apart, texts


def _extract_missing(
    store: SourceStore, extractor: str, folder: Path, workers: int, cluster: Cluster | None, progress: Progress
) -> tuple[Sequence[Paper], int]:
    """Extract the texts of which the store has no extraction; returns the papers of all entries, and their number."""
    papers = merge_on_disk(store.entries(), folder / "store")
    missing = store.find_missing((paper.text for paper in papers), extractor=extractor)
    texts = Mapped(lambda position: papers[position].text, missing)
    with closing(_extract_texts(texts, workers=workers, cluster=cluster, progress=progress)) as batches:
        for batch, extractions in batches:
            store.add_extractions(zip(batch, extractions, strict=True), extractor=extractor)
    return papers, len(texts)


def _count_unpublished(folder: Path, papers: Sequence[Paper]) -> int:
    """The number of papers that the published graph of a folder does not have."""
    try:
        with open_to_read(folder / "store") as built:
            shown = {identifier for identifier, *_ in built.titles()}
    except KgError:  # nothing is published, or nothing that this version can read
        shown = set()
    return sum(paper.id not in shown for paper in papers)


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


def extract_shard(texts: bytes) -> bytes:
    """The map stage on packed texts (`kg.store.packed`), as a worker on another machine runs it."""
    return pack_extractions(extract_batch(unpack_texts(texts)))


def identify_extractor() -> str:
    """The version of kg and the beginning of the fingerprint of what it extracts with."""
    return f"kg {__version__}, extractor {fingerprint()[:16]}"


EXTRACTION = Stage(extract_shard, identify_extractor, pack_texts, unpack_extractions)


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
    texts: Sequence[str], *, workers: int, progress: Progress, cluster: Cluster | None = None
) -> Generator[tuple[list[str], list[Extraction]]]:
    """Batches of texts, each with its extractions.

    Raises:
        KgError: a text ends every process that extracts it.
    """
    done = 0
    progress("extracting", done, len(texts))
    batches = split_into_batches(texts, BATCH)
    if cluster is None or not texts:
        extracted = map_batches(extract_batch, batches, workers=workers)
    else:
        extracted = map_on_cluster(EXTRACTION, batches, cluster, workers=workers)
    with closing(extracted) as mapped:
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


def _add_inputs(store: SourceStore, inputs: Sequence[str], *, year: int | None, keep: Keep) -> RunSummary:
    """Store each file as soon as it is read to its end; returns what was read, without knowledge.

    A file that was read before, with other content, keeps of that the papers that it no longer has.
    """
    items = iter_items(inputs, year=year)
    told: list[Item | SkippedInput] = []  # all but entries
    new_inputs = changed = 0
    while True:
        before = len(told)
        entries = keep(_take_entries(items, told))
        last = told[-1] if len(told) > before else None
        if not isinstance(last, InputFile):
            return replace(_summarise(told), new_inputs=new_inputs, changed_papers=changed)
        rejected = [item for item in told[before:] if isinstance(item, Rejected)]
        replaced: dict[InputFile, list[int]] = {}
        for earlier in store.find_at(last.place):
            if earlier.sha256 != last.sha256:
                replaced[earlier], of_earlier = find_replaced(store.list_entries(earlier), entries, keep)
                changed += of_earlier
        new_inputs += store.add_input(last, entries, rejected, {file: gone for file, gone in replaced.items() if gone})


def _take_entries(items: Iterator[Item | SkippedInput], others: list[Item | SkippedInput]) -> Iterator[SourceEntry]:
    """The entries of the next file, to its end; all else that comes is added to `others`."""
    for item in items:
        if isinstance(item, SourceEntry):
            yield item
            continue
        others.append(item)
        if isinstance(item, InputFile):
            return


def _summarise(items: Sequence[Item | SkippedInput]) -> RunSummary:
    """What was read, without knowledge."""
    return RunSummary(
        Knowledge((), (), ()),
        tuple(item for item in items if isinstance(item, InputFile)),
        tuple(item for item in items if isinstance(item, Rejected)),
        unused=tuple(item for item in items if isinstance(item, UnusedField)),
        left_out=tuple(item for item in items if isinstance(item, SkippedInput)),
    )
