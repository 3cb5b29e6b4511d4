"""Precision, recall and F1 of what a paper proposes and of its datasets' roles, given annotated mentions.

The figures are those of kg eval where every mention is found and linked as it is annotated.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from kg.evaluation.precision_recall import Count
from kg.extraction.relations import dataset_roles, proposals
from scripts.arguments import add_gold_file
from scripts.evaluation.common import add_part, format_table, select
from scripts.training.papers import GoldPaper, read
from scripts.training.rules import ROLE_CLASSES

_ROLE = {"introduces": "introduced", "evaluatesOn": "eval", "trainsOn": "train"}


def count_proposals(papers: Iterable[GoldPaper]) -> Count:
    """How many proposals are right."""
    right = predicted = gold = 0
    for paper in papers:
        found = {paper.name_at(claim.mention) for claim in proposals.find_proposals(paper.document)}
        right += len(found & set(paper.proposes))
        predicted += len(found)
        gold += len(paper.proposes)
    return Count(right, predicted, gold)


def count_roles(papers: Iterable[GoldPaper]) -> Count:
    """How many dataset roles are right; a dataset without a claim has the role "mention"."""
    right = predicted = gold = 0
    for paper in papers:
        found = {
            entity: "mention"
            for entity, mention in zip(paper.names, paper.document.mentions, strict=True)
            if mention.label == "DATASET"
        }
        for claim in dataset_roles.find_dataset_roles(paper.document):
            entity = paper.name_at(claim.mention)
            found[entity] = max(found[entity], _ROLE[claim.type], key=ROLE_CLASSES.index)
        right += sum(found.get(entity) == role for entity, role in paper.dataset_roles.items())
        predicted += len(found)
        gold += len(paper.dataset_roles)
    return Count(right, predicted, gold)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="dev.jsonl")
    add_part(parser, default="all")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = select(read(arguments.gold), arguments.part, lambda paper: paper.held_out)
    print(format_table(len(papers), {"proposes": count_proposals(papers), "role": count_roles(papers)}))
    return 0
