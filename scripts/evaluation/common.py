"""What the evaluations share: which part of the papers they look at, and the table that they print."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping

from kg.evaluation.precision_recall import Count
from scripts.training.papers import GoldPaper

PARTS = ("all", "held-out", "rest")


def add_part(parser: argparse.ArgumentParser, *, default: str) -> None:
    """The option --part: which of the papers to look at."""
    parser.add_argument("--part", choices=PARTS, default=default, help="of the papers (default: %(default)s)")


def select(papers: Iterable[GoldPaper], part: str, is_held_out: Callable[[GoldPaper], bool]) -> list[GoldPaper]:
    """The papers of one of `PARTS`."""
    return [paper for paper in papers if part == "all" or is_held_out(paper) == (part == "held-out")]


def format_table(papers: int, counts: Mapping[str, Count], accuracy: Mapping[str, float] | None = None) -> str:
    """Precision, recall, F1 and counts, a line for each name; `accuracy` puts the share that is right before them."""
    lines = [
        f"{papers} papers",
        f"{'':20}{'right' if accuracy else '':>8}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}",
    ]
    for name, count in counts.items():
        figures = count.figures()
        right = f"{accuracy[name]:8.3f}" if accuracy else " " * 8
        lines.append(
            f"{name:20}{right}{figures.p:8.3f}{figures.r:8.3f}{figures.f1:8.3f}{figures.gold:7}{figures.predicted:7}"
        )
    return "\n".join(lines)
