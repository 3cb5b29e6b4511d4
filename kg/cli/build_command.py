"""`kg build`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.progress import tell_corrected, tell_left_out, tell_rejected, watched
from kg.pipeline import build


def run(
    inputs: list[str],
    output: Path,
    *,
    year: int | None,
    min_score: float,
    corrections: Path | None,
    workers: int,
    strict: bool,
) -> int:
    """Build, print the tally to standard error and return an exit code.

    Raises:
        InputError: an input is not there, the corrections say what cannot be done, or another build is writing to
            `output`.
    """
    with watched() as progress:
        outcome = build(
            inputs,
            output,
            year=year,
            min_score=min_score,
            corrections=corrections,
            workers=workers,
            progress=progress,
        )
    knowledge = outcome.knowledge
    entries = sum(file.entries for file in outcome.inputs)
    tell_left_out(outcome)
    code = tell_rejected(outcome, strict=strict)
    tell_corrected(outcome)
    print(
        f"{len(outcome.inputs)} inputs ({outcome.new_inputs} new) with {entries} entries, "
        f"{len(outcome.rejected)} rejected; {outcome.new_texts} texts read\n"
        f"{len(knowledge.papers)} papers, {len(knowledge.entities)} entities, "
        f"{sum(len(p.mentions) for p in knowledge.papers)} mentions, "
        f"{sum(len(p.results) for p in knowledge.papers)} results\n"
        f"graph in {output}: open {output / 'graph.html'}, ask with `kg query`",
        file=sys.stderr,
    )
    return code
