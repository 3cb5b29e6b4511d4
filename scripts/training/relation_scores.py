"""Fit the scores of relations on the evidence for them: kg/extraction/learned/weights/relations.json.

Annotated papers decide on proposals and dataset roles; judged statements on uses, addresses and measuredBy, for which
only a few weights are fitted. What a paper outperforms or is compared with has the score of the comparison that says
so, and no weights. What is printed is measured by cross-validation over papers.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg import extraction
from kg.api.evaluating import to_papers
from kg.evaluation import Annotation
from kg.evaluation.judged_statements import JudgedStatement, read_judged
from kg.extraction.learned.linear import log_odds
from kg.extraction.relations.claim_scores import WEIGHTS, describe_evidence
from kg.model.records import Extraction
from kg.model.types import RELATION_TYPES, RelationType
from kg.resolve import resolve
from kg.system.files import replacing
from scripts.arguments import add_gold_folder, folder_with
from scripts.training.judgements import find_judged, judge_relations
from scripts.training.papers import list_judged, list_unseen
from scripts.training.precision import FOLDS, JUDGED, get_fold, measure_calibration

LEAST_EXAMPLES = 60  # about ten for each of the few weights, with room
FEW = ("bias", "score", "mention")  # the weights of a type that was judged on a hundred statements
PENALTY = 1.0  # quadratic, on all weights but that of the bias; "score" is drawn to 1, all others to 0

Vector = NDArray[np.float64]


class Example(NamedTuple):
    """A relation that was found, its evidence, and whether it is right."""

    paper: str
    type: RelationType
    features: Mapping[str, float]
    before: float  # the score of what found it
    right: bool


def collect_examples(
    gold: Sequence[Annotation],
    extractions: Mapping[str, Extraction],
    judged: Iterable[JudgedStatement],
    others: Sequence[Annotation] = (),
) -> Iterator[Example]:
    """The examples of annotated papers, and of statements that were judged about them and `others`.

    `extractions`, with the scores of what found each claim, are by paper's id.
    """
    papers = [*gold, *others]
    knowledge = resolve(to_papers(papers), [extractions[paper.id] for paper in papers])
    statements = list(judged)
    for (paper, relation), right in [*judge_relations(gold, knowledge), *find_judged(statements, knowledge)]:
        found = extractions[paper]
        claim = next(
            (
                claim
                for claim in found.claims
                if claim.mention == relation.start
                and claim.type in (relation.type, "proposes")  # a dataset that is proposed is introduced
            ),
            None,
        )
        if claim is not None and claim.type == relation.type:
            yield Example(paper, relation.type, describe_evidence(found, claim), claim.score, right)


def fit(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression by L-BFGS-B; the same examples give the same weights.

    A surer mention, and a surer rule, make no relation less sure: a few judged statements may say so by chance.
    """
    matrix = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    wanted = np.array([float(example.right) for example in examples])
    center = np.array([float(name == "score") for name in names])
    penalties = np.array([1e-3 if name == "bias" else PENALTY for name in names])

    def loss(weights: Vector) -> tuple[float, Vector]:
        logits = matrix @ weights
        value = np.logaddexp(0.0, logits).sum() - wanted @ logits + (penalties * (weights - center) ** 2).sum() / 2
        return float(value), matrix.T @ (1 / (1 + np.exp(-logits)) - wanted) + penalties * (weights - center)

    bounds = [(0.0, None) if name in ("mention", "score") else (None, None) for name in names]
    best = minimize(loss, center, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(weight), 3) for name, weight in zip(names, best, strict=True)}


def predict(example: Example, weights: Mapping[str, float]) -> float:
    """The chance that a relation is right."""
    total = sum(weights.get(name, 0.0) * value for name, value in example.features.items())
    return float(1 / (1 + np.exp(-total)))


def cross_validate(examples: Sequence[Example], names: Sequence[str]) -> list[float]:
    """The score of each example by weights that were fitted on other papers."""
    weights = [fit([e for e in examples if get_fold(e.paper) != fold], names) for fold in range(FOLDS)]
    return [predict(example, weights[get_fold(example.paper)]) for example in examples]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument(
        "--judged",
        type=folder_with(),
        default=Path(JUDGED),
        metavar="FOLDER",
        help="of judged statements (default: %(default)s)",
    )
    parser.add_argument("--output", type=Path, default=WEIGHTS, metavar="FILE", help="(default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    judged = [row for path in sorted(arguments.judged.glob("*.jsonl")) for row in read_judged(path)]
    gold = list_unseen(arguments.gold)
    others = list_judged(arguments.gold, judged, gold)
    found = extraction.load().extract((paper.text for paper in (*gold, *others)), scored=False)
    extractions = dict(zip((paper.id for paper in (*gold, *others)), found, strict=True))
    write_fitted(list(collect_examples(gold, extractions, judged, others)), arguments.output)
    return 0


def write_fitted(examples: Sequence[Example], path: Path) -> None:
    """Fit each type that has enough examples, print how well that is calibrated, and write the weights."""
    by_hand = {"uses", "addresses", "measuredBy"}
    fitted: dict[RelationType, dict[str, float]] = {}
    print(f"{'':14}{'examples':>9}{'right':>7}{'error before':>14}{'after':>7}   loss before  after")
    for type_ in RELATION_TYPES:
        chosen = [example for example in examples if example.type == type_]
        if len(chosen) < LEAST_EXAMPLES:
            continue
        counts: dict[str, int] = defaultdict(int)
        for example in chosen:
            for name in example.features:
                counts[name] += 1
        names = [name for name in sorted(counts) if counts[name] >= 10 and (type_ not in by_hand or name in FEW)]
        right = [example.right for example in chosen]
        before, after = [example.before for example in chosen], cross_validate(chosen, names)
        fitted[type_] = fit(chosen, names)
        print(
            f"{type_:14}{len(chosen):9}{sum(right) / len(right):7.3f}"
            f"{measure_calibration(before, right):14.3f}{measure_calibration(after, right):7.3f}"
            f"{_measure_loss(before, right):14.3f}{_measure_loss(after, right):7.3f}"
        )
    with replacing(path) as out:
        rows = ",\n".join(f"{json.dumps(type_)}: {json.dumps(weights)}" for type_, weights in fitted.items())
        out.write(f"{{\n{rows}\n}}\n")


def _measure_loss(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The mean logarithmic loss."""
    odds = [log_odds(score) for score in scores]
    return float(np.mean([np.logaddexp(0.0, -value if hit else value) for value, hit in zip(odds, right, strict=True)]))
