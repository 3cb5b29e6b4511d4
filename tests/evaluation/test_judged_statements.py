"""Judged statements: what a line says, what is wrong with one, and the files that ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluation import Annotation, read_gold
from kg.evaluation.judged_statements import read_judged
from kg.model.errors import InputError

DATA = Path(__file__).parent.parent / "data"
JUDGED = sorted((DATA / "judged").glob("*.jsonl"))
ROW = {
    "paper": "a", "source": "arxiv", "relation": "uses", "object": "LoRA", "start": 7, "sentence": "We use LoRA.",
    "origin": "we use", "score": 0.93, "right": False, "why": "another LoRA",
}  # fmt: skip


def write_rows(tmp_path, *rows):
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_a_line_becomes_a_statement_in_the_order_of_the_file(tmp_path):
    first, second = read_judged(write_rows(tmp_path, ROW, ROW | {"start": 2, "right": True}))
    assert (first.paper, first.relation, first.object, first.start, first.right) == ("a", "uses", "LoRA", 7, False)
    assert (second.start, second.right, second.score) == (2, True, 0.93)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"right": "yes"}, ":1: right: Input should be a valid boolean"),
        ({"score": 1.5}, ":1: score: Input should be less than or equal to 1"),
        ({"start": -1}, ":1: start: Input should be greater than or equal to 0"),
        ({"relation": "likes"}, ":1: relation: Input should be 'proposes'"),
        ({"source": "acl"}, ":1: source: Input should be 'daily-papers' or 'arxiv'"),
        ({"why": ""}, ":1: why: String should have at least 1 character"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path, change, message):
    with pytest.raises(InputError) as error:
        read_judged(write_rows(tmp_path, ROW | change))
    assert message in str(error.value)
    assert "docs/annotation.md" in str(error.value)


def test_one_statement_is_judged_once(tmp_path):
    with pytest.raises(InputError, match=r":3: Line 1 judges the same statement"):
        read_judged(write_rows(tmp_path, ROW, ROW | {"relation": "addresses"}, ROW | {"right": True}))


def test_three_relations_are_shipped() -> None:
    assert [path.stem for path in JUDGED] == ["addresses", "measuredBy", "uses"]


@pytest.fixture(scope="module")
def papers() -> dict[str, Annotation]:
    """The annotated papers that statements are judged of, by identifier."""
    return {paper.id: paper for paper in read_gold(DATA / "gold" / "claims-train.jsonl")}


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.stem)
def test_what_is_shipped_stands_in_the_texts(path, papers: dict[str, Annotation]) -> None:
    statements = read_judged(path)
    assert len(statements) == 100
    assert {statement.relation for statement in statements} == {path.stem}
    assert {statement.right for statement in statements} == {True, False}
    for statement in statements:
        paper = papers[statement.paper]
        assert paper.source == statement.source
        assert paper.text[statement.start :].startswith(statement.object)
