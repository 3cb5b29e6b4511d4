"""The order of the steps."""

from __future__ import annotations

from pathlib import Path

from scripts.training.__main__ import STEPS
from scripts.training.every import list_steps

LAST = ["relation-scores", "precision"]  # which read what all others have shipped


def test_all_runs_every_step_and_what_ships_last() -> None:
    order = [step[0] for step in list_steps(Path("base"), Path("gold"))]
    assert order == [
        "encoder", "export", "labels", "calibrate", "rules", "fusion", "rules", "claims", "claim-scores", "comparisons",
        *LAST,
    ]  # fmt: skip
    assert {"all", "field", *order} == set(STEPS), "the field is learned from corpora that are not part of this project"


def test_fusion_reads_what_was_learned_without_the_held_out_part() -> None:
    lines = [" ".join(step) for step in list_steps(Path("base"), Path("gold"))]
    fusion = next(line for line in lines if line.startswith("fusion"))
    assert any("--hold-out" in line and line.endswith("build/rules") for line in lines)
    assert "build/rules" in fusion
