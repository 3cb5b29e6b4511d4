"""`kg eval`: score the shipped pipeline, or predictions in a file, on annotated papers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import MinScore, Workers
from kg.model.errors import EXIT_OK, UsageError


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
    links: Annotated[
        bool, typer.Option("--links", help="Score linking over all mentions too: MUC, B-cubed, CEAF-e, CoNLL F1.")
    ] = False,
    min_score: MinScore = 0.0,
    workers: Workers = 1,
) -> int:
    """Score the shipped pipeline, or what it wrote before, against annotated papers.

    Example: `kg eval gold.jsonl --errors 20`
    """
    if predicted is not None and min_score:
        raise UsageError("--min-score does not go with --input; give it to the `kg extract` that writes the file.")
    from kg.api import evaluating
    from kg.cli.progress import show_progress

    with show_progress() as progress:
        evaluation = evaluating.evaluate(gold, predicted, min_score=min_score, workers=workers, progress=progress)
    if missing := evaluation.papers_without_prediction:
        print(f"{missing} of {evaluation.papers} papers have no prediction and count as empty", file=sys.stderr)
    if unknown := evaluation.predictions_without_paper:
        print(
            f"{unknown} of {evaluation.predictions} predictions are of papers that the gold lacks: left out",
            file=sys.stderr,
        )
    if as_json:
        print(json.dumps(evaluation.to_dict(mistakes=errors, links=links)))
    else:
        print(evaluation.table(mistakes=errors, links=links))
    return EXIT_OK
