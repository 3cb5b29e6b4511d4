"""Messages on standard error of commands that read papers: a progress bar on a terminal, and a tally at the end."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from kg.cli.forecast import Forecast
from kg.corrections import FILE
from kg.model.errors import EXIT_DATA, EXIT_OK
from kg.system.console import make_console

if TYPE_CHECKING:
    from kg.pipeline import Progress, RunSummary

REJECTED_SHOWN = 5  # of each kind
LEFT_OUT_SHOWN = 20
FIELDS_SHOWN = 12  # of each file


@contextmanager
def show_progress(folder: Path | None = None) -> Iterator[Progress]:
    """Show a bar on a terminal, and yield the function that the pipeline reports its progress to.

    Of a long build in `folder`, what it will take is told before it takes it.
    """
    out = make_console(sys.stderr)
    forecast = Forecast(folder) if folder is not None else None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(
        *columns,
        console=out,
        transient=True,
        disable=not out.is_terminal,
        redirect_stdout=False,  # rich would take styles in what others write for styles
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("starting", total=None)

        def update(stage: str, done: int, total: int) -> None:
            for sentence in forecast.tell(stage, done, total) if forecast else ():
                out.print(sentence)
            if total:
                bar.update(task, description=stage, completed=done, total=total)
            else:
                bar.update(task, description=stage)

        yield update


def report_rejected(summary: RunSummary, *, strict: bool) -> int:
    """Print on standard error which entries of this run's inputs were rejected, and return the exit code."""
    for rejected in summary.rejected[:REJECTED_SHOWN]:
        where = f"{rejected.file}:{rejected.line}" if rejected.line else rejected.file
        print(f"kg: rejected {where}: {rejected.reason}", file=sys.stderr)
    if len(summary.rejected) > REJECTED_SHOWN:
        print(f"kg: ... and {len(summary.rejected) - REJECTED_SHOWN} more rejected", file=sys.stderr)
    empty = [file.name for file in summary.inputs if not file.entries]
    if empty:
        print(f"kg: no paper could be read from {', '.join(empty)}", file=sys.stderr)
    return EXIT_DATA if empty or (strict and summary.rejected) else EXIT_OK


def report_unused(summary: RunSummary) -> None:
    """Print on standard error which files were skipped since they are no inputs, and which fields were not used."""
    for left in summary.left_out[:LEFT_OUT_SHOWN]:
        print(f"kg: left out {left.name}: {left.reason}", file=sys.stderr)
    if len(summary.left_out) > LEFT_OUT_SHOWN:
        print(f"kg: ... and {len(summary.left_out) - LEFT_OUT_SHOWN} more left out", file=sys.stderr)
    unknown: dict[str, list[str]] = defaultdict(list)
    for unused in summary.unused:
        if unused.reason:
            records = f"{unused.records} record{'s' if unused.records > 1 else ''}"
            print(f"kg: {unused.file}: {records}: field `{unused.field}` not used: {unused.reason}", file=sys.stderr)
        else:
            unknown[unused.file].append(unused.field)
    for file, fields in unknown.items():
        more = f" and {len(fields) - FIELDS_SHOWN} more" if len(fields) > FIELDS_SHOWN else ""
        print(f"kg: {file}: fields not used: {', '.join(fields[:FIELDS_SHOWN])}{more}", file=sys.stderr)


def report_taken_over(inputs: int) -> None:
    """Print on standard error the number of inputs of the folder that an earlier version had read."""
    if inputs:
        which, them = ("1 input", "it") if inputs == 1 else (f"{inputs:,} inputs", "them")
        print(
            f"kg: what an earlier version of kg has read of {which} is kept; name {them} to have {them} read anew",
            file=sys.stderr,
        )


def report_mended(texts: int) -> None:
    """Print on standard error the number of texts whose kept extraction was damaged, and was made again."""
    if texts:
        what = "extraction of 1 text was damaged in the store, and is" if texts == 1 else None
        what = what or f"extractions of {texts:,} texts were damaged in the store, and are"
        print(f"kg: the {what} made again", file=sys.stderr)


def report_corrections(summary: RunSummary) -> None:
    """Print on standard error what the corrections changed, and which of them match nothing."""
    corrected = summary.knowledge.corrected
    if not corrected:
        return
    unmatched = [entry for entry in corrected if entry.done == "unmatched"]
    for entry in unmatched[:REJECTED_SHOWN]:
        where = f"{FILE}:{entry.line}" if entry.line else FILE
        print(f"kg: correction without effect, {where}: {entry.reason}", file=sys.stderr)
    if len(unmatched) > REJECTED_SHOWN:
        print(f"kg: ... and {len(unmatched) - REJECTED_SHOWN} more without effect", file=sys.stderr)
    done = {word: sum(entry.done == word for entry in corrected) for word in ("added", "retracted")}
    counts = f"{done['added']} facts added, {done['retracted']} retracted, {len(unmatched)} without effect"
    print(f"corrections: {counts}", file=sys.stderr)
