"""Pictures from Python: what is refused, in whose words, and what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="module")
def two_papers(small_folder: Path) -> kg.Graph:
    return kg.open(small_folder, precision=0)


@pytest.mark.parametrize(
    ("ask", "error", "hint"),
    [
        (lambda graph: graph.map(types=["benchmrk"]), kg.UsageError, "Did you mean benchmark"),
        (lambda graph: graph.map(around="LoRRA"), kg.NoSuchName, "Did you mean low-rank adaptation"),
        (lambda graph: graph.map(types="method"), kg.UsageError, r"types=\['method'\]"),
        (lambda graph: graph.map(compare="GRPO"), kg.UsageError, "two names"),
        (lambda graph: graph.map(compare=("GRPO", "PPO", "DPO")), kg.UsageError, "two names"),
        (lambda graph: graph.map(around="LoRA", depth=4), kg.UsageError, "`depth` is from 1 to 3; 4 is not"),
        (lambda graph: graph.map(around="LoRA", depth=0), kg.UsageError, "`depth` is from 1 to 3; 0 is not"),
    ],
)
def test_an_error_says_what_may_have_been_meant(
    two_papers: kg.Graph, ask: Callable[[kg.Graph], object], error: type[kg.KgError], hint: str
) -> None:
    with pytest.raises(error, match=hint):
        ask(two_papers)


def test_what_does_not_go_together_is_told_in_the_words_of_python(two_papers: kg.Graph) -> None:
    with pytest.raises(kg.UsageError, match="`depth` says how far to go from a name; give it with `around`"):
        two_papers.map(depth=2)
    with pytest.raises(kg.UsageError, match=r"leave it out, or see help\(kg\.Graph\.map\)"):
        two_papers.map(timeline=True, depth=2, around="LoRA")


def test_a_picture_prints_what_is_in_it_and_not_its_page(two_papers: kg.Graph) -> None:
    drawing = two_papers.map(around="LoRA")
    assert repr(drawing) == f"Drawing(summary={drawing.summary!r})"
