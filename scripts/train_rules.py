#!/usr/bin/env python3
"""Trains the two linear models of the rules (what a paper proposes; what it does with a dataset).

    python scripts/train_rules.py GOLD.jsonl [-o kg/extraction/learned/weights] [--hold-out]

Every paper is used with its annotated mentions; proposals learn from mentions with mistakes too (`disturb.py`), as they
are met at work. The same input gives the same files. With --hold-out, the held-out part is left out; what ships is
trained on all of the gold.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from disturb import disturbed
from gold import GoldPaper, read
from logistic import Example, fit, write

from kg.extraction.coreference import groups
from kg.extraction.relations import dataset_roles, proposals
from kg.extraction.relations.features import Sequences

_PROPOSAL_CLASSES = ("other", "proposed")
ROLE_CLASSES = ("mention", "train", "eval", "introduced")  # each wins over those before it
_L2 = 5.0  # by 5-fold cross-validation on the nine tenths: 2 to 8 are within 0.003
_LEAST = 4  # examples of a feature


def proposal_examples(papers: Iterable[GoldPaper]) -> Iterator[Example]:
    """One example a thing that a paper mentions."""
    for paper in papers:
        sequences = Sequences(paper.document)
        for members in groups.group(paper.document):
            own = any(paper.names[i] in paper.proposes for i in members)
            yield [*proposals.features(paper.document, sequences, members)], _PROPOSAL_CLASSES[own]


def role_examples(papers: Iterable[GoldPaper]) -> Iterator[Example]:
    """One example a dataset that a paper mentions."""
    for paper in papers:
        sequences = Sequences(paper.document)
        for members in groups.group(paper.document):
            datasets = [i for i in members if paper.document.mentions[i].label == "DATASET"]
            if datasets:
                given = {paper.dataset_roles.get(paper.names[i], "mention") for i in datasets}
                role = max(given, key=ROLE_CLASSES.index)
                yield [*dataset_roles.features(paper.document, sequences, datasets)], role


def main() -> None:
    """Trains both models and writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/extraction/learned/weights"))
    parser.add_argument("--hold-out", action="store_true", help="learn from the rest only")
    given = parser.parse_args()
    papers = [paper for paper in read(given.gold) if not (given.hold_out and paper.held_out)]
    given.output.mkdir(parents=True, exist_ok=True)
    train = partial(fit, penalty=_L2, bias_penalty=_L2 / 100, least=_LEAST, iterations=300)
    write(
        train(list(proposal_examples([*papers, *map(disturbed, papers)])), _PROPOSAL_CLASSES),
        given.output / "proposals.json",
    )
    write(train(list(role_examples(papers)), ROLE_CLASSES), given.output / "roles.json")


if __name__ == "__main__":
    main()
