"""Fit how much the encoder's probabilities count beside the linear models' (kg.extraction.learned.fusion).

Fits on dev, claims-dev and the held-out parts, with the mentions that the shipped pipeline finds. Neither they
nor the linear models have learned from these papers. Writes
kg/extraction/learned/weights/fusion.json.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.extraction import load
from kg.extraction.learned import fusion, linear
from kg.extraction.learned.fusion import Fusion
from kg.system.files import replacing
from scripts.arguments import add_gold_folder
from scripts.training.decisions import Choice, collect_proposals, collect_roles
from scripts.training.papers import predict, read_unseen

Matrix = NDArray[np.float64]

_EVEN = Fusion(
    proposal=(0.5, 0.25, 0.25, 0.0),
    proposal_threshold=0.5,
    role=(0.5, 0.5),
)
_FLAT = 0.002
_PRIOR = 1.0  # pulls each weight towards one half: the two models equally sure
WEIGHTS = Path(fusion.__file__).with_name("weights") / "fusion.json"


def fit_binary(rows: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, ...]:
    """Logistic regression; the last weight is the offset."""
    x, y = np.array([[*row, 1.0] for row in rows]), np.array(right, dtype=float)
    middle = np.array([0.5] * (x.shape[1] - 1) + [0.0])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = x @ w
        chance = 1 / (1 + np.exp(-z))
        value = float(np.sum(np.logaddexp(0, z) - y * z) + _PRIOR * np.sum((w - middle) ** 2))
        return value, x.T @ (chance - y) + 2 * _PRIOR * (w - middle)

    found = minimize(loss, middle, jac=True, method="L-BFGS-B")
    return tuple(round(float(w), 4) for w in found.x)


def fit_choices(choices: Sequence[Choice]) -> fusion.Weights:
    """A conditional logit with one weight for each of the two models."""

    def loss(w: Matrix) -> float:
        value = _PRIOR * float(np.sum((w - 0.5) ** 2))
        for offered, right in choices:
            scores = np.array(offered) @ w
            value += float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[list(right)]))
        return value

    found = minimize(loss, np.array([0.5, 0.5]), method="L-BFGS-B", bounds=[(0.0, 3.0)] * 2)
    return round(float(found.x[0]), 4), round(float(found.x[1]), 4)


Part = tuple[Sequence[float], Sequence[bool], int]  # chances, whether each is right, how many there are to find


def choose_threshold(parts: Sequence[Part]) -> float:
    """Where the mean F1 of the parts is highest: papers of the listings and others count alike.

    The top is flat. Of thresholds within `_FLAT` of the best the lowest is taken, because it finds more.
    """

    def f1(part: Part, threshold: float) -> float:
        chances, right, wanted = part
        proposed = [hit for chance, hit in zip(chances, right, strict=True) if chance >= threshold]
        return 2 * sum(proposed) / max(1, len(proposed) + wanted)

    means = {n / 20: sum(f1(part, n / 20) for part in parts) / len(parts) for n in range(2, 14)}
    return min(threshold for threshold, mean in means.items() if mean >= max(means.values()) - _FLAT)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    seen = list(predict(read_unseen(arguments.gold), load()))
    parts = [[paper for paper in seen if not paper.held_out], [paper for paper in seen if paper.held_out]]
    rules = linear.load("proposals")
    rows, right = collect_proposals(seen, rules)
    linear_weight, mean, most, offset = fit_binary(rows, right)
    fused = replace(
        _EVEN,
        proposal=(linear_weight, mean, most, offset),
        role=fit_choices(collect_roles(seen, linear.load("roles"))),
    )
    fields = asdict(fused)
    proposed = list[Part]()
    for part in parts:
        rows, right = collect_proposals(part, rules)
        proposed.append(
            ([_compute_chance(fused.proposal, row) for row in rows], right, sum(len(p.proposes) for p in part))
        )
    fields["proposal_threshold"] = choose_threshold(proposed)
    write(fields)
    print(json.dumps(fields, indent=1))
    return 0


def _compute_chance(weights: Sequence[float], row: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, [*row, 1.0], strict=True))))


def write(fields: dict[str, object]) -> None:
    """The weights as JSON; an existing file is replaced in one step."""
    with replacing(WEIGHTS) as weights:
        weights.write(json.dumps(fields, indent=1, sort_keys=True) + "\n")
    fusion.load_shipped.cache_clear()
