"""Train the model that decides which label a name has (`kg.extraction.mentions.labels`).

    python scripts/train_labels.py

Learns from the gold names of `train.jsonl` less its held-out part, writes
`kg/extraction/learned/weights/labels.json`, and prints the accuracy on the gold names of dev
and of the held-out part. The same input gives the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from gold import GoldPaper, read
from logistic import Example, fit, write

from kg.extraction.learned import linear
from kg.extraction.mentions.labels import features
from kg.model.types import LABELS

LEAST = 3  # names with a feature
PENALTY = 2.0
WEIGHTS = Path(linear.__file__).with_name("weights") / "labels.json"


def examples(papers: Iterable[GoldPaper]) -> list[Example]:
    """One example a name and paper, with the label that most of the name's mentions have."""
    made: list[Example] = []
    for paper in papers:
        text = paper.document.text
        names: dict[str, list[tuple[int, int]]] = {}
        given: dict[str, Counter[str]] = {}
        for mention in paper.document.mentions:
            names.setdefault(mention.text, []).append((mention.start, mention.end))
            given.setdefault(mention.text, Counter())[mention.label] += 1
        for name, places in names.items():
            label = max(LABELS, key=lambda one: given[name][one])
            made.append(([*features(text, paper.document.title_end, places)], label))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("tests/data/gold"))
    args = parser.parse_args()
    papers = list(read(args.gold / "train.jsonl"))
    learned = examples(paper for paper in papers if not paper.held_out)
    model = fit(learned, LABELS, penalty=PENALTY, bias_penalty=PENALTY, least=LEAST, iterations=60)
    write(model, WEIGHTS)
    for part, given in (
        ("dev", examples(read(args.gold / "dev.jsonl"))),
        ("held-out", examples(paper for paper in papers if paper.held_out)),
    ):
        guessed = [(model.probabilities(names), label) for names, label in given]
        right = sum(max(found, key=found.__getitem__) == label for found, label in guessed) / len(given)
        print(f"{part}: {len(given)} names, {right:.3f} right")


if __name__ == "__main__":
    main()
