"""Mentions of the training papers, each from a recogniser that has not learned from the paper.

    python scripts/predict_folds.py build/fold*/model-best --gold ../shared/annotation --output build/mentions.jsonl

The folders are those of `train_ner.py --fold 0/N` to `--fold N-1/N`, in this order, each calibrated. The held-out part,
from which the shipped recogniser has not learned either, is left to that. Writes one JSON object a line, `id` and
`mentions` with `start`, `end` (into the raw text) and `label`, in the order of `train.jsonl`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gold import fold, is_held_out

from kg.extract import load


def predict(rows: Iterable[Mapping[str, Any]], model: Path | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The identifiers of papers with all mentions that the rules see; `None` is the shipped model."""
    papers = list(rows)
    for paper, found in zip(papers, load(model).extract(paper["text"] for paper in papers), strict=True):
        yield paper["id"], [{"start": one.start, "end": one.end, "label": one.label} for one in found.mentions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path, default=Path("../shared/annotation"))
    parser.add_argument("--output", type=Path, default=Path("build/mentions.jsonl"))
    args = parser.parse_args()
    with (args.gold / "train.jsonl").open(encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines if line.strip()]
    found = dict(predict(filter(is_held_out, papers), None))
    for k, model in enumerate(args.models):
        mine = [p for p in papers if not is_held_out(p) and fold(p["id"], len(args.models)) == k]
        found.update(predict(mine, model))
    aside = args.output.with_suffix(".new")
    aside.parent.mkdir(parents=True, exist_ok=True)
    with aside.open("w", encoding="utf-8") as file:
        for paper in papers:
            file.write(json.dumps({"id": paper["id"], "mentions": found[paper["id"]]}, ensure_ascii=False) + "\n")
    aside.replace(args.output)


if __name__ == "__main__":
    main()
