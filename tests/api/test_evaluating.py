"""Scoring from Python is scoring from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.cli import main

GOLD = Path(__file__).parent.parent / "data" / "gold" / "tiny.jsonl"


def test_the_figures_are_those_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    evaluation = kg.evaluate(GOLD)
    assert main(["eval", str(GOLD), "--json", "--errors", "3"]) == 0
    assert evaluation.to_dict(mistakes=3) == json.loads(capsys.readouterr().out)
    assert main(["eval", str(GOLD)]) == 0
    assert repr(evaluation) + "\n" == capsys.readouterr().out
    assert evaluation["mention"].f1 == evaluation.to_dict()["mention"]["f1"]
    assert next(iter(evaluation)) == "mention"
    assert len(evaluation) == len(evaluation.figures)


def test_predictions_may_be_a_file_or_documents(tmp_path: Path) -> None:
    papers = [json.loads(line) for line in GOLD.read_text().splitlines()]
    documents = kg.extract([kg.Paper(row["id"], *row["text"].split("\n\n", 1)) for row in papers])
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(json.dumps(document.to_dict()) + "\n" for document in documents))
    assert kg.evaluate(GOLD, path).figures == kg.evaluate(GOLD, documents).figures == kg.evaluate(GOLD).figures
    none = kg.evaluate(GOLD, [])
    assert (none.papers_without_prediction, none["mention"].r) == (len(papers), 0)
    with pytest.raises(kg.UsageError, match="does not go with predictions"):
        kg.evaluate(GOLD, path, min_score=0.5)


def test_a_file_without_a_paper_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("")
    with pytest.raises(kg.InputError, match="holds no paper"):
        kg.evaluate(tmp_path / "gold.jsonl")


def test_a_label_is_looked_up_without_its_blanks_and_an_unknown_row_is_told() -> None:
    evaluation = kg.evaluate(GOLD, [])
    assert evaluation["METHOD"] is evaluation["  METHOD"]
    assert "mentions" not in evaluation
    with pytest.raises(KeyError, match="There is no row 'mentions'; there are mention, METHOD"):
        evaluation["mentions"]
