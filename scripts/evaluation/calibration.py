"""How far scores are from the share of right records: expected calibration error of each kind, with its interval.

The error is the mean gap of score and share right over ten bins of equal mass, by their size. Its 95% interval is by
drawing papers anew, and is centred on the error (a drawn set of papers has a larger error than all, as it has fewer).
Relations that no annotation knows are measured on the statements that were judged by hand.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kg.api.evaluating import to_papers
from kg.bounds.doubt import RECORD_KINDS
from kg.evaluation import read_gold
from kg.evaluation.judged_statements import read_judged
from kg.model.types import RELATION_TYPES
from kg.pipeline import extract_without_threshold
from scripts.arguments import add_gold_file, file, folder_with, positive
from scripts.training.judgements import Judgement, judge_extractions
from scripts.training.precision import JUDGED, measure_calibration, read_judgements

DRAWS = 500
LEAST_RECORDS = 10  # of a kind; of fewer nothing can be said


def estimate_interval(judgements: Sequence[Judgement]) -> tuple[float, float]:
    """The ends of the 95% interval of the calibration error, by drawing papers with replacement."""
    of_paper: dict[str, list[Judgement]] = defaultdict(list)
    for row in judgements:
        of_paper[row.paper].append(row)
    papers = [of_paper[paper] for paper in sorted(of_paper)]
    drawing = np.random.default_rng(0)
    errors = []
    for _ in range(DRAWS):
        sample = [row for n in drawing.integers(len(papers), size=len(papers)) for row in papers[n]]
        errors.append(measure_calibration([row.score for row in sample], [row.right for row in sample]))
    error = measure_calibration([row.score for row in judgements], [row.right for row in judgements])
    low, high = np.quantile(errors, (0.025, 0.975)) + error - np.mean(errors)
    return max(0.0, float(low)), float(high)


def format_table(judgements: Sequence[Judgement]) -> str:
    """A line for each kind, and one for all relations together."""
    groups: dict[str, list[Judgement]] = {
        kind: [row for row in judgements if row.kind == kind] for kind in RECORD_KINDS
    }
    groups["relations"] = [row for row in judgements if row.kind in RELATION_TYPES]
    lines = [f"{'':14}{'records':>8}{'right':>7}{'score':>7}{'error':>7}{'95% interval':>16}"]
    for name, rows in groups.items():
        if len(rows) < LEAST_RECORDS:
            continue
        scores, right = [row.score for row in rows], [row.right for row in rows]
        low, high = estimate_interval(rows)
        figures = (np.mean(right), np.mean(scores), measure_calibration(scores, right))
        cells = "".join(f"{figure:7.3f}" for figure in figures)
        lines.append(f"{name:14}{len(rows):8}{cells}{f'{low:.3f} to {high:.3f}':>16}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="claims-dev.jsonl")
    parser.add_argument(
        "--judged", type=folder_with(), default=Path(JUDGED), metavar="FOLDER", help="judged statements"
    )
    parser.add_argument(
        "--records", type=file, metavar="FILE", help="judgements made before, in place of reading papers"
    )
    parser.add_argument("--workers", type=positive, default=1, help="processes that read (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    if arguments.records:
        print(format_table(read_judgements(arguments.records)))
        return 0
    gold = read_gold(arguments.gold)
    found = extract_without_threshold(to_papers(gold), workers=arguments.workers)
    judged = [row for path in sorted(arguments.judged.glob("*.jsonl")) for row in read_judged(path)]
    extractions = dict(zip((paper.id for paper in gold), found, strict=True))
    print(format_table(list(judge_extractions(gold, extractions, judged))))
    return 0
