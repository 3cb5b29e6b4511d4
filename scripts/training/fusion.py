"""Fit how much the encoder's probabilities count beside the linear models' (kg.extraction.learned.fusion).

Fits on dev and the held-out part of train.jsonl, with the mentions that the shipped pipeline finds. The linear models
of --rules and --results must have been fitted with --hold-out, so that they have not seen these papers either. Writes
kg/extraction/learned/weights/fusion.json.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.extraction import load
from kg.extraction.coreference import clusters
from kg.extraction.learned import fusion, linear
from kg.extraction.learned.fusion import Fusion
from kg.extraction.mentions.encoder.heads import KINDS, ROLES
from kg.extraction.mentions.encoder.output import log_softmax
from kg.extraction.relations import dataset_roles, proposals
from kg.extraction.relations.features import MentionContexts
from kg.extraction.results import model as results_model
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.decide import find_results, score_pointers
from kg.extraction.results.document_entities import EntityIndex, collect_entities
from kg.extraction.results.earlier_links import LINKED_ROLES as PARTS
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole, remember_links
from kg.extraction.results.link import list_options
from kg.extraction.results.model import ResultModel
from kg.extraction.results.number_sentences import crop_around, read_sentences
from kg.extraction.results.outcomes import list_features
from kg.system.files import replacing
from scripts.arguments import add_gold_folder, file, folder_with
from scripts.training.match_results import align, kind_of, matches
from scripts.training.papers import GoldPaper, predict, read
from scripts.training.results import calibrate, names_entity
from scripts.training.rules import ROLE_CLASSES

Matrix = NDArray[np.float64]
Choice = tuple[Sequence[Sequence[float]], Sequence[int]]  # what each model says of each option; the right options

_EVEN = Fusion(
    proposal=(0.5, 0.25, 0.25, 0.0),
    proposal_threshold=0.5,
    role=(0.5, 0.5),
    outcome=(0.5, 0.5, 0.0),
    outcome_threshold=0.5,
    kind=(0.5, 0.5),
    pointers=dict.fromkeys(PARTS, (0.5, 0.5)),
    slope=1.0,
    intercept=0.0,
)
_FLAT = 0.005
_PRIOR = 1.0  # pulls each weight towards one half: the two models equally sure
WEIGHTS = Path(fusion.__file__).with_name("weights") / "fusion.json"


def logit(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


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


def best_threshold(parts: Sequence[Part]) -> float:
    """Where the mean F1 of the parts is highest: papers of the listings and others count alike.

    The top is flat. Of thresholds within `_FLAT` of the best the lowest is taken, because it finds more.
    """

    def f1(part: Part, threshold: float) -> float:
        chances, right, wanted = part
        kept = [hit for chance, hit in zip(chances, right, strict=True) if chance >= threshold]
        return 2 * sum(kept) / max(1, len(kept) + wanted)

    means = {n / 20: sum(f1(part, n / 20) for part in parts) / len(parts) for n in range(2, 14)}
    return min(threshold for threshold, mean in means.items() if mean >= max(means.values()) - _FLAT)


def proposal_rows(papers: Iterable[GoldPaper], model: linear.Model) -> tuple[list[list[float]], list[bool]]:
    """The linear model's log odds, the encoder's mean and most of each thing, and whether it is proposed."""
    rows, right = [], []
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            chance = model.probabilities(proposals.list_features(paper.document, contexts, members))["proposed"]
            said = proposals.list_log_odds(paper.document, members)
            rows.append([logit(chance), sum(said) / len(said), max(said)])
            right.append(any(paper.names[i] in paper.proposes for i in members))
    return rows, right


def role_choices(papers: Iterable[GoldPaper], model: linear.Model) -> list[Choice]:
    """One choice a dataset that is annotated."""
    made: list[Choice] = []
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            datasets = [i for i in members if paper.document.mentions[i].label == "DATASET"]
            given = {paper.dataset_roles[paper.names[i]] for i in datasets if paper.names[i] in paper.dataset_roles}
            if given:
                chances = model.probabilities(dataset_roles.list_features(paper.document, contexts, datasets))
                said = np.mean(dataset_roles.list_log_probabilities(paper.document, datasets), axis=0)
                made.append(
                    (
                        [(math.log(max(chances[role], 1e-9)), float(said[i])) for i, role in enumerate(ROLES)],
                        [ROLES.index(max(given, key=ROLE_CLASSES.index))],
                    )
                )
    return made


class Numbers:
    """The decisions about numbers in some papers, each after earlier right ones."""

    def __init__(self, papers: Iterable[GoldPaper], model: ResultModel) -> None:
        self.outcomes: list[list[float]] = []
        self.reported: list[bool] = []
        self.kinds: list[Choice] = []
        self.parts: dict[LinkedRole, list[Choice]] = {role: [] for role in PARTS}
        for paper in papers:
            self._add(paper, model)

    def _add(self, paper: GoldPaper, model: ResultModel) -> None:
        document = paper.document
        encoder_output = document.encoder_output
        if encoder_output is None:
            raise ValueError("The papers must be read by the encoder.")
        found = list(find_candidates(document))
        chosen = align(paper, found)
        entities = collect_entities(document)
        earlier: EarlierLinks | None = None
        for sentence in read_sentences(document, found):
            for i, place in sentence.candidates:
                near, at = crop_around(sentence, place)
                facts = list_features(document, found[i], near, at)
                said = encoder_output.kind_log_probabilities(found[i].start)
                self.outcomes.append([logit(model.outcome_probability(facts)), logit(1 - math.exp(float(said[0])))])
                self.reported.append(i in chosen)
                if i not in chosen:
                    continue
                result = chosen[i]
                chances = model.kinds(facts)
                offered = [(math.log(max(chances[k], 1e-9)), float(said[n])) for n, k in enumerate(KINDS) if k]
                self.kinds.append((offered, [KINDS.index(kind_of(result)) - 1]))
                picked: dict[LinkedRole, EntityIndex | None] = {}
                for role in PARTS:
                    choices = list_options(document, entities, role, found[i], kind_of(result), near, at, earlier)
                    wanted = {"metric": result.metric, "dataset": result.dataset, "subject": result.subject}[role]
                    right = [n for n, one in enumerate(choices) if names_entity(paper, entities, one.entity, wanted)]
                    totals = model.weigh(role, [choice.features for choice in choices])
                    opinion = log_softmax(np.array(score_pointers(document, entities, role, found[i], choices)))
                    if right:
                        self.parts[role].append((list(zip(totals, map(float, opinion), strict=True)), right))
                    picked[role] = choices[right[0] if right else 0].entity
                earlier = remember_links(earlier, sentence.number, kind_of(result), found[i].paired, picked)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument(
        "--rules",
        type=folder_with("proposals.json", "roles.json"),
        default="build/rules",
        metavar="FOLDER",
        help="what the step rules wrote (default: %(default)s)",
    )
    parser.add_argument(
        "--results",
        type=file,
        default="build/results.json",
        metavar="FILE",
        help="what the step results wrote (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    dev = list(read(arguments.gold / "dev.jsonl"))
    papers = [*dev, *(p for p in read(arguments.gold / "train.jsonl") if p.held_out)]
    write(asdict(_EVEN))  # until better is known: which metrics are looked for depends on which numbers are outcomes
    seen = list(predict(papers, load()))

    parts = [seen[: len(dev)], seen[len(dev) :]]
    rules = linear.read(arguments.rules / "proposals.json")
    rows, right = proposal_rows(seen, rules)
    linear_weight, mean, most, offset = fit_binary(rows, right)
    numbers_model = results_model.parse_model(arguments.results.read_text(encoding="utf-8"))
    numbers = Numbers(seen, numbers_model)
    outcome = fit_binary(numbers.outcomes, numbers.reported)
    made = replace(
        _EVEN,
        proposal=(linear_weight, mean, most, offset),
        role=fit_choices(role_choices(seen, linear.read(arguments.rules / "roles.json"))),
        outcome=(outcome[0], outcome[1], outcome[2]),
        kind=fit_choices(numbers.kinds),
        pointers={role: fit_choices(choices) for role, choices in numbers.parts.items()},
    )
    fields = asdict(made)
    proposed, reported = list[Part](), list[Part]()
    for part in parts:
        rows, right = proposal_rows(part, rules)
        proposed.append(([_chance(made.proposal, row) for row in rows], right, sum(len(p.proposes) for p in part)))
        those = Numbers(part, numbers_model)
        chances = [_chance(made.outcome, row) for row in those.outcomes]
        reported.append((chances, those.reported, sum(len(p.results) for p in part)))
    fields["proposal_threshold"] = best_threshold(proposed)
    fields["outcome_threshold"] = best_threshold(reported)
    write(fields)
    claimed = [(p, list(find_results(p.document, model=numbers_model))) for p in seen]
    joint = [claim.score for _, claims in claimed for claim in claims]
    hits = [hit for p, claims in claimed for hit in matches(p, claims, "tuple")]
    fields["slope"], fields["intercept"] = calibrate(joint, hits)
    write(fields)
    print(json.dumps(fields, indent=1))
    return 0


def _chance(weights: Sequence[float], row: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, [*row, 1.0], strict=True))))


def write(fields: dict[str, object]) -> None:
    """The weights as JSON; an existing file is replaced in one step."""
    with replacing(WEIGHTS) as weights:
        weights.write(json.dumps(fields, indent=1, sort_keys=True) + "\n")
    fusion.shipped.cache_clear()
