"""`kg eval`: what it prints, and how the shipped pipeline is fed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main

TINY = Path(__file__).parent.parent / "data" / "gold" / "tiny.jsonl"
ROW = {"id": "guidance", "mentions": [{"start": 6, "end": 9, "label": "METHOD", "entity": "m"}]}
TABLE = """\
of\tP\tR\tF1\tgold\tpred
mention\t1.000\t0.083\t0.154\t12\t1
METHOD\t1.000\t0.200\t0.333\t5\t1
MODEL\t0.000\t0.000\t0.000\t2\t0
DATASET\t0.000\t0.000\t0.000\t2\t0
METRIC\t0.000\t0.000\t0.000\t3\t0
TASK\t0.000\t0.000\t0.000\t0\t0
span\t1.000\t0.083\t0.154\t12\t1
overlap\t1.000\t0.083\t0.154\t12\t1
proposes\t0.000\t0.000\t0.000\t1\t0
role\t0.000\t0.000\t0.000\t2\t0
value\t0.000\t0.000\t0.000\t3\t0
result\t0.000\t0.000\t0.000\t3\t0
tuple\t0.000\t0.000\t0.000\t3\t0
link\t1.000\t1.000\t1.000\t1\t1
"""


@pytest.fixture
def predictions(tmp_path):
    def write(*rows):
        path = tmp_path / "predicted.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return str(path)

    return write


def test_the_table_of_predictions_in_a_file(predictions, capsys):
    assert main(["eval", str(TINY), "--input", predictions(ROW, ROW | {"id": "unknown"})]) == 0
    told = capsys.readouterr()
    assert told.out == TABLE
    assert told.err.splitlines() == [
        "1 of 2 papers have no prediction and count as empty",
        "1 of 2 predictions are of papers that the gold lacks: left out",
    ]


def test_scores_add_a_line_and_a_key(predictions, capsys):
    path = predictions(ROW | {"mentions": [ROW["mentions"][0] | {"score": 0.75}]})
    assert main(["eval", str(TINY), "--input", path]) == 0
    expected = TABLE + "scores of 1 mentions: expected calibration error 0.250 (10 bins)\n"
    assert capsys.readouterr().out == expected
    assert main(["eval", str(TINY), "--input", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.pop("calibration") == {"ece": 0.25, "bins": 10, "mentions": 1}
    assert main(["eval", str(TINY), "--input", predictions(ROW), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told


def test_the_most_frequent_mistakes(predictions, capsys):
    wrong = [{"start": start, "end": start + 2, "label": "TASK", "entity": "t"} for start in (0, 1)]
    assert main(["eval", str(TINY), "--input", predictions(ROW | {"mentions": wrong}), "--errors", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[-6:] == [
        "",
        "mistake\ttimes\tlabel\ttext",
        "missed\t2\tMETHOD\tCFG",
        "missed\t2\tMETHOD\tLoRA-X",
        "spurious\t1\tTASK\tUs",
        "spurious\t1\tTASK\tsi",
    ]
    assert main(["eval", str(TINY), "--input", predictions(ROW), "--errors", "1", "--json"]) == 0
    (missed,) = json.loads(capsys.readouterr().out)["errors"]
    assert missed == {"kind": "missed", "label": "METHOD", "text": "LoRA-X", "count": 2}


@pytest.mark.parametrize("least", ["0", "0.9"])
def test_the_pipeline_is_scored_as_what_extract_writes(least, tmp_path, capsys):
    facts = str(tmp_path / "facts.jsonl")
    assert main(["extract", str(TINY), "-o", facts, "--min-score", least]) == 0
    assert main(["eval", str(TINY), "--input", facts]) == 0
    written = capsys.readouterr().out
    assert main(["eval", str(TINY), "--min-score", least]) == 0
    assert capsys.readouterr().out == written


def test_raw_text_survives(tmp_path, capsys):
    """Offsets are into the text as it stands, whatever it looks like: markup, blank lines, or a title alone."""
    texts = [
        "  Using  \\textbf{CFG}  \n\nWe use LoRA on $\\mathrm{ImageNet}$, and\n\nreport an FID of 2.04. ",
        "We report an FID of 3.1 with CFG",
    ]
    path = tmp_path / "gold.jsonl"
    papers = [
        {"id": str(i), "text": text, "mentions": [["CFG", "METHOD", "CFG"], ["FID", "METRIC", "FID"]]}
        for i, text in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    assert main(["eval", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["  METRIC"]["r"] == told["  METHOD"]["r"] == 1.0


def test_what_cannot_be_scored(tmp_path, predictions, capsys):
    (tmp_path / "empty.jsonl").write_text("\n")
    assert main(["eval", str(tmp_path / "empty.jsonl")]) == 1
    assert "holds no paper; give annotated papers" in capsys.readouterr().err
    assert main(["eval", str(TINY), "--input", predictions(ROW), "--min-score", "0.5"]) == 2
    assert "--min-score does not go with --input" in capsys.readouterr().err
    assert main(["eval", str(tmp_path / "none.jsonl")]) == 1
    assert "check its name" in capsys.readouterr().err
