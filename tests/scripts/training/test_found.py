"""What a pipeline found, written down for training."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.training.found import read_found, write
from scripts.training.papers import GoldPaper, read

PAPER = {
    "id": "a",
    "text": "Rotors\n\nWe propose **Rotor**. Rotor beats Wing.",
    "mentions": [["Rotor", "METHOD", "rotor"], ["Wing", "METHOD", "wing"]],
    "proposes": ["rotor"],
    "dataset_roles": {},
    "results": [],
    "comparisons": [],
}


@pytest.fixture
def paper(tmp_path: Path) -> GoldPaper:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(PAPER), encoding="utf-8")
    return next(read(path))


def test_what_is_written_is_read_in_the_order_of_the_papers(tmp_path: Path, paper: GoldPaper) -> None:
    other = replace(paper, id="b", document=replace(paper.document, mentions=paper.document.mentions[-1:]))
    write([paper, other], tmp_path / "found.jsonl")
    second, first = read_found(tmp_path / "found.jsonl", [other, paper])
    assert [mention.text for mention in first.document.mentions] == [m.text for m in paper.document.mentions]
    assert [(m.start, m.label, m.text) for m in second.document.mentions] == [
        (m.start, m.label, m.text) for m in other.document.mentions
    ]
    assert len(first.names) == len(first.document.mentions)


def test_a_paper_that_was_not_read_is_no_empty_one(tmp_path: Path, paper: GoldPaper) -> None:
    write([paper], tmp_path / "found.jsonl")
    with pytest.raises(KeyError):
        read_found(tmp_path / "found.jsonl", [replace(paper, id="c")])
