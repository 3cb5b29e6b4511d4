"""Fit the models of comparisons, on annotated and on predicted mentions, and what probabilities are worth.

How what is named after a cue fares there, and with whom it is compared, are two logistic models. How much their joint
probability counts, and the encoder's beside it, is fitted on claims-dev and the held-out part of claims-train, with the
mentions that are found there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from kg.evaluation import AnnotatedComparison
from kg.extraction import load
from kg.extraction.learned import linear
from kg.extraction.learned.linear import Model, log_odds
from kg.extraction.relations import proposals
from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.compared_pairs import (
    SUBJECT_CLASSES,
    VERDICTS,
    ComparisonModel,
    Pair,
    Sureness,
    Verdict,
    pair_up,
)
from kg.extraction.relations.comparison_cues import Candidate, find_candidates
from kg.extraction.relations.comparison_features import list_object_features, list_subject_features
from kg.system.files import replacing
from scripts.arguments import add_gold_folder
from scripts.training.logistic import Example, fit
from scripts.training.papers import GoldPaper, predict, read

WEIGHTS = Path(linear.__file__).with_name("weights") / "comparisons.json"
_L2 = 6.0  # by 3-fold cross-validation: 1 to 6 are within 0.01
_LEAST = 2  # examples that have a feature, or it is left out
_AS_IT_IS = Sureness(rules=1.0, encoder=0.0, unread=0.0, offset=0.0)
_SHARED_WORDS = 0.8  # of a comparison's stretch that a sentence has, or it is not where the comparison stands


class Read(NamedTuple):
    """A paper with its names."""

    paper: GoldPaper
    names: Names


def read_names(paper: GoldPaper) -> Read:
    """A paper with annotated mentions, and what the annotation says that it proposes."""
    own = {m.reference for m, name in zip(paper.document.mentions, paper.names, strict=True) if name in paper.proposes}
    return Read(paper, Names.of(paper.document, own))


def read_found_names(paper: GoldPaper) -> Read:
    """A paper with predicted mentions, and what is found to be proposed."""
    return Read(paper, Names.of(paper.document, {claim.mention for claim in proposals.find_proposals(paper.document)}))


def judge(read: Read, sentence: tuple[int, int], candidate: Candidate) -> tuple[Verdict, str | None]:
    """How what is named fares by the annotation of its sentence, and the other side's name; "none" without one."""
    paper, names = read
    document, named = paper.document, paper.names[candidate.mention]
    for row in _list_comparisons(paper, document.text[slice(*sentence)]):
        if row.object == named:
            return ("better" if row.relation == "outperforms" else "level"), row.subject
        if row.subject == named and row.relation == "outperforms":
            place = document.mentions[candidate.mention].start
            before = {paper.names[i] for i in document.mentions_in(sentence[0], candidate.cue.start)}
            between = {paper.names[i] for i in document.mentions_in(candidate.cue.end, place)}
            own = {paper.names[names.members[number][0]] for number in names.own}
            if named not in before and row.object not in between and row.object in before | own:
                return "worse", row.object
    return "none", None


def _list_comparisons(paper: GoldPaper, sentence: str) -> Iterator[AnnotatedComparison]:
    """The annotated comparisons that stand in a sentence."""
    words = set(sentence.split())
    for row in paper.comparisons:
        stretch = set(row.text.split())
        if row.text in sentence or len(stretch & words) >= _SHARED_WORDS * len(stretch):
            yield row


def collect(reads: Sequence[Read]) -> tuple[list[Example], list[Example]]:
    """The examples of verdicts, and of subjects where there is something to compare."""
    verdicts: list[Example] = []
    subjects: list[Example] = []
    for paper, names in reads:
        document = paper.document
        for sentence in document.sentences:
            for candidate in find_candidates(document, *sentence):
                verdict, other = judge(Read(paper, names), sentence, candidate)
                verdicts.append(([*list_object_features(document, names, sentence, candidate)], verdict))
                if verdict == "none":
                    continue
                cue = candidate.cue.start, candidate.cue.end
                for i in names.list_subjects(sentence, cue, candidate.mention):
                    features = list_subject_features(document, names, sentence, candidate, verdict, i)
                    subjects.append(([*features], SUBJECT_CLASSES[paper.names[i] == other]))
    return verdicts, subjects


def train(reads: Sequence[Read]) -> ComparisonModel:
    """Both models, not calibrated."""
    verdicts, subjects = collect(reads)
    fit_model = partial(fit, penalty=_L2, bias_penalty=_L2 / 100, least=_LEAST, iterations=200)
    return ComparisonModel(fit_model(verdicts, VERDICTS), fit_model(subjects, SUBJECT_CLASSES), _AS_IT_IS, _AS_IT_IS)


def judge_pairs(model: ComparisonModel, reads: Sequence[Read]) -> Iterator[tuple[Pair, bool]]:
    """The pairs of names that a paper may compare, and whether the annotation has each."""
    for paper, names in reads:
        gold = {(row.subject, row.object, row.relation) for row in paper.comparisons}
        best: dict[tuple[str, str], tuple[Pair, bool]] = {}
        for sentence in paper.document.sentences:
            for pair in pair_up(model, names, sentence):
                better, worse = paper.names[pair.subject], paper.names[pair.object]
                known = best.get((better, worse))
                if known is None or model.score(pair) > model.score(known[0]):
                    best[better, worse] = pair, (better, worse, pair.relation) in gold
        yield from best.values()


def calibrate(pairs: Sequence[tuple[Pair, bool]]) -> Sureness:
    """How much each reader counts, by maximum likelihood (logistic regression)."""
    rows = [
        [
            0.0 if pair.by_rules is None else log_odds(pair.by_rules),
            0.0 if pair.by_encoder is None else log_odds(pair.by_encoder),
            float(pair.by_rules is None),
        ]
        for pair, _ in pairs
    ]
    x, y = np.array(rows).reshape(-1, 3), np.array([correct for _, correct in pairs], dtype=float)

    def loss(weights: np.ndarray) -> float:
        z = x @ weights[:3] + weights[3]
        return float(np.sum(np.logaddexp(0.0, z) - y * z) + 0.5 * np.sum((weights[:2] - 0.5) ** 2))

    rules, encoder, unread, offset = minimize(loss, np.array([0.5, 0.5, 0.0, 0.0]), method="BFGS").x
    rules, encoder, offset = (round(float(weight), 3) for weight in (rules, encoder, offset))
    return Sureness(rules, encoder, round(float(unread) / rules, 3), offset)


def write(model: ComparisonModel, path: Path) -> None:
    """The models as JSON, one feature a line; an existing file is replaced in one step."""
    with replacing(path) as file:
        sureness = [f'"{name}": {json.dumps(asdict(getattr(model, name)))}' for name in ("together", "alone")]
        models = [f'"{name}": {_format(getattr(model, name))}' for name in ("verdict", "subject")]
        file.write("{" + ",\n".join([*sureness, *models]) + "}\n")


def _format(model: Model) -> str:
    rows = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in model.weights.items()
    )
    return f'{{"classes": {json.dumps(model.classes)}, "weights": {{\n{rows}\n}}}}'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="a file (default: the shipped one)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    whole = list(read(arguments.gold / "claims-train.jsonl"))
    learned = [paper for paper in whole if not paper.held_out]
    unseen = [*read(arguments.gold / "claims-dev.jsonl"), *(paper for paper in whole if paper.held_out)]
    extractor = load()
    model = train([*map(read_names, learned), *map(read_found_names, predict(learned, extractor))])
    found = list(predict(unseen, extractor))
    without = [replace(paper, document=replace(paper.document, encoder_output=None)) for paper in found]
    pairs, by_rules = (list(judge_pairs(model, [*map(read_found_names, papers)])) for papers in (found, without))
    model = replace(model, together=calibrate(pairs), alone=calibrate(by_rules))
    write(model, arguments.output)
    right = sum(correct for _, correct in pairs)
    print(f"{arguments.output}: {len(pairs)} pairs, {right} of them right; {model.together}")
    return 0
