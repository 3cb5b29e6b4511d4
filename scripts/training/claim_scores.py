"""Fit the scores of results: how often one is right whose parts have some joint probability.

Fits on dev, claims-dev and the held-out parts, with the mentions that the shipped pipeline finds; the claim reader has
learned from none of them. Writes kg/extraction/results/claim_reader/calibration.json and, for the step precision, the
judged results.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.extraction import load
from kg.extraction.results import claim_reader, find_results, read_numbers
from kg.extraction.results.claim_reader.result_calibration import CALIBRATION, ResultCalibration
from kg.system.files import replacing
from scripts.arguments import add_gold_folder
from scripts.training.decisions import logit
from scripts.training.match_results import match_claims
from scripts.training.papers import predict, read

_UNCHANGED = ResultCalibration(1.0, 0.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("--records", type=Path, default="build/results.jsonl", help="a file (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    dev = [paper for name in ("dev", "claims-dev") for paper in read(arguments.gold / f"{name}.jsonl")]
    held = [p for name in ("train", "claims-train") for p in read(arguments.gold / f"{name}.jsonl") if p.held_out]
    papers: list[str] = []
    joint: list[float] = []
    right: list[bool] = []
    for paper in predict([*dev, *held], load()):
        reading = read_numbers(paper.document)
        results = list(find_results(paper.document, reading, calibration=_UNCHANGED))
        papers += [paper.id] * len(results)
        joint += [result.score for result in results]
        right += match_claims(paper, results, "tuple")
    slope, intercept = fit(joint, right)
    with replacing(Path(claim_reader.__file__).with_name(CALIBRATION)) as calibration:
        calibration.write(json.dumps({"intercept": intercept, "slope": slope}) + "\n")
    fitted = ResultCalibration(slope, intercept)
    with replacing(arguments.records) as records:
        for paper_id, probability, hit in zip(papers, joint, right, strict=True):
            row = {"paper": paper_id, "kind": "result", "score": fitted.score(probability), "right": hit}
            records.write(json.dumps(row) + "\n")
    print(f"{sum(right)} of {len(right)} results are right; slope {slope}, intercept {intercept}")
    return 0


def fit(joint: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and intercept of the logistic function of log odds under which what is right is most likely."""
    x, y = np.array([logit(probability) for probability in joint]), np.array(right, dtype=float)

    def loss(weights: NDArray[np.float64]) -> float:
        z = weights[0] * x + weights[1]
        return float(np.sum(np.logaddexp(0, z) - y * z))

    found = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B")
    return round(float(found.x[0]), 4), round(float(found.x[1]), 4)
