#!/usr/bin/env python3
"""Precision, recall and F1 of what the rules say a paper proposes and does with its datasets, given gold mentions.

    python scripts/evaluate_rules.py GOLD.jsonl [--part all|held-out|rest]

The figures are those of the annotation scorer where every mention is found and linked as in the gold.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

from gold import GoldPaper, read

from kg.extraction.relations import dataset_roles, proposals

_ROLE = {"introduces": "introduced", "evaluatesOn": "eval", "trainsOn": "train"}
_RANK = ("mention", "train", "eval", "introduced")


def proposed(papers: Iterable[GoldPaper]) -> tuple[int, int, int]:
    """How many proposals are right, predicted, in the gold."""
    right = predicted = gold = 0
    for paper in papers:
        found = {paper.name_at(claim.mention) for claim in proposals.find(paper.document)}
        right += len(found & set(paper.proposes))
        predicted += len(found)
        gold += len(paper.proposes)
    return right, predicted, gold


def role_counts(papers: Iterable[GoldPaper]) -> tuple[int, int, int]:
    """How many dataset roles are right, predicted, in the gold."""
    right = predicted = gold = 0
    for paper in papers:
        found = {
            entity: "mention"
            for entity, mention in zip(paper.names, paper.document.mentions, strict=True)
            if mention.label == "DATASET"
        }
        for claim in dataset_roles.find(paper.document):
            entity = paper.name_at(claim.mention)
            found[entity] = max(found[entity], _ROLE[claim.type], key=_RANK.index)
        right += sum(found.get(entity) == role for entity, role in paper.dataset_roles.items())
        predicted += len(found)
        gold += len(paper.dataset_roles)
    return right, predicted, gold


def main() -> None:
    """Prints one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", choices=("all", "held-out", "rest"), default="all")
    given = parser.parse_args()
    papers = [p for p in read(given.gold) if given.part == "all" or p.held_out == (given.part == "held-out")]
    print(f"{len(papers)} papers\n{'':10}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}{'ms/paper':>10}")
    for name, count in (("proposes", proposed), ("role", role_counts)):
        began = time.perf_counter()
        right, predicted, gold = count(papers)
        took = (time.perf_counter() - began) * 1000 / max(len(papers), 1)
        p, r, f1 = (n / max(d, 1) for n, d in ((right, predicted), (right, gold), (2 * right, predicted + gold)))
        print(f"{name:10}{p:8.3f}{r:8.3f}{f1:8.3f}{gold:7}{predicted:7}{took:10.2f}")


if __name__ == "__main__":
    main()
