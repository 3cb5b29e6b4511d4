"""What leaving out the less sure costs and gains: precision, recall and F1 at ten least scores, as a Markdown table.

    python scripts/score_curve.py GOLD.jsonl [--workers N]

The shipped pipeline reads the texts once; what it found is then cut and resolved anew for each score, as
`kg extract --min-score` does it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.api.evaluating import to_papers, to_predictions
from kg.evaluation import evaluate, read_gold
from kg.extraction.threshold import cut
from kg.pipeline import extractions
from kg.resolve import resolve

_LEAST = tuple(n / 10 for n in range(10))
_ROWS = ("mention", "result", "proposes")  # of the table of `kg eval`; result is a value with its metric


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    gold = read_gold(args.gold)
    papers = to_papers(gold)
    found = extractions(papers, workers=args.workers)
    print("| `--min-score` | " + " | ".join(f"{row} P | R | F1" for row in _ROWS) + " |")
    print("|" + "---|" * (1 + 3 * len(_ROWS)))
    for least in _LEAST:
        knowledge = resolve(papers, [cut(each, least) for each in found])
        figures = evaluate(gold, to_predictions(knowledge))
        cells = [f"{value:.3f}" for row in _ROWS for value in (figures[row].p, figures[row].r, figures[row].f1)]
        print(f"| {least:.1f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
