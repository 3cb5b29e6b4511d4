#!/usr/bin/env python3
"""Trains the two linear models of the rules (what a paper proposes; what it does with a dataset) on gold mentions.

    python scripts/train_rules.py GOLD.jsonl [-o kg/extract/weights] [--hold-out]

Multinomial logistic regression with L2, by L-BFGS from zero: deterministic. With --hold-out, the held-out part is
left out; what ships is trained on all of the gold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from gold import GoldPaper, read
from scipy.optimize import minimize

from kg.extract import groups, proposals, roles
from kg.extract.cues import Sequences
from kg.extract.linear import BIAS

_Example = tuple[list[str], str]  # features, class
_PROPOSAL_CLASSES = ("other", "proposed")
_ROLE_CLASSES = ("mention", "train", "eval", "introduced")  # each wins over those before it
_L2 = 5.0  # by 5-fold cross-validation on the nine tenths: 2 to 8 are within 0.003
_RARE = 4  # a feature of fewer examples is left out
_NEGLIGIBLE = 0.01


def proposal_examples(papers: Iterable[GoldPaper]) -> Iterator[_Example]:
    """One example a thing that a paper mentions."""
    for paper in papers:
        sequences = Sequences(paper.document)
        for members in groups.group(paper.document):
            own = any(paper.names[i] in paper.proposes for i in members)
            yield [*proposals.features(paper.document, sequences, members)], _PROPOSAL_CLASSES[own]


def role_examples(papers: Iterable[GoldPaper]) -> Iterator[_Example]:
    """One example a dataset that a paper mentions."""
    for paper in papers:
        sequences = Sequences(paper.document)
        for members in groups.group(paper.document):
            datasets = [i for i in members if paper.document.mentions[i].label == "DATASET"]
            if datasets:
                given = {paper.dataset_roles.get(paper.names[i], "mention") for i in datasets}
                role = max(given, key=_ROLE_CLASSES.index)
                yield [*roles.features(paper.document, sequences, datasets)], role


def train(examples: Sequence[_Example], classes: Sequence[str]) -> dict[str, Any]:
    """The model in the form that `kg.extract.linear` reads."""
    rows = [sorted({BIAS, *features}) for features, _ in examples]
    frequency = Counter(feature for row in rows for feature in row)
    vocabulary = {feature: i for i, feature in enumerate(sorted(f for f, n in frequency.items() if n >= _RARE))}
    indices = [[vocabulary[feature] for feature in row if feature in vocabulary] for row in rows]
    flat = [i for row in indices for i in row]
    pointers = np.cumsum([0, *map(len, indices)])
    matrix = scipy.sparse.csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(vocabulary)))
    target = np.eye(len(classes))[[classes.index(name) for _, name in examples]]
    penalty = np.full((len(vocabulary), 1), _L2)
    penalty[vocabulary[BIAS]] *= 0.01
    transposed = matrix.T.tocsr()

    def loss(flat_weights: Any) -> tuple[float, Any]:
        weights = flat_weights.reshape(len(vocabulary), len(classes))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gradient = transposed @ (np.exp(logs) - target) + penalty * weights
        return float(-(logs * target).sum() + (penalty * weights**2).sum() / 2), gradient.ravel()

    start = np.zeros(len(vocabulary) * len(classes))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(-1, len(classes))
    kept = {
        f: [round(float(w), 3) for w in best[i]] for f, i in vocabulary.items() if np.abs(best[i]).max() >= _NEGLIGIBLE
    }
    return {"classes": list(classes), "weights": kept}


def _write(path: Path, model: dict[str, Any]) -> None:
    lines = [
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in model["weights"].items()
    ]
    body = ",\n".join(lines)
    aside = path.with_suffix(".new")
    aside.write_text(f'{{"classes": {json.dumps(model["classes"])}, "weights": {{\n{body}\n}}}}\n', encoding="utf-8")
    aside.replace(path)
    print(f"{path}: {len(lines)} features")


def main() -> None:
    """Trains both models and writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/extract/weights"))
    parser.add_argument("--hold-out", action="store_true", help="learn from the rest only")
    given = parser.parse_args()
    papers = [paper for paper in read(given.gold) if not (given.hold_out and paper.held_out)]
    given.output.mkdir(parents=True, exist_ok=True)
    _write(given.output / "proposals.json", train(list(proposal_examples(papers)), _PROPOSAL_CLASSES))
    _write(given.output / "roles.json", train(list(role_examples(papers)), _ROLE_CLASSES))


if __name__ == "__main__":
    main()
