"""Bins of judged records, their intervals, and bounds that are chosen on other papers than they are measured on."""

import json
from pathlib import Path

import pytest

from scripts.command import main
from scripts.training import __main__ as training
from scripts.training import precision
from scripts.training.judgements import Judgement
from scripts.training.precision import LEAST_RECORDS, cross_validate, make_bins

GOOD = [Judgement(f"p{i % 50}", "mention", 0.9 - i / 10_000, right=i % 10 != 0) for i in range(500)]
BAD = [Judgement(f"p{i % 50}", "mention", 0.4 - i / 10_000, right=i % 5 == 0) for i in range(500)]


def test_bins_have_about_equally_many_records_and_precision_from_the_top() -> None:
    bins = make_bins([*BAD, *GOOD])
    assert sum(row.records for row in bins) == 1000
    assert min(row.records for row in bins) >= LEAST_RECORDS
    assert bins[-1].above == pytest.approx((450 + 100) / 1000)
    at_good = next(row for row in reversed(bins) if row.score > 0.5)
    assert at_good.above == pytest.approx(0.9, abs=0.02)
    assert at_good.low < at_good.above < at_good.high


def test_records_of_one_score_are_never_divided() -> None:
    bins = make_bins([Judgement(f"p{i}", "uses", 0.93, right=i % 2 == 0) for i in range(300)])
    assert [(row.score, row.records, row.right) for row in bins] == [(0.93, 300, 150)]


def test_a_paper_with_many_records_widens_the_interval() -> None:
    def width(papers: int) -> float:
        [row] = make_bins([Judgement(f"p{i % papers}", "uses", 0.9, right=i % papers % 2 == 0) for i in range(400)])
        return row.high - row.low

    assert width(10) > 2 * width(200)


def test_a_bound_holds_on_papers_that_it_was_not_chosen_on() -> None:
    shown_count, right = cross_validate([*BAD, *GOOD], 0.85)
    assert 450 <= shown_count <= 550
    assert right / shown_count == pytest.approx(0.87, abs=0.04)
    assert cross_validate(BAD, 0.9) == (0, 0)


def test_the_step_writes_the_bins_of_what_it_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records, output = tmp_path / "records.jsonl", tmp_path / "precision.json"
    records.write_text("".join(json.dumps(row._asdict()) + "\n" for row in GOOD))
    arguments = ["--only-records", "--records", str(records), "--output", str(output)]
    assert main("scripts.training", training.ABOUT, training.STEPS, ["precision", *arguments]) == 0
    written = json.loads(output.read_text())
    assert list(written) == ["mention"]
    assert sum(row[1] for row in written["mention"]["bins"]) == 500
    assert "mention" in capsys.readouterr().out


def test_kinds_that_are_fitted_on_the_papers_or_derived_are_not_judged_on_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = ("mention", "result", "comparison", "outperforms", "comparesWith")
    judged = [Judgement("a", kind, 0.9, True) for kind in kinds for _ in range(30)]
    monkeypatch.setattr(precision, "extract_without_threshold", lambda papers, workers: [])
    monkeypatch.setattr(precision, "judge_extractions", lambda gold, read, statements, others: judged)
    for name in ("train", "dev", "claims-train", "claims-dev"):
        (tmp_path / f"{name}.jsonl").write_text("")
    output, left_out = tmp_path / "precision.json", tmp_path / "held-out.jsonl"
    left_out.write_text("".join(json.dumps(row._asdict()) + "\n" for row in judged if row.kind == "result"))
    arguments = ["precision", "--gold", str(tmp_path), "--output", str(output)]
    assert main("scripts.training", training.ABOUT, training.STEPS, arguments) == 0
    assert list(json.loads(output.read_text())) == ["mention", "comparison"]
    assert main("scripts.training", training.ABOUT, training.STEPS, [*arguments, "--records", str(left_out)]) == 0
    assert set(json.loads(output.read_text())) == {"mention", "result", "comparison"}
