"""The encoder's architecture on public test sets of scientific entities, each learned from its own training part.

Sets: scierc (Luan et al., 2018), scier (Zhang et al., 2024; test and out-of-domain test), tdmsci (Hou et al., 2021).
The same encoder, tags and decoding as in training, with the set's labels and only the tags to learn; epochs are fixed
beforehand, nothing is chosen on a test part. Prints exact-match P, R and F1 of span and label, micro-averaged.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.extraction.mentions.encoder.heads import OUTSIDE
from scripts.arguments import add_base, folder_with

Spans = set[tuple[int, int, str]]  # first word, word after the last, label


class Text(NamedTuple):
    """Words with their entities, and where sentences start."""

    words: list[str]
    spans: Spans
    sentences: list[int]


def read_scierc(path: Path) -> Iterator[Text]:
    """Whole abstracts."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        starts = np.cumsum([0, *(len(words) for words in row["sentences"])])[:-1].tolist()
        spans = {(first, last + 1, label) for sentence in row["ner"] for first, last, label in sentence}
        yield Text([word for sentence in row["sentences"] for word in sentence], spans, starts)


def read_scier(path: Path) -> Iterator[Text]:
    """Sentences; entities are given by their words, of which the first free occurrence is meant."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        words = row["sentence"].split()
        spans: Spans = set()
        taken = np.zeros(len(words), dtype=bool)
        for name, label in sorted(row["ner"], key=lambda pair: -len(pair[0].split())):
            wanted = name.split()
            for at in range(len(words) - len(wanted) + 1):
                if words[at : at + len(wanted)] == wanted and not taken[at : at + len(wanted)].any():
                    taken[at : at + len(wanted)] = True
                    spans.add((at, at + len(wanted), label))
                    break
        yield Text(words, spans, [0])


def read_tdmsci(path: Path) -> Iterator[Text]:
    """Sentences, tagged word by word with begin and inside."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        spans: Spans = set()
        start = 0
        tags = [row[2].strip() for row in rows] + [OUTSIDE]
        for i, tag in enumerate(tags):
            open_label = tags[i - 1][2:] if i and tags[i - 1] != OUTSIDE else ""
            if open_label and (tag[0] != "I" or tag[2:] != open_label):
                spans.add((start, i, open_label))
            if tag[0] == "B" or (tag[0] == "I" and tag[2:] != open_label):
                start = i
        yield Text([row[0] for row in rows], spans, [0])


class TestSet(NamedTuple):
    """A test set: how its files are read, where they are, and how the model is trained on it."""

    read: Callable[[Path], Iterator[Text]]
    train: str  # a path in the folder of public sets, as those of the tests
    tests: Mapping[str, str]
    epochs: int
    batch: int = 16  # texts; of sentences, which are short


SETS = {
    "scierc": TestSet(read_scierc, "scierc/train.json", {"test": "scierc/test.json"}, 8, 4),
    "scier": TestSet(
        read_scier, "scier/train.jsonl", {"test": "scier/test.jsonl", "test_ood": "scier/test_ood.jsonl"}, 3
    ),
    "tdmsci": TestSet(read_tdmsci, "tdmsci/train_1500_v2.conll", {"test": "tdmsci/test_500_v2.conll"}, 6),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("set", choices=sorted(SETS))
    add_base(parser)
    parser.add_argument(
        "--public", type=folder_with(), required=True, metavar="FOLDER", help="of the test sets, a folder for each"
    )


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from scripts.evaluation.public_tagger import evaluate

    for name, count in evaluate(SETS[arguments.set], arguments.public, arguments.base).items():
        figures = count.figures()
        print(
            f"{arguments.set} {name}: P {figures.p:.3f} R {figures.r:.3f} F1 {figures.f1:.3f} ({count.gold} entities)"
        )
    return 0
