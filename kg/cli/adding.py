"""The commands that read papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.app import app
from kg.cli.options import DEFAULT_FOLDER, Corrections, Inputs, MinScore, Output, Strict, Workers, Year


@app.command()
def build(
    inputs: Inputs,
    output: Annotated[
        Path, typer.Option("-o", "--output", envvar="KG_OUTPUT", metavar="FOLDER", help="Folder for store and exports.")
    ] = DEFAULT_FOLDER,
    year: Year = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    strict: Strict = False,
) -> None:
    """Read listings, extract what they say, and write the graph and all its exports.

    Running it again on the same folder adds what is new; the folder also keeps the corrections that were given last.

    Example: `kg build listings/ -o outputs`
    """
    from kg.cli import build_command as command

    raise typer.Exit(
        command.run(
            inputs,
            output,
            year=year,
            min_score=min_score,
            corrections=corrections,
            workers=workers,
            strict=strict,
        )
    )


@app.command()
def extract(
    inputs: Inputs,
    output: Output = "-",
    year: Year = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    strict: Strict = False,
    output_format: Annotated[
        Literal["jsonl"], typer.Option("--format", help="JSON Lines, one object a paper.")
    ] = "jsonl",
    dropped: Annotated[
        bool, typer.Option("--dropped", help="List also what was found and dropped again, with the reason.")
    ] = False,
) -> None:
    """Print what each paper says as JSON, one paper a line; nothing is stored.

    Example: `kg extract papers.jsonl > facts.jsonl`
    """
    from kg.cli import extract_command as command

    raise typer.Exit(
        command.run(
            inputs,
            output=output,
            year=year,
            min_score=min_score,
            corrections=corrections,
            workers=workers,
            strict=strict,
            dropped=dropped,
        )
    )


@app.command("eval")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Annotated papers, JSON Lines with `text`.", show_default=False),
    ],
    predicted: Annotated[
        Path | None,
        typer.Option("--input", metavar="FILE", help="Score what `kg extract` wrote here.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Print the N most frequent wrong mentions of each kind.")
    ] = 0,
    min_score: MinScore = 0.0,
    workers: Workers = 1,
) -> None:
    """Score the shipped pipeline, or what it wrote before, against annotated papers.

    Example: `kg eval gold.jsonl --errors 20`
    """
    from kg.cli import evaluate_command as command

    raise typer.Exit(command.run(gold, predicted, as_json=as_json, errors=errors, min_score=min_score, workers=workers))
