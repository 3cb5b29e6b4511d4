"""What the evaluations share: which part of the papers they look at, and the table that they print."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping

from kg.evaluation.precision_recall import Count, Figures
from scripts.training.papers import GoldPaper

PARTS = ("all", "held-out", "rest")


def add_part(parser: argparse.ArgumentParser, *, default: str) -> None:
    """The option --part: which of the papers to look at."""
    parser.add_argument("--part", choices=PARTS, default=default, help="of the papers (default: %(default)s)")


def select(papers: Iterable[GoldPaper], part: str, is_held_out: Callable[[GoldPaper], bool]) -> list[GoldPaper]:
    """The papers of one of `PARTS`."""
    return [paper for paper in papers if part == "all" or is_held_out(paper) == (part == "held-out")]


def format_table(papers: int, counts: Mapping[str, Count | Figures]) -> str:
    """Precision, recall, F1 and counts, a line for each name."""
    lines = [f"{papers} papers", f"{'':20}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}"]
    for name, count in counts.items():
        row = count.figures() if isinstance(count, Count) else count
        lines.append(f"{name:20}{row.p:8.3f}{row.r:8.3f}{row.f1:8.3f}{row.gold:7}{row.predicted:7}")
    return "\n".join(lines)
