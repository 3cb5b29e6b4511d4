"""Train the entity recogniser that the package ships.

    OMP_NUM_THREADS=1 python scripts/train_ner.py --gold ../shared/annotation --vectors build/vectors/vectors.floret

Learns from `train.jsonl` less its held-out part, chooses the step on `dev.jsonl` and the held-out part together, and
writes spaCy's `model-best` and `model-last` into the output folder. Settings are in `scripts/ner.cfg`; any of them can
be overridden: `--set training.dropout=0.4`. The seed is fixed; one thread gives the same weights again. `--fold K/N`
leaves the Kth of N parts of `train.jsonl` out (from 0): the mentions there are what new texts would get.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from gold import documents, fold, read
from numpy.typing import NDArray
from spacy.tokens import DocBin
from spacy.training.initialize import convert_vectors, init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

from kg.extract.tokens import blank

CONFIG = Path(__file__).with_name("ner.cfg")


def half(table: NDArray[np.float32]) -> NDArray[np.float16]:
    """At half precision, as the table is shipped; training sees the rounded numbers too."""
    return table.astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/annotation"))
    parser.add_argument("--vectors", type=Path, help="floret's text table; without it no vectors are used")
    parser.add_argument("--silver", type=Path, help="more training documents, a spaCy DocBin")
    parser.add_argument("--output", type=Path, default=Path("build/ner"))
    parser.add_argument("--fold", metavar="K/N", help="leave this part of train.jsonl out")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=JSON")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own matrix product is three times as fast

    nlp = blank()
    papers = list(read(args.gold / "train.jsonl"))
    if args.fold:
        left_out, folds = map(int, args.fold.split("/"))
        papers = [paper for paper in papers if fold(paper.id, folds) != left_out]
    learned = list(documents((paper for paper in papers if not paper.held_out), nlp))
    if args.silver:
        learned += DocBin().from_disk(args.silver).get_docs(nlp.vocab)
    chosen = documents([*read(args.gold / "dev.jsonl"), *(paper for paper in papers if paper.held_out)], nlp)
    DocBin(docs=learned).to_disk(args.output / "train.spacy")
    DocBin(docs=chosen).to_disk(args.output / "dev.spacy")

    overrides = {key: json.loads(value) for key, value in (pair.split("=", 1) for pair in args.set)}
    overrides |= {"paths.train": str(args.output / "train.spacy"), "paths.dev": str(args.output / "dev.spacy")}
    if args.vectors:
        convert_vectors(nlp, args.vectors, truncate=0, prune=0, name="kg.vectors", mode="floret")
        nlp.vocab.vectors.data = half(nlp.vocab.vectors.data).astype(np.float32)
        nlp.vocab.to_disk(args.output / "vocab")
        with_vectors = blank()
        with_vectors.vocab.from_disk(args.output / "vocab")
        with_vectors.to_disk(args.output / "vectors")
        overrides["initialize.vectors"] = str(args.output / "vectors")
    else:
        overrides["components.tok2vec.model.embed.include_static_vectors"] = False
    train(init_nlp(load_config(CONFIG, overrides=overrides)), args.output)


if __name__ == "__main__":
    main()
