"""Fit the model that decides the label of a name (kg.extraction.mentions.labels).

Learns from the annotated names of all gold but dev and the held-out parts, writes
kg/extraction/learned/weights/labels.json, and prints the accuracy on the names of the others. The
same input gives the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.extraction.learned import linear
from kg.extraction.mentions.labels import list_label_features
from kg.model.types import LABELS
from scripts.arguments import add_gold_folder
from scripts.training.logistic import Example, fit, write
from scripts.training.papers import GoldPaper, read_learned, read_unseen

LEAST = 3  # names that have a feature, or it is left out
PENALTY = 2.0  # quadratic
WEIGHTS = Path(linear.__file__).with_name("weights") / "labels.json"


def collect_examples(papers: Iterable[GoldPaper]) -> list[Example]:
    """One example for each name of each paper, with the label that most of the name's mentions have."""
    found: list[Example] = []
    for paper in papers:
        text = paper.document.text
        names: dict[str, list[tuple[int, int]]] = {}
        labels: dict[str, Counter[str]] = {}
        for mention in paper.document.mentions:
            names.setdefault(mention.text, []).append((mention.start, mention.end))
            labels.setdefault(mention.text, Counter())[mention.label] += 1
        for name, places in names.items():
            label = max(LABELS, key=labels[name].__getitem__)
            found.append(([*list_label_features(text, paper.document.title_end, places)], label))
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("--output", type=Path, default=WEIGHTS, metavar="FILE", help="(default: the shipped file)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    learned = collect_examples(read_learned(arguments.gold))
    model = fit(learned, LABELS, penalty=PENALTY, bias_penalty=PENALTY, least=LEAST, iterations=60)
    write(model, arguments.output)
    for part, of_part in (("unseen", collect_examples(read_unseen(arguments.gold))),):
        guessed = [(model.probabilities(names), label) for names, label in of_part]
        right = sum(max(found, key=found.__getitem__) == label for found, label in guessed) / len(of_part)
        print(f"{part}: {len(of_part)} names, {right:.3f} right")
    return 0
