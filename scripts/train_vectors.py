"""Train the floret vectors that the entity recogniser reads words with.

    python scripts/train_vectors.py --corpora ../shared/corpora --output build/vectors

Reads abstracts in the generic input format (`*.jsonl.gz`) and writes `vectors.floret` (floret's text table) into the
output folder. With one thread the table is a function of input and settings; with more, floret's threads race and two
runs differ in the last digits. What is shipped comes from the defaults. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import floret
from spacy.language import Language

from kg.extract.tokens import blank
from kg.text import display

# Every nth abstract of a corpus, by the start of its file name: the closer to the listings, the more of it.
SHARES = {"daily": 1, "arxiv": 3, "conferences": 3, "acl": 6}


def abstracts(corpora: Path) -> Iterator[str]:
    """Display texts of the chosen abstracts, corpus by corpus in the order of their names."""
    for path in sorted(corpora.glob("*.jsonl.gz")):
        share = SHARES.get(path.name.split("-")[0], 1)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % share == 0:
                    record = json.loads(line)
                    yield display(f"{record['title']}\n\n{record['abstract']}").text


def write_tokens(texts: Iterator[str], output: Path, nlp: Language) -> int:
    """One abstract a line, tokens apart by spaces; the number of tokens."""
    count = 0
    with output.open("w", encoding="utf-8") as lines, nlp.select_pipes(enable=[]):
        for doc in nlp.pipe(texts):
            words = [token.text for token in doc if not token.is_space]
            count += len(words)
            lines.write(" ".join(words) + "\n")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--output", type=Path, default=Path("build/vectors"))
    parser.add_argument("--dimensions", type=int, default=128)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    tokens = args.output / "tokens.txt"
    if not tokens.exists():
        print(f"{write_tokens(abstracts(args.corpora), tokens, blank()):,} tokens in {tokens}")
    model = floret.train_unsupervised(
        str(tokens),
        model="skipgram",
        mode="floret",
        hashCount=2,
        bucket=args.rows,
        minn=3,
        maxn=4,
        minCount=8,
        dim=args.dimensions,
        ws=5,
        neg=5,
        lr=0.05,
        epoch=args.epochs,
        thread=args.threads,
        verbose=0,
    )
    model.save_floret_vectors(str(args.output / "vectors.floret"))


if __name__ == "__main__":
    main()
