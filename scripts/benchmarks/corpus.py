"""Take many papers from corpora into one input, so that large graphs can be built and measured.

A corpus has one JSON object a line with id, title and abstract, which is the generic input format; it may be packed
with gzip. Papers are taken evenly from all corpora and from all parts of each; the same arguments give the same bytes.
A paper is left out if it lacks a title or an abstract, or if its title was there before.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.system.files import replacing
from scripts.arguments import file, positive
from scripts.corpora import read_papers

KEPT = ("id", "title", "abstract", "authors", "organization", "published", "comments", "url", "arxiv_id")


def read_usable(corpora: Sequence[Path]) -> Iterator[dict[str, object]]:
    """Yields the usable papers of the corpora in their order, each title once."""
    titles: set[str] = set()
    for corpus in corpora:
        for paper in read_papers(corpus):
            title, abstract = paper.get("title"), paper.get("abstract")
            if title and abstract and title.casefold() not in titles:
                titles.add(title.casefold())
                yield {key: paper[key] for key in KEPT if paper.get(key) is not None}


def spread_evenly(total: int, wanted: int) -> Iterator[int]:
    """Yields the positions of `wanted` of `total` papers, evenly spread; all of them where there are no more."""
    taken = min(wanted, total)
    for i in range(taken):
        yield i * total // taken


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("corpora", nargs="+", type=file, metavar="CORPUS.jsonl[.gz]")
    parser.add_argument("--papers", type=positive, required=True, metavar="N", help="how many to take")
    parser.add_argument("-o", "--output", type=Path, default="papers.jsonl", help="(default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    total = sum(1 for _ in read_usable(arguments.corpora))  # read twice, so that a large corpus is never held whole
    wanted = set(spread_evenly(total, arguments.papers))
    with replacing(arguments.output) as output:
        for position, paper in enumerate(read_usable(arguments.corpora)):
            if position in wanted:
                output.write(json.dumps(paper, ensure_ascii=False) + "\n")
    print(f"{len(wanted)} of {total} papers in {arguments.output}", file=sys.stderr)
    return 0 if wanted else 1
