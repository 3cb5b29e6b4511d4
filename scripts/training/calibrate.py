"""Fit the scores of a trained pipeline's mentions, and install the pipeline in the package.

Writes calibration.json into the folder of the pipeline, fitted on dev, claims-dev and the held-out parts, so that of
the mentions with score 0.8 about eight in ten are right; prints how far that holds, and the expected calibration error.
Labels are decided with the shipped label model: run the step labels first. --install replaces the package's pipeline by
this one.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

import numpy as np
from spacy.util import load_model

from kg.extraction.assemble import MODEL
from kg.extraction.learned.linear import log_odds
from kg.extraction.mentions.calibration import CALIBRATION, Calibration
from kg.extraction.mentions.encoder import component  # noqa: F401  # spaCy learns of the component
from kg.extraction.mentions.labels import decide_labels
from kg.extraction.mentions.recognise import Recogniser, ScoredSpan
from kg.model.types import LABELS, Label
from scripts.arguments import add_gold_folder, folder_with
from scripts.training.papers import read_unseen, to_docs

ABOUT = {"name": "kg_papers", "license": "MIT", "spacy_version": ">=3.8,<3.9", "description": "See docs/model-card.md"}
RIDGE = 1.0  # keeps the offset of a rare label near the others
BINS = 10  # of equal width


def fit(
    paths: Sequence[float], certainties: Sequence[float], labels: Sequence[str], right: Sequence[bool]
) -> Calibration:
    """Logistic regression by Newton's method: the two log odds and one offset a label."""
    sure = [log_odds(certainty) for certainty in certainties]
    features = np.array([[*pair, 1.0] for pair in zip(paths, sure, strict=True)])
    features = np.hstack([features, [[float(label == other) for other in LABELS] for label in labels]])
    wanted = np.array(right, dtype=np.float64)
    weights = np.zeros(features.shape[1])
    penalty = np.diag([1e-3, 1e-3, 1e-3, *[RIDGE] * len(LABELS)])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (chance - wanted) + penalty @ weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + penalty
        weights -= np.linalg.solve(curvature, gradient)
    offsets = {str(label): round(float(weights[2] + weights[3 + i]), 4) for i, label in enumerate(LABELS)}
    return Calibration(round(float(weights[0]), 4), round(float(weights[1]), 4), offsets)


def label_spans(text: str, spans: Sequence[ScoredSpan]) -> Iterator[tuple[ScoredSpan, str, float]]:
    """Every span with the label that is decided for its name, and how sure that is."""
    label_scores: dict[str, list[Mapping[Label, float]]] = {}
    for span in spans:
        label_scores.setdefault(text[span.start : span.end], []).append(span.labels)
    decided = decide_labels(text, label_scores)
    for span in spans:
        yield span, *decided[text[span.start : span.end]]


def measure_calibration_error(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error (Naeini et al., 2015): mean gap of score and share right over bins, by their size."""
    given, hits = np.array(scores), np.array(right)
    places = np.minimum((given * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(hits[places == n].mean() - given[places == n].mean())) * float((places == n).mean())
        for n in range(BINS)
        if (places == n).any()
    ]
    return sum(gaps)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument(
        "model",
        type=folder_with("config.cfg"),
        nargs="?",
        default="build/pipeline",
        metavar="PIPELINE",
        help="the folder of a trained pipeline (default: %(default)s)",
    )
    add_gold_folder(parser)
    parser.add_argument("--install", action="store_true", help="replace the package's pipeline")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    nlp = load_model(arguments.model, exclude=["tokenizer"])
    recogniser = Recogniser(nlp, Calibration(1.0, 1.0, dict.fromkeys(map(str, LABELS), 0.0)))
    paths: list[float] = []
    certainties: list[float] = []
    labels: list[str] = []
    right: list[bool] = []
    for gold in to_docs(read_unseen(arguments.gold), nlp):
        known = {(span.start_char, span.end_char): span.label_ for span in gold.ents}
        for span, label, certainty in label_spans(gold.text, recogniser.score_spans(nlp(gold.text))):
            paths.append(span.path_odds)
            certainties.append(certainty)
            labels.append(label)
            right.append(known.get((span.start, span.end)) == label)
    fitted = fit(paths, certainties, labels, right)
    (arguments.model / CALIBRATION).write_text(json.dumps(asdict(fitted), indent=1) + "\n", encoding="utf-8")

    scores = np.array([fitted.score(*features) for features in zip(labels, paths, certainties, strict=True)])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        among = (scores >= low) & (scores < low + 0.2)
        if among.any():
            share, mean = np.array(right)[among].mean(), scores[among].mean()
            print(f"score {low:.1f} to {low + 0.2:.1f}: {among.sum():5} mentions, mean {mean:.3f}, right {share:.3f}")
    print(f"expected calibration error {measure_calibration_error(scores.tolist(), right):.3f}")
    if arguments.install:
        shutil.rmtree(MODEL, ignore_errors=True)
        shutil.copytree(arguments.model, MODEL, ignore=shutil.ignore_patterns("tokenizer"))
        meta = MODEL / "meta.json"
        about = json.loads(meta.read_text(encoding="utf-8")) | ABOUT
        meta.write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0
