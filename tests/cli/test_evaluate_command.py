"""`kg eval`: what it prints, and how the shipped pipeline is fed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main

TINY = Path(__file__).parent.parent / "data" / "gold" / "tiny.jsonl"
MENTION = {"start": 6, "end": 9, "label": "METHOD", "entity": "m"}
ROW = {"id": "guidance", "mentions": [MENTION]}
TABLE = """\
                    P       R      F1   gold   pred
mention         1.000   0.083   0.154     12      1
  METHOD        1.000   0.200   0.333      5      1
  MODEL         0.000   0.000   0.000      2      0
  DATASET       0.000   0.000   0.000      2      0
  METRIC        0.000   0.000   0.000      3      0
  TASK          0.000   0.000   0.000      0      0
span            1.000   0.083   0.154     12      1
overlap         1.000   0.083   0.154     12      1
proposes        0.000   0.000   0.000      1      0
role            0.000   0.000   0.000      2      0
value           0.000   0.000   0.000      3      0
result          0.000   0.000   0.000      3      0
tuple           0.000   0.000   0.000      3      0
link            1.000   1.000   1.000      1      1
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
    streams = capsys.readouterr()
    assert streams.out == TABLE
    assert streams.err.splitlines() == [
        "1 of 2 papers have no prediction and count as empty",
        "1 of 2 predictions are of papers that the gold lacks: left out",
    ]


def test_scores_add_a_line_and_a_key(predictions, capsys):
    path = predictions(ROW | {"mentions": [MENTION | {"score": 0.75}]})
    assert main(["eval", str(TINY), "--input", path]) == 0
    expected = TABLE + "scores of 1 mentions: expected calibration error 0.250 (10 bins)\n"
    assert capsys.readouterr().out == expected
    assert main(["eval", str(TINY), "--input", path, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report.pop("calibration") == {"ece": 0.25, "bins": 10, "mentions": 1}
    assert main(["eval", str(TINY), "--input", predictions(ROW), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == report


def test_links_add_rows_and_a_key(predictions, capsys):
    """One right mention of twelve, alone in its entity; the gold has it in an entity of three, and seven more."""
    path = predictions(ROW)
    assert main(["eval", str(TINY), "--input", path, "--links"]) == 0
    rows = """\
muc             0.000   0.000   0.000      4      0
b-cubed         1.000   0.028   0.054     12      1
ceaf-e          0.500   0.062   0.111      8      1
conll                           0.055
"""
    assert capsys.readouterr().out == TABLE + rows
    assert main(["eval", str(TINY), "--input", path, "--links", "--json"]) == 0
    linking = json.loads(capsys.readouterr().out)["linking"]
    assert (linking["ceaf-e"]["p"], linking["conll_f1"]) == (0.5, 0.0551)


def test_the_most_frequent_mistakes(predictions, capsys):
    wrong = [{"start": start, "end": start + 2, "label": "TASK", "entity": "t"} for start in (0, 1)]
    assert main(["eval", str(TINY), "--input", predictions(ROW | {"mentions": wrong}), "--errors", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "missed      2 METHOD   CFG",
        "missed      2 METHOD   LoRA-X",
        "spurious    1 TASK     Us",
        "spurious    1 TASK     si",
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
    report = json.loads(capsys.readouterr().out)
    assert report["  METRIC"]["r"] == report["  METHOD"]["r"] == 1.0


def test_what_cannot_be_scored(tmp_path, predictions, capsys):
    (tmp_path / "empty.jsonl").write_text("\n")
    assert main(["eval", str(tmp_path / "empty.jsonl")]) == 1
    assert "holds no paper; give annotated papers" in capsys.readouterr().err
    assert main(["eval", str(TINY), "--input", predictions(ROW), "--min-score", "0.5"]) == 2
    assert "--min-score does not go with --input" in capsys.readouterr().err
    assert main(["eval", str(tmp_path / "none.jsonl")]) == 1
    assert "check its name" in capsys.readouterr().err
