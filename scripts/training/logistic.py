"""Multinomial logistic regression over named features: fits and writes the models of `kg.extraction.learned.linear`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.extraction.learned.linear import BIAS, Model
from kg.system.files import replacing

Example = tuple[Sequence[str], str]  # features, class

_NEGLIGIBLE = 0.01  # a feature none of whose weights reaches it is left out


def fit(
    examples: Sequence[Example],
    classes: Sequence[str],
    *,
    penalty: float,
    bias_penalty: float,
    least: int,
    iterations: int,
) -> Model:
    """A model fitted by L-BFGS from zero with a quadratic penalty: the same examples give the same weights.

    `classes` gives the order of the model's columns. Features of fewer than `least` examples are left out. Every
    example has the feature `BIAS`, whose weights have a penalty of their own.
    """
    rows = [sorted({BIAS, *features}) for features, _ in examples]
    frequency = Counter(feature for row in rows for feature in row)
    column = {feature: i for i, feature in enumerate(sorted(f for f, n in frequency.items() if n >= least))}
    indices = [[column[feature] for feature in row if feature in column] for row in rows]
    flat = [i for row in indices for i in row]
    pointers = np.cumsum([0, *map(len, indices)])
    matrix = csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(column)))
    target = np.eye(len(classes))[[classes.index(name) for _, name in examples]]
    penalties = np.full((len(column), 1), penalty)
    penalties[column[BIAS]] = bias_penalty
    transposed = matrix.T.tocsr()

    def loss(flat_weights: Any) -> tuple[float, Any]:
        weights = flat_weights.reshape(len(column), len(classes))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gradient = transposed @ (np.exp(logs) - target) + penalties * weights
        return float(-(logs * target).sum() + (penalties * weights**2).sum() / 2), gradient.ravel()

    start = np.zeros(len(column) * len(classes))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    best = found.x.reshape(-1, len(classes))
    features = {
        f: tuple(round(float(w), 3) for w in best[i]) for f, i in column.items() if np.abs(best[i]).max() >= _NEGLIGIBLE
    }
    return Model(tuple(classes), features)


def write(model: Model, path: Path) -> None:
    """The model as JSON, one feature a line; an existing file is replaced in one step."""
    lines = [f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in model.weights.items()]
    body = ",\n".join(lines)
    with replacing(path) as file:
        file.write(f'{{"classes": {json.dumps(model.classes)}, "weights": {{\n{body}\n}}}}\n')
    print(f"{path}: {len(lines)} features")
