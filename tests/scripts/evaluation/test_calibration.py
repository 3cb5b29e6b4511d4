"""The table of calibration errors: one line a kind, all relations together, an interval around the error."""

import pytest

from scripts.evaluation.calibration import estimate_interval, format_table
from scripts.training.judgements import Judgement
from scripts.training.precision import measure_calibration

HONEST = [Judgement(f"p{i % 40}", "uses", 0.8, right=i % 5 != 0) for i in range(400)]
BOLD = [Judgement(f"p{i % 40}", "addresses", 0.9, right=i % 2 == 0) for i in range(400)]


@pytest.mark.parametrize(("rows", "error"), [(HONEST, 0.0), (BOLD, 0.4)])
def test_the_error_is_the_gap_of_score_and_share(rows: list[Judgement], error: float) -> None:
    assert measure_calibration([r.score for r in rows], [r.right for r in rows]) == pytest.approx(error, abs=0.02)
    low, high = estimate_interval(rows)
    assert low <= error + 0.02
    assert error - 0.02 <= high
    assert high - low < 0.3


def test_gaps_of_different_scores_do_not_cancel() -> None:
    scores, right = [0.9] * 50 + [0.1] * 50, [False] * 50 + [True] * 50
    assert measure_calibration(scores, right) == pytest.approx(0.9)


def test_each_kind_has_a_line_and_relations_have_one_together() -> None:
    lines = {line.split()[0]: line.split() for line in format_table([*HONEST, *BOLD]).splitlines()[1:]}
    assert set(lines) == {"uses", "addresses", "relations"}
    assert lines["uses"][1:4] == ["400", "0.800", "0.800"]
    assert lines["relations"][1] == "800"


def test_of_a_few_records_nothing_is_said() -> None:
    assert "uses" not in format_table(HONEST[:5])
