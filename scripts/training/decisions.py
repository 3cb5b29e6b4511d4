"""The decisions in annotated papers, each with the probabilities of the two models: linear, and the encoder.

Each paper must have been read by the encoder (`scripts.training.papers.predict`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from kg.extraction.coreference import clusters
from kg.extraction.learned import linear
from kg.extraction.mentions.encoder.heads import ROLES
from kg.extraction.relations import dataset_roles, proposals
from kg.extraction.relations.features import MentionContexts
from scripts.training.papers import GoldPaper
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
        log_odds = proposals.list_log_odds(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            chance = model.probabilities(proposals.list_features(paper.document, contexts, members))["proposed"]
            of_members = [log_odds[i] for i in members]
            rows.append([logit(chance), sum(of_members) / len(of_members), max(of_members)])
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
