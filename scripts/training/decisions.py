"""The decisions in annotated papers, each with the probabilities of the two models: linear, and the encoder.

Each paper must have been read by the encoder (`scripts.training.papers.predict`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from kg.extraction.coreference import clusters
from kg.extraction.learned import linear
from kg.extraction.mentions.encoder.heads import KINDS, ROLES
from kg.extraction.mentions.encoder.output import log_softmax
from kg.extraction.relations import dataset_roles, proposals
from kg.extraction.relations.features import MentionContexts
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.document_entities import EntityIndex, collect_entities
from kg.extraction.results.earlier_links import LINKED_ROLES as PARTS
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole, remember_links
from kg.extraction.results.find_results import score_pointers
from kg.extraction.results.link_options import list_options
from kg.extraction.results.number_sentences import crop_around, read_sentences
from kg.extraction.results.outcome_classifier import list_features
from kg.extraction.results.result_model import ResultModel
from scripts.training.match_results import align, kind_of
from scripts.training.papers import GoldPaper
from scripts.training.results import names_entity
from scripts.training.rules import ROLE_CLASSES

Choice = tuple[Sequence[Sequence[float]], Sequence[int]]
"""For each option the log probabilities of the linear model and of the encoder; and which options are right."""


def logit(probability: float) -> float:
    """The log odds of a probability, which is clipped so that it is neither 0 nor 1."""
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))


def collect_proposals(papers: Iterable[GoldPaper], model: linear.Model) -> tuple[list[list[float]], list[bool]]:
    """For each entity the linear model's log odds, the encoder's mean and largest; and whether it is proposed."""
    rows, right = [], []
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            chance = model.probabilities(proposals.list_features(paper.document, contexts, members))["proposed"]
            log_odds = proposals.list_log_odds(paper.document, members)
            rows.append([logit(chance), sum(log_odds) / len(log_odds), max(log_odds)])
            right.append(any(paper.names[i] in paper.proposes for i in members))
    return rows, right


def collect_roles(papers: Iterable[GoldPaper], model: linear.Model) -> list[Choice]:
    """One choice for each dataset whose role is annotated."""
    decisions: list[Choice] = []
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            datasets = [i for i in members if paper.document.mentions[i].label == "DATASET"]
            roles = {paper.dataset_roles[paper.names[i]] for i in datasets if paper.names[i] in paper.dataset_roles}
            if roles:
                chances = model.probabilities(dataset_roles.list_features(paper.document, contexts, datasets))
                mean = np.mean(dataset_roles.list_log_probabilities(paper.document, datasets), axis=0)
                decisions.append(
                    (
                        [(math.log(max(chances[role], 1e-9)), float(mean[i])) for i, role in enumerate(ROLES)],
                        [ROLES.index(max(roles, key=ROLE_CLASSES.index))],
                    )
                )
    return decisions


class NumberDecisions:
    """The decisions about numbers in some papers, as they are where every earlier decision in the paper was right."""

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
                kinds = encoder_output.kind_log_probabilities(found[i].start)
                self.outcomes.append([logit(model.outcome_probability(facts)), logit(1 - math.exp(float(kinds[0])))])
                self.reported.append(i in chosen)
                if i not in chosen:
                    continue
                result = chosen[i]
                chances = model.kind_probabilities(facts)
                offered = [(math.log(max(chances[k], 1e-9)), float(kinds[n])) for n, k in enumerate(KINDS) if k]
                self.kinds.append((offered, [KINDS.index(kind_of(result)) - 1]))
                picked: dict[LinkedRole, EntityIndex | None] = {}
                for role in PARTS:
                    choices = list_options(document, entities, role, found[i], kind_of(result), near, at, earlier)
                    wanted = {"metric": result.metric, "dataset": result.dataset, "subject": result.subject}[role]
                    right = [
                        n for n, choice in enumerate(choices) if names_entity(paper, entities, choice.entity, wanted)
                    ]
                    totals = model.option_scores(role, [choice.features for choice in choices])
                    pointed = log_softmax(np.array(score_pointers(document, entities, role, found[i], choices)))
                    if right:
                        self.parts[role].append((list(zip(totals, map(float, pointed), strict=True)), right))
                    picked[role] = choices[right[0] if right else 0].entity
                earlier = remember_links(earlier, sentence.number, kind_of(result), found[i].paired, picked)
