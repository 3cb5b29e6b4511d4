"""Train the model that decides which label a name has (`kg.extract.labels`).

    python scripts/train_labels.py --gold ../shared/annotation

Learns from the gold names of `train.jsonl` less its held-out part, writes `kg/extract/weights/labels.json`, and prints
the accuracy on the gold names of dev and of the held-out part. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from gold import GoldPaper, read
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.extract import linear
from kg.extract.labels import features
from kg.extract.linear import BIAS
from kg.records import LABELS

LEAST = 3  # names that a feature must be seen with
PENALTY = 2.0
WEIGHTS = Path(linear.__file__).with_name("weights") / "labels.json"

Example = tuple[list[str], str]  # features, label


def examples(papers: Iterable[GoldPaper]) -> list[Example]:
    """One example a name and paper, with the label that most of the name's mentions have."""
    made: list[Example] = []
    for paper in papers:
        text = paper.document.text
        names: dict[str, list[tuple[int, int]]] = {}
        given: dict[str, Counter[str]] = {}
        for mention in paper.document.mentions:
            names.setdefault(mention.text, []).append((mention.start, mention.end))
            given.setdefault(mention.text, Counter())[mention.label] += 1
        for name, places in names.items():
            label = max(LABELS, key=lambda one: given[name][one])
            made.append(([BIAS, *features(text, paper.document.title_end, places)], label))
    return made


def matrix(given: Sequence[Example], column: dict[str, int]) -> csr_matrix:
    cells = [(row, column[name]) for row, (names, _) in enumerate(given) for name in names if name in column]
    rows, columns = np.array(cells).T
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(given), len(column)))


def fit(given: Sequence[Example], column: dict[str, int]) -> NDArray[np.float64]:
    """Multinomial logistic regression with a quadratic penalty; weights as features by labels."""
    inputs = matrix(given, column)
    wanted = np.array([[float(label == one) for one in LABELS] for _, label in given])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(len(column), len(LABELS))
        totals = inputs @ weights
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals)
        chances /= chances.sum(axis=1, keepdims=True)
        value = -np.log(np.maximum((chances * wanted).sum(axis=1), 1e-12)).sum() + PENALTY / 2 * (weights**2).sum()
        return float(value), (inputs.T @ (chances - wanted) + PENALTY * weights).ravel()

    start = np.zeros(len(column) * len(LABELS))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return np.asarray(best.x).reshape(len(column), len(LABELS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/annotation"))
    args = parser.parse_args()
    papers = list(read(args.gold / "train.jsonl"))
    learned = examples(paper for paper in papers if not paper.held_out)
    count = Counter(name for names, _ in learned for name in names)
    column = {name: at for at, name in enumerate(sorted(name for name in count if count[name] >= LEAST))}
    weights = fit(learned, column)

    rows = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps([round(float(value), 3) for value in weights[at]])}"
        for name, at in column.items()
        if np.abs(weights[at]).max() >= 0.01
    ]
    WEIGHTS.write_text(
        f'{{"classes": {json.dumps(LABELS)}, "weights": {{\n' + ",\n".join(rows) + "\n}}\n", encoding="utf-8"
    )
    for part, given in (
        ("dev", examples(read(args.gold / "dev.jsonl"))),
        ("held-out", examples(paper for paper in papers if paper.held_out)),
    ):
        guessed = (matrix(given, column) @ weights).argmax(axis=1)
        right = np.mean([LABELS[at] == label for at, (_, label) in zip(guessed, given, strict=True)])
        print(f"{part}: {len(given)} names, {right:.3f} right")


if __name__ == "__main__":
    main()
