"""What the evaluations share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation.precision_recall import Count
from scripts.evaluation.common import format_table, select
from scripts.evaluation.links import rank_costs
from scripts.training.papers import GoldPaper, read

TINY = Path("tests/data/gold/tiny.jsonl")


@pytest.fixture(scope="module")
def papers() -> list[GoldPaper]:
    return list(read(Path(__file__).parents[3] / TINY))


def test_parts_split_the_papers(papers: list[GoldPaper]) -> None:
    first = papers[0].id
    parts = {part: select(papers, part, lambda paper: paper.id == first) for part in ("all", "held-out", "rest")}
    assert parts == {"all": papers, "held-out": papers[:1], "rest": papers[1:]}


def test_the_table_has_a_line_for_each_count() -> None:
    assert format_table(2, {"value": Count(1, 2, 4)}).splitlines() == [
        "2 papers",
        "                           P       R      F1   gold   pred",
        "value                  0.500   0.250   0.333      4      2",
    ]


def test_the_costliest_mixture_comes_first() -> None:
    pairs = [("a", "x"), ("a", "x"), ("a", "y"), ("b", "z"), ("b", "u"), ("b", "z"), ("b", "v"), ("c", "w")]
    lines = list(rank_costs(pairs, "holds"))
    assert [line.split()[1] for line in lines] == ["b", "a", "c"]
    assert lines[1] == "    1.3  a holds {'x': 2, 'y': 1}"
