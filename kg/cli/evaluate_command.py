"""`kg eval`: the figures of the shipped pipeline, or of predictions in a file, on annotated papers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.api.evaluating import evaluate
from kg.cli.progress import watched
from kg.model.errors import EXIT_OK, UsageError


def run(gold: Path, predicted: Path | None, *, as_json: bool, errors: int, min_score: float, workers: int) -> int:
    """Print the figures and return an exit code.

    Raises:
        InputError: a file cannot be read, or is not in its format.
        UsageError: a least score for predictions that are there already.
    """
    if predicted is not None and min_score:
        raise UsageError("--min-score does not go with --input; give it to the `kg extract` that writes the file.")
    with watched() as progress:
        evaluation = evaluate(gold, predicted, min_score=min_score, workers=workers, progress=progress)
    if missing := evaluation.papers_without_prediction:
        print(f"{missing} of {evaluation.papers} papers have no prediction and count as empty", file=sys.stderr)
    if unknown := evaluation.predictions_without_paper:
        print(
            f"{unknown} of {evaluation.predictions} predictions are of papers that the gold lacks: left out",
            file=sys.stderr,
        )
    print(json.dumps(evaluation.to_dict(mistakes=errors)) if as_json else evaluation.table(mistakes=errors))
    return EXIT_OK
