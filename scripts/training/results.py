"""Fit the weights of kg.extraction.results: which numbers are results, and of what.

Every paper is used as annotated, and again with some mentions missing, cut or mislabelled (scripts.training.noise). The
threshold and the calibration of scores come from five-fold cross-validation over papers. The same input gives the same
bytes. What ships is learned from all of train.jsonl; with --hold-out the held-out part is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.evaluation import AnnotatedResult
from kg.extraction import results
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.document_entities import DocumentEntities, EntityIndex, collect_entities
from kg.extraction.results.earlier_links import LINKED_ROLES, EarlierLinks, LinkedRole, remember_links
from kg.extraction.results.find_results import find_results
from kg.extraction.results.link_options import list_options
from kg.extraction.results.number_sentences import Sentence, TokenIndex, crop_around, read_sentences
from kg.extraction.results.outcome_classifier import list_features
from kg.extraction.results.overlooked_metrics import list_spans
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.result_model import KINDS, ResultModel
from kg.model.records import MentionStart
from kg.model.results import Result
from kg.system.files import replacing
from scripts.arguments import add_gold_file
from scripts.training.match_results import align, count_results, kind_of, match_claims
from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper, read

WEIGHTS = Path(results.__file__).with_name("weights.json")
_FOLDS = 5
_RARE = 3  # a feature of fewer training examples gets no weight
_PENALTY = {
    "outcome": 3.0,
    "kind": 1.5,
    "metric": 4.0,
    "dataset": 4.0,
    "subject": 6.0,
    "measure": 2.0,
}  # found by cross-validation
_SMALL = 0.03  # weights below this are not shipped
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_NOISY_WEIGHT = 0.5  # of a paper with mistakes in its mentions; one as annotated has 1


@dataclass
class Examples:
    """Decisions to learn from: groups of alternatives, each a list of facts, and which of them are right."""

    groups: list[list[list[str]]] = field(default_factory=list)
    right: list[list[int]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, alternatives: list[list[str]], right: list[int], weight: float) -> None:
        """One decision."""
        self.groups.append(alternatives)
        self.right.append(right)
        self.weights.append(weight)


def collect(papers: Sequence[tuple[GoldPaper, float]]) -> dict[str, Examples]:
    """The decisions that an extractor would face in these papers, each choice after an earlier right one."""
    examples = {name: Examples() for name in ("outcome", "kind", *LINKED_ROLES, "measure")}
    for gold, weight in papers:
        found = list(find_candidates(gold.document))
        chosen = align(gold, found)
        entities = collect_entities(gold.document)
        earlier: EarlierLinks | None = None
        for sentence in read_sentences(gold.document, found):
            for i, place in sentence.candidates:
                near, at = crop_around(sentence, place)
                facts = list_features(gold.document, found[i], near, at)
                examples["outcome"].add([facts, []], [0 if i in chosen else 1], weight)
                if i not in chosen:
                    continue
                result = chosen[i]
                _measure(gold, found[i], result, near, at, examples["measure"])
                examples["kind"].add(
                    [[f"{kind}|{fact}" for fact in facts] for kind in KINDS], [KINDS.index(kind_of(result))], weight
                )
                picked: dict[LinkedRole, EntityIndex | None] = {}
                for role in LINKED_ROLES:
                    offered = list_options(gold.document, entities, role, found[i], kind_of(result), near, at, earlier)
                    wanted = {"metric": result.metric, "dataset": result.dataset, "subject": result.subject}[role]
                    right = [
                        n for n, option in enumerate(offered) if names_entity(gold, entities, option.entity, wanted)
                    ] or [0]
                    examples[role].add([list(option.features) for option in offered], right, weight)
                    picked[role] = offered[right[0]].entity
                earlier = remember_links(earlier, sentence.number, kind_of(result), found[i].paired, picked)
    return examples


def _measure(
    gold: GoldPaper, found: Quantity, result: AnnotatedResult, near: Sentence, at: TokenIndex, examples: Examples
) -> None:
    """Add examples of overlooked metrics: with the metric's mentions hidden, which are to be found, and with all
    mentions, where nothing is to be found."""
    mentions = gold.document.mentions
    spans = {(m.start, m.end) for m, name in zip(mentions, gold.names, strict=True) if name == result.metric}
    hidden = {i for i, m in enumerate(mentions) if (m.start, m.end) in spans}
    offered = list_spans(near, at, found)
    examples.add([list(option.features) for option in offered], [0], 1.0)
    if not any(token.mention in hidden for token in near.tokens):
        return
    document = replace(gold.document, mentions=tuple(m for i, m in enumerate(mentions) if i not in hidden))
    numbers = list(find_candidates(document))
    for sentence in read_sentences(document, numbers):
        for i, place in sentence.candidates:
            if numbers[i].start == found.start:
                offered = list_spans(*crop_around(sentence, place), found)
                right = [n for n, option in enumerate(offered) if (option.start, option.end) in spans] or [0]
                examples.add([list(option.features) for option in offered], right, 1.0)


def names_entity(gold: GoldPaper, entities: DocumentEntities, entity: EntityIndex | None, wanted: str | None) -> bool:
    """Whether the entity has the wanted name; true too where both are None."""
    if entity is None or wanted is None:
        return entity is None and wanted is None
    return any(gold.names[m] == wanted for m in entities.in_order[entity].mentions)


def fit(examples: Examples, penalty: float) -> dict[str, float]:
    """Weights of a conditional logit over each decision's alternatives, with a squared penalty, by L-BFGS."""
    counts = Counter(fact for group in examples.groups for fact in {fact for facts in group for fact in facts})
    vocabulary = {fact: i for i, fact in enumerate(sorted(f for f, n in counts.items() if n >= _RARE))}
    rows = [[vocabulary[f] for f in facts if f in vocabulary] for group in examples.groups for facts in group]
    pointers = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((c for row in rows for c in row), dtype=np.int64, count=int(pointers[-1]))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), len(vocabulary)))
    sizes = np.array([len(group) for group in examples.groups])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.zeros(len(rows))
    for start, chosen in zip(starts, examples.right, strict=True):
        right[start + np.array(chosen)] = 1.0
    weight = np.array(examples.weights)
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores -= np.maximum.reduceat(scores, starts)[owner]
        powers = np.exp(scores)
        sums, sums_of_right = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        value = float(weight @ (np.log(sums) - np.log(sums_of_right)) + 0.5 * penalty * (w @ w))
        slope = weight[owner] * (powers / sums[owner] - powers * right / sums_of_right[owner])
        return value, matrix.T @ slope + penalty * w

    best = minimize(
        loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B", options={"maxiter": 300, "maxfun": 400}
    )
    return {fact: round(float(best.x[i]), 3) for fact, i in vocabulary.items() if abs(best.x[i]) >= _SMALL}


def train(papers: Sequence[GoldPaper]) -> ResultModel:
    """A model with a threshold of one half and no calibration."""
    both = [(p, 1.0) for p in papers] + [(disturb(p), _NOISY_WEIGHT) for p in papers]
    examples = collect(both)
    weights = {name: fit(examples[name], _PENALTY[name]) for name in examples}
    kinds = {
        kind: {f.split("|", 1)[1]: w for f, w in weights["kind"].items() if f.startswith(f"{kind}|")} for kind in KINDS
    }
    return ResultModel(
        weights["outcome"], kinds, {role: weights[role] for role in LINKED_ROLES}, weights["measure"], 0.5, 1.0, 0.0
    )


def calibrate(joint: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and intercept of the logistic curve from the log odds of `joint` to how often claims are right."""
    x = np.array([math.log(p / (1 - p)) for p in (min(max(j, 1e-6), 1 - 1e-6) for j in joint)])
    y = np.array(right, dtype=float)

    def loss(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        return float(np.sum(np.logaddexp(0, z) - y * z))

    best = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B")
    return round(float(best.x[0]), 4), round(float(best.x[1]), 4)


Claimed = list[tuple[GoldPaper, list[Result[MentionStart]]]]


def _choose_fold(paper: GoldPaper) -> int:
    """The part of the cross-validation that the paper is in, the same on every machine."""
    return int(hashlib.sha256(f"cv {paper.id}".encode()).hexdigest(), 16) % _FOLDS


def cross_validate(papers: Sequence[GoldPaper]) -> dict[float, Claimed]:
    """By threshold: each paper with the claims of a model that has not seen it; scores are joint probabilities."""
    out: dict[float, Claimed] = {threshold: [] for threshold in _THRESHOLDS}
    for k in range(_FOLDS):
        model = train([p for p in papers if _choose_fold(p) != k])
        for threshold, claimed in out.items():
            choosy = replace(model, threshold=threshold)
            claimed += [(p, list(find_results(p.document, model=choosy))) for p in papers if _choose_fold(p) == k]
    return out


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="train.jsonl")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="a file (default: the shipped one)")
    parser.add_argument("--hold-out", action="store_true", help="leave the held-out part out")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = sorted((p for p in read(arguments.gold) if not (arguments.hold_out and p.held_out)), key=lambda p: p.id)
    by_threshold = cross_validate(papers)
    threshold = max(_THRESHOLDS, key=lambda t: _f1_of_value_and_tuple(by_threshold[t]))
    claimed = by_threshold[threshold]
    for name, count in count_results(claimed).items():
        figures = count.figures()
        print(f"cross-validated {name:7} P {figures.p:.3f} R {figures.r:.3f} F1 {figures.f1:.3f}")
    joint = [claim.score for _, claims in claimed for claim in claims]
    slope, intercept = calibrate(joint, [hit for p, claims in claimed for hit in match_claims(p, claims, "tuple")])
    print(f"threshold {threshold}, slope {slope}, intercept {intercept}")
    write(replace(train(papers), threshold=threshold, slope=slope, intercept=intercept), arguments.output)
    return 0


def _f1_of_value_and_tuple(claimed: Claimed) -> float:
    """The sum of the two."""
    counts = count_results(claimed)
    return sum(2 * counts[level].hit / (counts[level].predicted + counts[level].gold) for level in ("value", "tuple"))


def write(model: ResultModel, path: Path) -> None:
    """The model as JSON, facts sorted; an existing file is replaced in one step."""
    text = json.dumps(asdict(model), sort_keys=True, ensure_ascii=False, indent=0, separators=(",", ":"))
    with replacing(path) as file:
        file.write(text + "\n")
