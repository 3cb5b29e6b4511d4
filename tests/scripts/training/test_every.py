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


def test_a_rehearsal_reads_few_papers_in_one_epoch() -> None:
    given = Path("base"), Path("gold"), [Path("texts.gz")], [Path("old")], None
    reduced = {step[0]: step for step in list_steps(*given, half=False, papers=90, epochs=1)}
    whole = {step[0]: step for step in list_steps(*given, half=False)}
    assert [name for name in whole if whole[name] != reduced[name]] == ["silver", "encoder"]
    assert reduced["silver"][reduced["silver"].index("--papers") + 1] == "90"
    assert reduced["encoder"][reduced["encoder"].index("--epochs") + 1] == "1"
