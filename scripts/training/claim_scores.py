"""Fit the scores of results: how often one is right of which the claim reader is so sure.

Fits on dev, claims-dev and the held-out parts, with the mentions that the shipped pipeline finds; the claim reader has
learned from none of them. Writes kg/extraction/results/claim_reader/result_scores.json and, for the step precision, the
results as judged by the annotation, each with a score that was fitted on other papers.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.extraction import load
from kg.extraction.learned.linear import BIAS
from kg.extraction.results import claim_reader, find_results, read_numbers
from kg.extraction.results.claim_reader.result_scores import WEIGHTS, ResultScores
from kg.system.files import replacing
from scripts.arguments import add_gold_folder
from scripts.training.match_results import match_claims
from scripts.training.papers import GoldPaper, predict, read_unseen
from scripts.training.precision import FOLDS, PRECISIONS, get_fold, measure_calibration

_PENALTY = 1.0  # of the square of a weight, where features have unit spread


@dataclass(frozen=True, slots=True)
class JudgedResult:
    """The features of a result, and whether the annotation has it with value, kind, metric, dataset and subject."""

    paper: str
    features: Mapping[str, float]
    right: bool


def judge(papers: Sequence[GoldPaper]) -> Iterator[JudgedResult]:
    """The results that are found in papers which the extractor has read."""
    for paper in papers:
        described: list[Mapping[str, float]] = []

        def keep(features: Mapping[str, float], described: list[Mapping[str, float]] = described) -> float:
            described.append(features)
            return 1.0

        results = list(find_results(paper.document, read_numbers(paper.document), score=keep))
        for features, right in zip(described, match_claims(paper, results, "tuple"), strict=True):
            yield JudgedResult(paper.id, features, right)


def fit(results: Sequence[JudgedResult]) -> ResultScores:
    """Logistic regression by L-BFGS from zero; the same results give the same weights."""
    names = sorted({name for result in results for name in result.features})
    matrix = np.array([[result.features.get(name, 0.0) for name in names] for result in results])
    spread = np.maximum(matrix.std(axis=0), 1e-6)
    scaled = np.hstack([matrix / spread, np.ones((len(results), 1))])
    wanted = np.array([float(result.right) for result in results])
    penalties = np.array([_PENALTY] * len(names) + [1e-3])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = scaled @ weights
        value = np.logaddexp(0.0, logits).sum() - wanted @ logits + (penalties * weights**2).sum() / 2
        return float(value), scaled.T @ (1 / (1 + np.exp(-logits)) - wanted) + penalties * weights

    best = minimize(loss, np.zeros(len(penalties)), jac=True, method="L-BFGS-B").x
    weights = {name: round(float(w / s), 4) for name, w, s in zip(names, best, spread, strict=False)}
    return ResultScores(weights | {BIAS: round(float(best[-1]), 4)})


def cross_validate(results: Sequence[JudgedResult]) -> list[float]:
    """The score of each result by weights that were fitted on other papers."""
    fitted = [fit([result for result in results if get_fold(result.paper) != fold]) for fold in range(FOLDS)]
    return [fitted[get_fold(result.paper)].score(result.features) for result in results]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("--records", type=Path, default="build/results.jsonl", help="a file (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    results = list(judge(list(predict(read_unseen(arguments.gold), load()))))
    fitted = fit(results)
    with replacing(Path(claim_reader.__file__).with_name(WEIGHTS)) as weights:
        weights.write(json.dumps(fitted.weights, indent=1, sort_keys=True) + "\n")
    scores = cross_validate(results)
    with replacing(arguments.records) as records:
        for result, score in zip(results, scores, strict=True):
            row = {"paper": result.paper, "kind": "result", "score": score, "right": result.right}
            records.write(json.dumps(row) + "\n")
    _print(results, scores)
    return 0


def _print(results: Sequence[JudgedResult], scores: Sequence[float]) -> None:
    right = [result.right for result in results]
    print(f"{sum(right)} of {len(right)} results are right; calibration error {measure_calibration(scores, right):.3f}")
    ranked = [hit for _, hit in sorted(zip(scores, right, strict=True), key=lambda row: -row[0])]
    for precision in PRECISIONS:
        kept = max((n for n in range(1, len(ranked) + 1) if sum(ranked[:n]) >= precision * n), default=0)
        print(f"  {precision} of the {kept} surest are right")
