"""The order of the steps."""

from __future__ import annotations

from pathlib import Path

from scripts.training.__main__ import STEPS
from scripts.training.every import list_steps


def test_all_runs_every_step_and_what_ships_last() -> None:
    order = [step[0] for step in list_steps(Path("base"), Path("gold"))]
    assert order == [
        "encoder",
        "export",
        "labels",
        "calibrate",
        "rules",
        "results",
        "fusion",
        "rules",
        "results",
        "comparisons",
    ]
    assert {"all", "field", *order} == set(STEPS), "the field is learned from corpora that are not part of this project"


def test_fusion_reads_what_was_learned_without_the_held_out_part() -> None:
    lines = [" ".join(step) for step in list_steps(Path("base"), Path("gold"))]
    fusion = next(line for line in lines if line.startswith("fusion"))
    for written in ("build/rules", "build/results.json"):
        assert any("--hold-out" in line and line.endswith(written) for line in lines)
        assert written in fusion
