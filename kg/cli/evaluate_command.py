"""`kg eval`: the figures of the shipped pipeline, or of predictions in a file, on annotated papers."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from kg.evaluation import (
    Annotation,
    Calibration,
    Figures,
    Mistake,
    evaluate,
    find_mistakes,
    measure_calibration,
    parse_prediction,
    read_gold,
    read_predictions,
)
from kg.export.paper_lists import extract_row
from kg.model.errors import EXIT_OK, InputError, UsageError
from kg.model.knowledge import Knowledge
from kg.model.records import Paper
from kg.system.terminal import plain

KINDS = ("missed", "spurious")


def run(gold: Path, predicted: Path | None, *, as_json: bool, errors: int, min_score: float, workers: int) -> int:
    """Print the figures and return an exit code.

    Raises:
        InputError: a file cannot be read, or is not in its format.
        UsageError: a least score for predictions that are there already.
    """
    if predicted is not None and min_score:
        raise UsageError("--min-score does not go with --input; give it to the `kg extract` that writes the file.")
    papers = read_gold(gold)
    if not papers:
        raise InputError(f"{gold}: The file holds no paper; give annotated papers, one JSON object a line.")
    if predicted is None:
        found = _extracted(papers, min_score=min_score, workers=workers)
    else:
        found = read_predictions(predicted, papers)
    _tell_unpaired(papers, found)
    figures, error = evaluate(papers, found), measure_calibration(papers, found)
    wrong = _most_common(find_mistakes(papers, found), errors)
    if as_json:
        _print_json(figures, error, wrong if errors else None)
    else:
        _print_table(figures, error, wrong)
    return EXIT_OK


def papers_of(gold: Iterable[Annotation]) -> list[Paper]:
    """The papers to extract from: their texts begin with the gold's own, so that offsets are into both."""
    parts = ((paper.id, paper.text.partition("\n\n")) for paper in gold)
    return [Paper(identifier, title, abstract) for identifier, (title, _, abstract) in parts]


def predictions_of(knowledge: Knowledge) -> dict[str, Annotation]:
    """What was extracted, just as `kg extract` would write it."""
    return {facts.paper.id: parse_prediction(extract_row(facts)) for facts in knowledge.papers}


def _extracted(gold: Sequence[Annotation], *, min_score: float, workers: int) -> dict[str, Annotation]:
    """What the shipped pipeline says of the gold's texts."""
    from kg.cli.progress import watched
    from kg.pipeline import extract_papers

    with watched() as progress:
        return predictions_of(extract_papers(papers_of(gold), min_score=min_score, workers=workers, progress=progress))


def _tell_unpaired(gold: Sequence[Annotation], predicted: Mapping[str, Annotation]) -> None:
    known = {paper.id for paper in gold}
    if missing := len(known - predicted.keys()):
        print(f"{missing} of {len(known)} papers have no prediction and count as empty", file=sys.stderr)
    if unknown := len(predicted.keys() - known):
        print(f"{unknown} of {len(predicted)} predictions are of papers that the gold lacks: left out", file=sys.stderr)


def _most_common(wrong: Iterator[Mistake], most: int) -> list[tuple[Mistake, int]]:
    """Up to so many of each kind, the most frequent first, then the first met."""
    counted = Counter(wrong).most_common()
    return [pair for kind in KINDS for pair in [each for each in counted if each[0].kind == kind][:most]]


def _print_json(
    figures: Mapping[str, Figures], error: Calibration | None, wrong: list[tuple[Mistake, int]] | None
) -> None:
    told: dict[str, object] = {name: asdict(each) for name, each in figures.items()}
    if error is not None:
        told["calibration"] = asdict(error)
    if wrong is not None:
        told["errors"] = [{**mistake._asdict(), "count": count} for mistake, count in wrong]
    print(json.dumps(told))


def _print_table(figures: Mapping[str, Figures], error: Calibration | None, wrong: list[tuple[Mistake, int]]) -> None:
    print(f"{'':13}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}")
    for name, each in figures.items():
        print(f"{name:13}{each.p:8.3f}{each.r:8.3f}{each.f1:8.3f}{each.gold:7}{each.predicted:7}")
    if error is not None:
        print(f"scores of {error.mentions} mentions: expected calibration error {error.ece:.3f} ({error.bins} bins)")
    for mistake, count in wrong:
        print(f"{mistake.kind:9}{count:4} {mistake.label:8} {plain(mistake.text)}")
