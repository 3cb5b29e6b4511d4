"""Fit the two linear models of relations: what a paper proposes, and what it does with each dataset.

Papers are used with their annotated mentions; proposals are learned from mentions with mistakes too
(scripts.training.noise), as a recogniser makes them. The same input gives the same files. They are learned from
all gold but dev, claims-dev and the held-out parts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from kg.extraction.coreference import clusters
from kg.extraction.learned import linear
from kg.extraction.relations import dataset_roles, proposals
from kg.extraction.relations.features import MentionContexts
from scripts.arguments import add_gold_folder
from scripts.training.logistic import Example, fit, write
from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper, read_learned

WEIGHTS = Path(linear.__file__).with_name("weights")
_PROPOSAL_CLASSES = ("other", "proposed")
ROLE_CLASSES = ("mention", "train", "eval", "introduced")  # of several roles of one dataset, the last one wins
_L2 = 5.0  # by 5-fold cross-validation on the nine tenths: 2 to 8 are within 0.003
_LEAST = 4  # examples that have a feature, or it is left out


def collect_proposals(papers: Iterable[GoldPaper]) -> Iterator[Example]:
    """One example for each entity that a paper mentions."""
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            own = any(paper.names[i] in paper.proposes for i in members)
            yield [*proposals.list_features(paper.document, contexts, members)], _PROPOSAL_CLASSES[own]


def collect_roles(papers: Iterable[GoldPaper]) -> Iterator[Example]:
    """One example for each dataset that a paper mentions."""
    for paper in papers:
        contexts = MentionContexts(paper.document)
        for members in clusters.cluster_mentions(paper.document):
            datasets = [i for i in members if paper.document.mentions[i].label == "DATASET"]
            if datasets:
                roles = {paper.dataset_roles.get(paper.names[i], "mention") for i in datasets}
                role = max(roles, key=ROLE_CLASSES.index)
                yield [*dataset_roles.list_features(paper.document, contexts, datasets)], role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="a folder (default: the shipped one)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = read_learned(arguments.gold)
    train = partial(fit, penalty=_L2, bias_penalty=_L2 / 100, least=_LEAST, iterations=300)
    write(
        train(list(collect_proposals([*papers, *map(disturb, papers)])), _PROPOSAL_CLASSES),
        arguments.output / "proposals.json",
    )
    write(train(list(collect_roles(papers)), ROLE_CLASSES), arguments.output / "roles.json")
    return 0
