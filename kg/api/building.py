"""Making a graph and opening one: `kg.build`, `kg.open`."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.documents import check_precision, check_score, check_workers
from kg.api.graph import Graph
from kg.model.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.pipeline import RunSummary


def build(
    inputs: str | Path | Iterable[str | Path],
    folder: str | Path = "outputs",
    *,
    year: int | None = None,
    precision: float | None = None,
    min_score: float = 0.0,
    corrections: str | Path | None = None,
    exports: bool = True,
    workers: int = 1,
    engine: str = "local",
    scheduler: str | None = None,
    shards: str | Path | None = None,
    strict: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Graph:
    """Read papers, add what they say to the graph in a folder, and write all its exports: what `kg build` does.

    The folder keeps what was read: building again, with the same or other inputs, adds what is new. An input from
    which no paper could be read, and records that could not be read, are told by a `UserWarning`; `Graph.rejected`
    lists the latter with file, line and reason. Kept extractions that were damaged are made again, with a warning.

    Args:
        inputs: files, folders or globs; "-" is standard input. What a file is, is told by its content. With none of
            them, the graph is made anew of what the folder holds, also of what an earlier version has read.
        folder: the output folder, made if it is not there.
        year: of dates that have none; by default a year later than any on the page.
        precision: how much of each kind of record is to be right, 0 to 1; what is not sure enough for that is set
            apart as doubtful. `kg.bounds.precision` has the default.
        min_score: in place of a precision, leave out mentions, relations and results of a lower score, 0 to 1,
            whichever build read them.
        corrections: a file of corrections, which the folder keeps for later builds.
        exports: if false, texts are read and kept, and nothing is published: the graph stays that of the build before,
            until a build with exports.
        workers: processes that read texts; the result is the same for any number.
        engine: where texts are read: "local" by processes of this machine, "dask" by the workers of a Dask cluster.
        scheduler: the address of the cluster's scheduler; without it, a cluster of `workers` processes is started.
        shards: a folder that all workers of the cluster see; without it, one in the output folder.
        strict: raise where anything is rejected. What could be read is built all the same.
        progress: called with a stage, how much of it is done, and of how much (0 where that is not known).

    Returns:
        the graph, as `kg.open(folder)` gives it.

    Raises:
        InputError: an input is not there, the corrections say what cannot be done, another build is writing to the
            folder, it holds files of others; or with `strict`, something was rejected.
        MachineError: there is no room, no right or no memory for it.
        UsageError: an input has no name, there is none and nothing was built in the folder, `precision` or `min_score`
            is no number from 0 to 1, both are given, or `workers` is less than 1; there is no such engine, it has no
            scheduler and shards, or its extra is missing.
        KgError: the cluster cannot be reached, or has another version.
    """
    from kg import pipeline
    from kg.engines import choose_cluster

    check_precision(precision)
    check_score(min_score)
    check_workers(workers)
    cluster = choose_cluster(
        engine,
        scheduler=scheduler,
        shards=None if shards is None else Path(shards),
        output=Path(folder),
    )
    paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    if "" in paths:  # a path would take it for the current folder
        raise UsageError("An input is empty text; give a file, a folder or a glob ('.' is the current folder).")
    summary = pipeline.build(
        [str(path) for path in paths],
        Path(folder),
        year=year,
        precision=precision,
        min_score=min_score,
        corrections=None if corrections is None else Path(corrections),
        exports=exports,
        workers=workers,
        cluster=cluster,
        progress=progress or pipeline.no_progress,
    )
    if problems := _describe_problems(summary):
        if strict:
            raise InputError(problems)
        warnings.warn(problems, stacklevel=2)
    if mended := summary.mended_texts:
        warnings.warn(f"{mended:,} kept extractions were damaged in the store and were made again.", stacklevel=2)
    return Graph(folder)


def open(  # noqa: A001 # as `gzip.open` is called
    folder: str | Path = "outputs", *, precision: float | None = None
) -> Graph:
    """The graph in the output folder of a build. Nothing is read yet; each method says what it reads.

    Args:
        folder: the output folder.
        precision: how much of each kind of record is to be right, 0 to 1, where not that of the build.

    Raises:
        GraphNotFound: there is none; the message names folders that may have been meant.
        UsageError: the precision is no number from 0 to 1.
    """
    return Graph(folder, precision=precision)


def _describe_problems(summary: RunSummary) -> str:
    """The parts of the inputs that could not be read, in a sentence for users; empty if all was read."""
    problems: list[str] = []
    if empty := [file.name for file in summary.inputs if not file.entries]:
        problems.append(f"No paper could be read from {', '.join(empty)}.")
    if summary.rejected:
        first = summary.rejected[0]
        where = f"{first.file}:{first.line}" if first.line else first.file
        number = len(summary.rejected)
        records = "1 record was" if number == 1 else f"{number} records were"
        problems.append(f"{records} rejected, the first at {where}: {first.reason}")
    return " ".join(problems)
