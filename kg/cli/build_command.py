"""`kg build`: read listings and write the graph with all its exports."""

from __future__ import annotations

import sys

from kg.cli.options import (
    DEFAULT_FOLDER,
    Corrections,
    Engine,
    Inputs,
    MinScore,
    OutputFolder,
    Precision,
    Scheduler,
    Shards,
    Strict,
    Workers,
    Year,
)


def build(
    inputs: Inputs,
    output: OutputFolder = DEFAULT_FOLDER,
    year: Year = None,
    precision: Precision = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    shards: Shards = None,
    strict: Strict = False,
) -> int:
    """Read listings, extract what they say, and write the graph and all its exports.

    Running it again on the same folder adds what is new; the folder also keeps the corrections that were given last.

    Example: `kg build listings/ -o outputs`
    """
    from kg import pipeline
    from kg.cli.expectation import report_expectation
    from kg.cli.progress import report_corrections, report_rejected, report_unused, show_progress
    from kg.engines import choose_cluster

    cluster = choose_cluster(engine, scheduler=scheduler, shards=shards, output=output)
    with show_progress(output) as progress:
        summary = pipeline.build(
            inputs,
            output,
            year=year,
            min_score=min_score,
            precision=precision,
            corrections=corrections,
            workers=workers,
            cluster=cluster,
            progress=progress,
        )
    assert summary.apart is not None
    knowledge = summary.apart.sure
    entries = sum(file.entries for file in summary.inputs)
    report_unused(summary)
    code = report_rejected(summary, strict=strict)
    report_corrections(summary)
    print(
        f"{len(summary.inputs)} inputs ({summary.new_inputs} new) with {entries} entries, "
        f"{len(summary.rejected)} rejected; {summary.new_texts} texts read\n"
        f"{len(knowledge.papers)} papers, {len(knowledge.entities)} entities, "
        f"{sum(len(p.mentions) for p in knowledge.papers)} mentions, "
        f"{sum(len(p.results) for p in knowledge.papers)} results\n"
        f"graph in {output}: open {output / 'graph.html'}, ask with `kg query`",
        file=sys.stderr,
    )
    report_expectation(summary.apart)
    return code
