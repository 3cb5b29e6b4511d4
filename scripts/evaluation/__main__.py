"""Evaluate one part of the program on annotated papers: `python -m scripts.evaluation results`."""

from __future__ import annotations

import sys

from scripts.command import Part, main

PARTS = {
    "proposals": Part("scripts.evaluation.proposals", "proposals and dataset roles, given annotated mentions"),
    "rules": Part(
        "scripts.evaluation.rules",
        "the precision of each rule of docs/rules, given annotated mentions, with intervals",
        "nothing",
        "with --write docs/rules/measured.json",
    ),
    "results": Part("scripts.evaluation.results", "results and what their scores promise, given annotated mentions"),
    "claims": Part(
        "scripts.evaluation.claims",
        "whole claims and what is wrong in each; given annotated mentions, or those that are found",
    ),
    "calibration": Part(
        "scripts.evaluation.calibration",
        "how far the scores of mentions, relations and results are from the share that is right, with intervals",
    ),
    "links": Part("scripts.evaluation.links", "resolution, given annotated mentions"),
    "score-curve": Part("scripts.evaluation.score_curve", "what --min-score costs and gains, at ten least scores"),
    "model-card": Part(
        "scripts.evaluation.model_card",
        "every figure of the model card: on all held-out gold, on papers of other fields, on public test sets",
        "nothing; the last two only with papers of other fields, or the test sets",
        "with --write docs/model-card.md, between its marks",
    ),
    "transfer": Part(
        "scripts.evaluation.transfer",
        "the shipped pipeline, as it is, on public test sets",
        "the test sets",
    ),
    "public": Part(
        "scripts.evaluation.public",
        "the encoder's architecture on public test sets, each learned from its own training part",
        "the packages of pip install -e '.[train]', the encoder that training starts from, the test sets",
    ),
}

if __name__ == "__main__":
    sys.exit(main("scripts.evaluation", "Evaluate one part of the program on annotated papers.", PARTS))
