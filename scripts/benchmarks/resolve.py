"""How the time of resolution grows with the corpus.

The corpus is the annotated papers with their mentions, again and again. Names of one paper alone get a word of their
own in each copy, so that the number of distinct names grows with the corpus, as it does in a real one; names that
several papers share stay as they are.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.model.records import Extraction, Paper
from kg.resolve import resolve
from scripts.arguments import add_gold_file, positive
from scripts.benchmarks.table import Row, report
from scripts.evaluation.links import to_extraction
from scripts.training.papers import read

Corpus = Sequence[tuple[Paper, Extraction, Sequence[str]]]  # with the annotated name of each mention

_LETTERS = "bdfgklmnprstvz"


def make_word(number: int) -> str:
    """A pronounceable word for each number; digits would look like a version."""
    letters = ""
    while number or not letters:
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at] + "aeiou"[at % 5]
    return letters.capitalize() + "ix"


def copy(corpus: Corpus, number: int) -> list[tuple[Paper, Extraction]]:
    """The papers again, under other identifiers; names of one paper alone get a word of this copy before them."""
    shared = Counter(name for _, _, names in corpus for name in set(names))
    copied = []
    for paper, found, names in corpus:
        mentions = tuple(
            mention if shared[name] > 1 else replace(mention, text=f"{make_word(number)} {mention.text}")
            for mention, name in zip(found.mentions, names, strict=True)
        )
        copied.append((replace(paper, id=f"{paper.id}-{number}"), replace(found, mentions=mentions)))
    return copied


def measure(corpus: Corpus, sizes: Sequence[int]) -> Iterator[Row]:
    """The time of resolving so many papers."""
    for size in sizes:
        copies = (paper for n in range(-(-size // len(corpus))) for paper in copy(corpus, n))
        papers, extractions = zip(*islice(copies, size), strict=True)
        start = time.process_time()
        knowledge = resolve(papers, extractions)
        seconds = time.process_time() - start
        mentions = sum(len(found.mentions) for found in extractions)
        name = f"{size:,} papers"
        yield Row(name, "mentions", mentions, "", 1)
        yield Row(name, "entities", len(knowledge.entities), "", 1)
        yield Row(name, "processor time", seconds, "s", 1)
        yield Row(name, "processor time a mention", seconds / mentions * 1e6, "µs", 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="train.jsonl")
    parser.add_argument("--sizes", type=positive, nargs="+", default=[1000, 10_000, 100_000], metavar="PAPERS")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    corpus = [(*to_extraction(paper), paper.names) for paper in read(arguments.gold)]
    return report(measure(corpus, arguments.sizes))
