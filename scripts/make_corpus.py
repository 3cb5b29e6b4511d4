"""Makes an input of many papers from a corpus, so that large graphs can be built and measured.

usage: make_corpus.py CORPUS.jsonl.gz... --papers 10000 [-o papers.jsonl]

A corpus has one JSON object a line with `id`, `title` and `abstract`, which is the generic input format; it may be
packed with gzip. Papers are taken evenly over all corpora, so that each of them and each part of them is in: the same
arguments give the same bytes. One that lacks a title or an abstract is left out, and so is one whose title was there
before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.system.files import replacing

KEPT = ("id", "title", "abstract", "authors", "organization", "published", "comments", "url", "arxiv_id")
MAGIC = b"\x1f\x8b"  # of gzip


def papers(corpora: Sequence[Path]) -> Iterator[dict[str, object]]:
    """Yields the usable papers of the corpora in their order, each title once."""
    titles: set[str] = set()
    for corpus in corpora:
        with corpus.open("rb") as file:
            packed = file.read(len(MAGIC)) == MAGIC
        with gzip.open(corpus, "rt", encoding="utf-8") if packed else corpus.open(encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                title, abstract = paper.get("title"), paper.get("abstract")
                if title and abstract and title.casefold() not in titles:
                    titles.add(title.casefold())
                    yield {key: paper[key] for key in KEPT if paper.get(key) is not None}


def evenly(total: int, wanted: int) -> Iterator[int]:
    """Yields the positions of `wanted` of `total` things, evenly spread; all of them where there are no more."""
    taken = min(wanted, total)
    for i in range(taken):
        yield i * total // taken


def main() -> int:
    """Write the papers and return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--papers", type=int, required=True, metavar="N", help="how many papers to take")
    parser.add_argument("-o", "--output", type=Path, default=Path("papers.jsonl"))
    args = parser.parse_args()
    if args.papers < 1:
        parser.error("--papers must be 1 or more")
    for corpus in args.corpora:
        if not corpus.is_file():
            parser.error(f"there is no file {corpus}")
    total = sum(1 for _ in papers(args.corpora))  # read twice, so that a large corpus is never held whole
    wanted = set(evenly(total, args.papers))
    with replacing(args.output) as file:
        for position, paper in enumerate(papers(args.corpora)):
            if position in wanted:
                file.write(json.dumps(paper, ensure_ascii=False) + "\n")
    print(f"{len(wanted)} of {total} papers in {args.output}", file=sys.stderr)
    return 0 if wanted else 1


if __name__ == "__main__":
    sys.exit(main())
