"""How the time of resolution grows with the corpus: 1,000, 10,000 and 100,000 papers.

    python scripts/bench_resolve.py [GOLD.jsonl] [--sizes 1000 10000 100000]

The corpus is the annotated papers with their mentions, over and over. Names of one paper alone get a word of their own
in each copy, so that the number of distinct names grows with the corpus, as it does in a real one; names that several
papers share stay as they are. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

from evaluate_links import extraction
from gold import read

from kg.model.records import Extraction, Paper
from kg.resolve import resolve

_LETTERS = "bdfgklmnprstvz"


def word(number: int) -> str:
    """A pronounceable word for each number, without digits, which would read as a version."""
    letters = ""
    while number or not letters:
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at] + "aeiou"[at % 5]
    return letters.capitalize() + "ix"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=Path("tests/data/gold/train.jsonl"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    args = parser.parse_args()
    papers = list(read(args.gold))
    shared = Counter(name for paper in papers for name in set(paper.names))
    corpus = [(*extraction(paper), paper.names) for paper in papers]

    def copy(number: int) -> list[tuple[Paper, Extraction]]:
        own = word(number)
        made = []
        for paper, found, names in corpus:
            mentions = tuple(
                mention if shared[name] > 1 else replace(mention, text=f"{own} {mention.text}")
                for mention, name in zip(found.mentions, names, strict=True)
            )
            made.append((replace(paper, id=f"{paper.id}-{number}"), replace(found, mentions=mentions)))
        return made

    print("| papers | mentions | entities | processor seconds | microseconds a mention |\n|---|---|---|---|---|")
    for size in args.sizes:
        some = list(islice((one for n in range(-(-size // len(corpus))) for one in copy(n)), size))
        began = time.process_time()
        knowledge = resolve([paper for paper, _ in some], [found for _, found in some])
        took = time.process_time() - began
        mentions = sum(len(found.mentions) for _, found in some)
        print(
            f"| {size} | {mentions} | {len(knowledge.entities)} | {took:.1f} | {took / mentions * 1e6:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
