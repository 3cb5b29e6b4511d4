"""The flow, on one screen:

    read -> merge -> extract -> cut -> resolve -> store -> outputs

`build` runs it over a folder that keeps what it knows; `extract` and `extract_papers` run it over their own papers and
keep nothing. The stages do not know each other: what one yields is handed to the next here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import shorten

from kg import corrections as correcting
from kg import extraction
from kg.corrections import Corrections
from kg.engines import FatalItem, map_batches, split_into_batches
from kg.export.build_outputs import Run, refuse_foreign, write_all
from kg.extraction.fingerprint import fingerprint
from kg.extraction.threshold import apply_threshold
from kg.model.errors import KgError
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, InputFile, Paper, Rejected, SourceEntry
from kg.read import SkippedInput, UnusedField, iter_items, merge
from kg.resolve import resolve
from kg.store.contents import Store
from kg.store.database import open_to_write
from kg.system.files import replacing

BATCH = 64  # papers that a worker takes at once

Progress = Callable[[str, int, int], None]  # (stage, done, of how many; 0 where that is not known)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the inputs of one run."""

    knowledge: Knowledge
    inputs: tuple[InputFile, ...]  # of this run, by name
    rejected: tuple[Rejected, ...]  # of this run
    new_inputs: int = 0  # that the folder did not hold yet
    new_texts: int = 0  # that had to be read by the extractor
    unused: tuple[UnusedField, ...] = ()  # fields of this run's inputs
    left_out: tuple[SkippedInput, ...] = ()  # what was found where inputs were looked for, and is none


def no_progress(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def build(
    inputs: Sequence[str],
    folder: Path,
    *,
    year: int | None = None,
    min_score: float = 0.0,
    corrections: Path | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Outcome:
    """Add what `inputs` say to the graph in `folder`, and write all its exports anew.

    The folder keeps the corrections file; one that is given takes its place. What is less sure than `min_score` is left
    out of the graph, whichever build it was read by; the folder keeps it.

    Raises:
        InputError: an input is not there, the corrections say what cannot be done, another build is writing to
            `folder`, or it holds files of others.
    """
    given = correcting.read(corrections) if corrections is not None else None
    refuse_foreign(folder, given)
    with open_to_write(folder / "store") as store:
        applied = _kept_corrections(folder) if given is None else given
        progress("reading", 0, 0)
        read = _add_inputs(store, inputs, year=year)
        papers = merge(store.entries())
        texts = store.missing(dict.fromkeys(p.text for p in papers), extractor=fingerprint())
        with closing(_extracted(texts, workers=workers, progress=progress)) as extracted:
            for batch, found in extracted:
                store.add_extractions(zip(batch, found, strict=True), extractor=fingerprint())
        progress("resolving", 0, 0)
        kept = store.extractions((p.text for p in papers), extractor=fingerprint())
        sure = [apply_threshold(each, min_score) for each in kept]
        knowledge = replace(resolve(papers, sure, corrections=applied), rejected=store.rejected())
        run = Run(fingerprint(), tuple(store.inputs()), min_score=min_score, corrections=applied.sha256)
        progress("writing", 0, 0)
        if given is not None:
            _keep_corrections(given, folder)
        store.replace_knowledge(knowledge, facts=run.facts())
        store.forget_extractions(but=fingerprint())
        write_all(knowledge, run, folder)
    return replace(read, knowledge=knowledge, new_texts=len(texts))


def extract(
    inputs: Sequence[str],
    *,
    year: int | None = None,
    min_score: float = 0.0,
    corrections: Path | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Outcome:
    """What `inputs` say, resolved over themselves alone.

    Raises:
        InputError: an input is not there, or the corrections say what cannot be done.
    """
    given = correcting.read(corrections) if corrections is not None else Corrections()
    progress("reading", 0, 0)
    items = list(iter_items(inputs, year=year))
    papers = merge(item for item in items if isinstance(item, SourceEntry))
    knowledge = extract_papers(papers, min_score=min_score, corrections=given, workers=workers, progress=progress)
    rejected = tuple(item for item in items if isinstance(item, Rejected))
    files = tuple(item for item in items if isinstance(item, InputFile))
    unused = tuple(item for item in items if isinstance(item, UnusedField))
    left_out = tuple(item for item in items if isinstance(item, SkippedInput))
    return Outcome(knowledge, files, rejected, unused=unused, left_out=left_out)


def extract_papers(
    papers: Sequence[Paper],
    *,
    min_score: float = 0.0,
    corrections: Corrections | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Knowledge:
    """What papers say, resolved over themselves alone."""
    found = extractions(papers, workers=workers, progress=progress)
    progress("resolving", 0, 0)
    return resolve(
        papers, [apply_threshold(each, min_score) for each in found], corrections=corrections or Corrections()
    )


def extractions(papers: Sequence[Paper], *, workers: int = 1, progress: Progress = no_progress) -> list[Extraction]:
    """What each paper's text yields, whole, in the order of the papers."""
    found: dict[str, Extraction] = {}
    texts = list(dict.fromkeys(p.text for p in papers))
    for batch, of_batch in _extracted(texts, workers=workers, progress=progress):
        found.update(zip(batch, of_batch, strict=True))
    return [found[p.text] for p in papers]


def extract_batch(texts: Sequence[str]) -> list[Extraction]:
    """What each text yields: the map stage, a pure function that any engine can run."""
    return list(_extractor().extract(texts))


@cache
def _extractor() -> extraction.Extractor:
    """One for each process: loading it takes seconds."""
    return extraction.load()


def _extracted(
    texts: Sequence[str], *, workers: int, progress: Progress
) -> Generator[tuple[list[str], list[Extraction]]]:
    done = 0
    progress("extracting", done, len(texts))
    with closing(map_batches(extract_batch, split_into_batches(texts, BATCH), workers=workers)) as mapped:
        try:
            for batch, found in mapped:
                yield batch, found
                done += len(batch)
                progress("extracting", done, len(texts))
        except FatalItem as error:
            raise KgError(
                f'The paper "{_title(error.item)}" ends every process that reads it: it takes too much memory, or a '
                "library crashes on it. Leave it out; a folder that holds it already has to be built anew without it."
            ) from error


def _title(text: object) -> str:
    """The title of a paper's text, cut to what a sentence can hold."""
    return shorten(str(text).partition("\n")[0], 120, placeholder="...")


def _kept_corrections(folder: Path) -> Corrections:
    path = folder / correcting.FILE
    return correcting.read(path) if path.exists() else Corrections()


def _keep_corrections(given: Corrections, folder: Path) -> None:
    """Keep the file for later builds; one without entries ends what an earlier one said."""
    path = folder / correcting.FILE
    if not given.entries:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as file:
        file.write(given.text)


def _add_inputs(store: Store, inputs: Sequence[str], *, year: int | None) -> Outcome:
    """Store each file as soon as it is read to its end; what came of it, without any knowledge yet."""
    files: list[InputFile] = []
    entries: list[SourceEntry] = []
    of_file: list[Rejected] = []
    rejected: list[Rejected] = []
    unused: list[UnusedField] = []
    left_out: list[SkippedInput] = []
    new = 0
    for item in iter_items(inputs, year=year):
        match item:
            case SourceEntry():
                entries.append(item)
            case Rejected():
                of_file.append(item)
            case UnusedField():
                unused.append(item)
            case SkippedInput():
                left_out.append(item)
            case InputFile():
                new += store.add_input(item, entries, of_file)
                files.append(item)
                rejected += of_file
                entries, of_file = [], []
    nothing = Knowledge((), (), ())
    return Outcome(nothing, tuple(files), tuple(rejected), new, 0, tuple(unused), tuple(left_out))
