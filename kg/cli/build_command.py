"""`kg build`: read listings and write the graph with all its exports."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import (
    DEFAULT_FOLDER,
    Corrections,
    Engine,
    InputsOrNone,
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
    context: typer.Context,
    inputs: InputsOrNone = None,
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
    no_exports: Annotated[
        bool,
        typer.Option("--no-exports", help="Read and keep the papers, and leave publishing them to `kg export --all`."),
    ] = False,
) -> int:
    """Read listings, extract what they say, and write the graph and all its exports.

    Running it again on the same folder adds what is new; the folder also keeps the corrections that were given last.
    Without an input, the graph is made anew of what the folder holds, also of what an earlier version of kg has read.

    Example: `kg build listings/ -o outputs`
    """
    from kg import pipeline
    from kg.cli.expectation import report_expectation
    from kg.cli.progress import (
        report_corrections,
        report_mended,
        report_rejected,
        report_taken_over,
        report_unused,
        show_progress,
    )
    from kg.engines import choose_cluster
    from kg.store.graph_folder import FILE

    if not inputs and not (output / "store" / FILE).exists():
        hint = f"name one; without one, a folder that was built is made anew, and {output} is none."
        raise typer.BadParameter(hint, ctx=context, param_hint="INPUT")
    cluster = choose_cluster(engine, scheduler=scheduler, shards=shards, output=output)
    with show_progress(output) as progress:
        summary = pipeline.build(
            inputs or [],
            output,
            year=year,
            min_score=min_score,
            precision=precision,
            corrections=corrections,
            exports=not no_exports,
            workers=workers,
            cluster=cluster,
            progress=progress,
        )
    entries = sum(file.entries for file in summary.inputs)
    report_unused(summary)
    code = report_rejected(summary, strict=strict)
    report_corrections(summary)
    report_taken_over(summary.taken_over)
    report_mended(summary.mended_texts)
    changed = f"; {summary.changed_papers:,} changed in their files" if summary.changed_papers else ""
    print(
        f"{len(summary.inputs)} inputs ({summary.new_inputs} new) with {entries} entries, "
        f"{len(summary.rejected)} rejected; {summary.new_texts} texts read{changed}",
        file=sys.stderr,
    )
    if summary.apart is None:
        print(
            f"{summary.unpublished:,} papers are kept that the graph in {output} does not show; "
            f"`kg export --all --graph {output}` publishes them",
            file=sys.stderr,
        )
        return code
    knowledge = summary.apart.sure
    print(
        f"{len(knowledge.papers)} papers, {len(knowledge.entities)} entities, "
        f"{sum(len(p.mentions) for p in knowledge.papers)} mentions, "
        f"{sum(len(p.results) for p in knowledge.papers)} results\n"
        f"graph in {output}: open {output / 'graph.html'}, ask with `kg query`",
        file=sys.stderr,
    )
    report_expectation(summary.apart)
    return code
