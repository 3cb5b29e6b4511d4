"""`kg extract`: print what papers say as JSON Lines; nothing is stored."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from kg.cli.options import Corrections, Inputs, MinScore, Output, Precision, Strict, Workers, Year


def extract(
    inputs: Inputs,
    output: Output = "-",
    year: Year = None,
    precision: Precision = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    strict: Strict = False,
    output_format: Annotated[
        Literal["jsonl"], typer.Option("--format", help="JSON Lines, one object a paper.")
    ] = "jsonl",
    dropped: Annotated[
        bool, typer.Option("--dropped", help="Also list what was found but dropped, with the reason.")
    ] = False,
) -> int:
    """Print what each paper says as JSON, one paper a line; nothing is stored.

    Example: `kg extract papers.jsonl > facts.jsonl`
    """
    from kg import pipeline
    from kg.cli.graph_io import open_output
    from kg.cli.progress import report_corrections, report_rejected, report_unused, show_progress
    from kg.export import jsonl_writer
    from kg.export.paper_lists import make_extract_row

    with show_progress() as progress:
        summary = pipeline.extract(
            inputs,
            year=year,
            min_score=min_score,
            precision=precision,
            corrections=corrections,
            workers=workers,
            progress=progress,
        )
    with open_output(output, json=True) as file:
        jsonl_writer.write_rows((make_extract_row(facts, dropped=dropped) for facts in summary.knowledge.papers), file)
    report_unused(summary)
    code = report_rejected(summary, strict=strict)
    report_corrections(summary)
    print(f"{len(summary.knowledge.papers)} papers, {len(summary.rejected)} rejected", file=sys.stderr)
    return code
