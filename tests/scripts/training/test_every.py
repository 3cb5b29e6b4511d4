"""The order of the steps."""

from __future__ import annotations

from pathlib import Path

from scripts.training.__main__ import STEPS
from scripts.training.every import list_steps

LAST = ["relation-scores", "precision", "sources"]  # which read what all others have shipped


def test_all_runs_every_step_and_what_ships_last() -> None:
    steps = list_steps(Path("base"), Path("gold"), [Path("texts.gz")], [Path("old"), Path("older")], None, half=False)
    order = [step[0] for step in steps]
    assert order == [
        "silver", "encoder", "export", "labels", "calibrate", "rules", "fusion", "claims", "claim-scores",
        "comparisons",
        *LAST,
    ]  # fmt: skip
    others = {"all", "field", "pretrain", "found"}
    assert others | {*order} == set(STEPS), (
        "the others read corpora, or an older pipeline, that are not in this project"
    )
