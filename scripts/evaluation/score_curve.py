"""What --min-score costs and gains: precision, recall and F1 at ten least scores, as a Markdown table.

The shipped pipeline reads the texts once; its extractions are then cut and resolved anew for each score, as
kg extract --min-score does it.
"""

from __future__ import annotations

import argparse

from kg.api.evaluating import to_papers, to_predictions
from kg.evaluation import evaluate, read_gold
from kg.extraction.threshold import apply_threshold
from kg.pipeline import extract_without_threshold
from kg.resolve import resolve
from scripts.arguments import add_gold_file, positive

_LEAST = tuple(n / 10 for n in range(10))
_ROWS = ("mention", "result", "proposes")  # of the table of `kg eval`; result is a value with its metric


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="dev.jsonl")
    parser.add_argument("--workers", type=positive, default=1, help="processes (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    gold = read_gold(arguments.gold)
    papers = to_papers(gold)
    found = extract_without_threshold(papers, workers=arguments.workers)
    print("| `--min-score` | " + " | ".join(f"{row} P | R | F1" for row in _ROWS) + " |")
    print("|" + "---|" * (1 + 3 * len(_ROWS)))
    for least in _LEAST:
        knowledge = resolve(papers, [apply_threshold(extraction, least) for extraction in found])
        figures = evaluate(gold, to_predictions(knowledge))
        cells = [f"{value:.3f}" for row in _ROWS for value in (figures[row].p, figures[row].r, figures[row].f1)]
        print(f"| {least:.1f} | {' | '.join(cells)} |")
    return 0
