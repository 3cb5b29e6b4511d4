"""Fit the scores of a trained recogniser, and install it in the package.

    python scripts/calibrate_ner.py build/ner/model-best --gold ../shared/annotation --install

Writes `calibration.json` into the model's folder: one logistic curve a label with a common slope, fitted on dev and the
held-out part of the training papers, so that of the mentions with score 0.8 about eight in ten are right. `--install`
replaces the package's model by this one, its vectors at half precision.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gold import documents, held_out, read
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import load_model

from kg.extract.assemble import MODEL
from kg.extract.recognise import CALIBRATION, Calibration, Recogniser
from kg.records import LABELS

RIDGE = 1.0  # keeps the offset of a rare label near the others


def fit(odds: NDArray[np.float64], labels: Sequence[str], right: NDArray[np.float64]) -> Calibration:
    """Logistic regression by Newton's method: log odds of being right = slope * the walk's + the label's offset."""
    columns = [odds, np.ones_like(odds), *(np.array([label == one for one in labels], float) for label in LABELS)]
    features = np.stack(columns, axis=1)
    weights = np.zeros(features.shape[1])
    penalty = np.diag([1e-3, 1e-3, *[RIDGE] * len(LABELS)])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (chance - right) + penalty @ weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + penalty
        weights -= np.linalg.solve(curvature, gradient)
    offsets = {str(label): round(float(weights[1] + weights[2 + i]), 4) for i, label in enumerate(LABELS)}
    return Calibration(round(float(weights[0]), 4), offsets)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/annotation"))
    parser.add_argument("--install", action="store_true")
    args = parser.parse_args()

    nlp = load_model(args.model)
    recogniser = Recogniser(nlp, Calibration(1.0, dict.fromkeys(map(str, LABELS), 0.0)))
    papers = [*read(args.gold / "dev.jsonl"), *filter(held_out, read(args.gold / "train.jsonl"))]
    odds: list[float] = []
    labels: list[str] = []
    right: list[float] = []
    for gold in documents(papers, nlp):
        doc: Doc = nlp(gold.text)
        known = {(span.start, span.end, span.label_) for span in gold.ents}
        odds += recogniser.log_odds(doc)
        labels += [span.label_ for span in doc.ents]
        right += [float((span.start, span.end, span.label_) in known) for span in doc.ents]
    fitted = fit(np.array(odds), labels, np.array(right))
    content = {"slope": fitted.slope, "offsets": dict(fitted.offsets)}
    (args.model / CALIBRATION).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    scores = np.array([fitted.score(label, one) for label, one in zip(labels, odds, strict=True)])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        among = (scores >= low) & (scores < low + 0.2)
        if among.any():
            share, mean = np.array(right)[among].mean(), scores[among].mean()
            print(f"score {low:.1f} to {low + 0.2:.1f}: {among.sum():5} mentions, mean {mean:.3f}, right {share:.3f}")
    if args.install:
        shutil.rmtree(MODEL, ignore_errors=True)
        shutil.copytree(args.model, MODEL)
        table = MODEL / "vocab" / "vectors"
        np.save(table.open("wb"), np.load(table).astype(np.float16))


if __name__ == "__main__":
    main()
