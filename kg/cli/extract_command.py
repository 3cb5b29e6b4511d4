"""`kg extract`: what papers say, as JSON Lines; nothing is stored."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.opened import writing_to
from kg.cli.progress import tell_corrected, tell_left_out, tell_rejected, watched
from kg.export import jsonl_writer
from kg.export.paper_lists import make_extract_row
from kg.pipeline import extract


def run(
    inputs: list[str],
    *,
    output: str,
    year: int | None,
    min_score: float,
    corrections: Path | None,
    workers: int,
    strict: bool,
    dropped: bool,
) -> int:
    """Write one object a paper, with what was dropped if that is asked for, and return an exit code.

    Raises:
        InputError: an input is not there, or the corrections say what cannot be done.
    """
    with watched() as progress:
        outcome = extract(
            inputs, year=year, min_score=min_score, corrections=corrections, workers=workers, progress=progress
        )
    with writing_to(output, json=True) as file:
        jsonl_writer.write_rows((make_extract_row(facts, dropped=dropped) for facts in outcome.knowledge.papers), file)
    tell_left_out(outcome)
    code = tell_rejected(outcome, strict=strict)
    tell_corrected(outcome)
    print(f"{len(outcome.knowledge.papers)} papers, {len(outcome.rejected)} rejected", file=sys.stderr)
    return code
