"""Which papers the score of the field is learned from."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from kg.extraction.learned import linear
from scripts.training.field import collect, has_core_word, read_texts, run, spread


def write_papers(path: Path, *papers: tuple[str, str]) -> Path:
    rows = [json.dumps({"id": str(i), "title": title, "abstract": text}) for i, (title, text) in enumerate(papers)]
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("We prompt an LLM", True),
        ("Classifying galaxies", True),
        ("The lattice of ideals", False),
        ("Eigenvalues remain unlearned", False),  # "ai" and "learn" within a word are none
    ],
)
def test_a_core_word_is_a_whole_word(text: str, *, core: bool) -> None:
    assert has_core_word(text) is core


def test_papers_are_taken_evenly_and_no_more_than_wanted() -> None:
    rows = [[str(i)] for i in range(10)]
    assert spread(rows, 10) == rows
    assert spread(rows, 4) == [["0"], ["3"], ["6"], ["9"]]
    assert spread([], 4) == []


def test_annotated_papers_and_mixed_papers_of_the_field_are_left_out(tmp_path: Path) -> None:
    field = write_papers(tmp_path / "field.jsonl", ("Known Paper", "neural"), ("Fresh", "Deep nets"))
    mixed = write_papers(tmp_path / "mixed.jsonl", ("Ring", "finite groups"), ("Net", "a neural code"))
    assert list(read_texts(field, but={"known paper"})) == ["Fresh\n\nDeep nets"]
    assert collect([field], mixed, but={"known paper"}) == [
        (["fresh", "deep", "nets"], "field"),
        (["ring", "finite", "groups"], "other"),
    ]


def test_what_is_learned_tells_both_kinds_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field = write_papers(tmp_path / "field.jsonl", *[(f"Net {i}", "gradient sampler") for i in range(60)])
    mixed = write_papers(tmp_path / "mixed.jsonl", *[(f"Ring {i}", "finite ideal") for i in range(60)])
    gold = json.dumps({"id": "new", "text": "New\n\ngradient sampler", "mentions": []})
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "train.jsonl").write_text(f"{gold}\n", encoding="utf-8")
    output = tmp_path / "weights.json"
    assert run(Namespace(of_field=[field], mixed=mixed, gold=tmp_path / "gold", output=output)) == 0
    model = linear.read(output)
    assert model.probabilities(["gradient"])["field"] > 0.5 > model.probabilities(["ideal"])["field"]
    score = model.probabilities(["new", "gradient", "sampler"])["field"]
    assert f"train.jsonl: 1 papers; below 0.25%: {score:.3f}" in capsys.readouterr().out
