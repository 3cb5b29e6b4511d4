"""The held-out text: nothing of it is training text, and all figures are measured on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation import Figures, evaluate, read_gold
from scripts.arguments import GOLD
from scripts.evaluation.held_out import HeldOut, count_known, measure, read_sets
from scripts.training.papers import is_held_out

FOLDER = Path(__file__).parents[3] / GOLD


@pytest.fixture(scope="module")
def sets() -> list[HeldOut]:
    return read_sets(FOLDER)


def test_each_kind_has_papers_and_no_paper_is_in_two(sets: list[HeldOut]) -> None:
    assert all(part.papers for part in sets)
    papers = [paper.id for part in sets for paper in part.papers]
    assert len(papers) == len({*papers})
    assert len({part.name for part in sets}) == len(sets)


def test_papers_of_the_training_file_are_those_that_training_keeps_apart(sets: list[HeldOut]) -> None:
    training = {paper.id: paper for name in ("train", "claims-train") for paper in read_gold(FOLDER / f"{name}.jsonl")}
    shared = [training[paper.id] for part in sets for paper in part.papers if paper.id in training]
    assert shared
    assert all(map(is_held_out, shared))


def test_what_is_measured_is_what_kg_eval_prints() -> None:
    papers = read_gold(FOLDER / "tiny.jsonl")
    whole = measure(HeldOut("tiny", papers))
    assert whole.figures["mention"] == Figures(1.0, 1.0, 1.0, 12, 12)
    assert whole.figures.keys() == evaluate(papers, {}).keys()
    assert [*whole.surest] == [0.5, 0.65, 0.8, 0.9]
    assert whole.entities == (5, 3)


def test_sure_results_are_fewer() -> None:
    surest = measure(HeldOut("tiny", read_gold(FOLDER / "tiny.jsonl"))).surest
    counts = [figures.predicted for figures in surest.values()]
    assert counts == sorted(counts, reverse=True)


def test_titles_are_known_where_they_are_those_of_annotated_papers() -> None:
    papers = read_gold(FOLDER / "tiny.jsonl")
    assert count_known(["Using CFG", "Using", "LoRA-X for BERT", "Using CFG\n\n"], papers) == 2
