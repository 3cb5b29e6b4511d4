"""Train the encoder on plain abstracts: words are hidden and have to be guessed.

Reads papers with a number in their abstract, spread evenly over the corpora, and none whose title is that of an
annotated paper that no model may learn from. What it writes is a base to train from (`encoder --base`).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from scripts.arguments import add_base, add_gold_folder, file, positive
from scripts.corpora import read_papers
from scripts.training.papers import list_unseen

_NUMBER = re.compile(r"\d\s*(?:\\?%|[x×]\b|\\times)|\d\.\d")  # as in most sentences that report a result


def read_texts(corpora: Iterable[Path], *, but: Collection[str]) -> Iterator[str]:
    """The distinct texts of corpora with a number in them whose titles, in lower case, are not in `but`."""
    seen = set(but)
    for corpus in corpora:
        for paper in read_papers(corpus):
            title, abstract = str(paper["title"]), str(paper["abstract"])
            if title.lower() not in seen and _NUMBER.search(abstract):
                seen.add(title.lower())
                yield f"{title}\n\n{abstract}"


def choose_texts(corpora: Iterable[Path], gold: Path, most: int) -> list[str]:
    """At most so many texts, spread evenly over the corpora, none of a paper that no model may learn from."""
    unseen = {paper.text.partition("\n\n")[0].lower() for paper in list_unseen(gold)}
    texts = list(read_texts(corpora, but=unseen))
    count = min(len(texts), most)
    print(f"{count} of {len(texts)} papers with numbers", flush=True)
    return [texts[i * len(texts) // count] for i in range(count)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    parser.add_argument("corpora", type=file, nargs="+", metavar="CORPUS", help="files of papers (JSON lines)")
    parser.add_argument("--papers", type=positive, default=60_000, help="at most that many (default: %(default)s)")
    parser.add_argument("--output", type=Path, default="build/pretrained", help="a folder (default: %(default)s)")
    parser.add_argument("--half", action="store_true", help="compute in bfloat16")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from scripts.training.network.pretrain import pretrain

    texts = choose_texts(arguments.corpora, Path(arguments.gold), arguments.papers)
    pretrain(arguments.base, texts, arguments.output, half=arguments.half)
    return 0
